"""What the terminal prints of runs for people, in the system's language."""

from typing import Any

from cnnviz.options import spell
from cnnviz.terminal.speech import language
from cnnviz.terminal.texts import table
from cnnviz.train.runs import STATUS, Run, position, seconds_left, share_done
from cnnviz.words import Words


def begun(run: Run) -> Words:
    return BEGUN.format(id=run.id, model=run.config.model, data=run.config.data, limits=_limits(run))


def epoch_line(line: dict[str, Any], run: Run) -> Words:
    return EPOCH.format(
        epoch=_of(line["epoch"], run.config.epochs), train_loss=_figure(line["train_loss"], ".3f"),
        train_accuracy=_figure(line["train_accuracy"], ".1%"), test_loss=_figure(line["test_loss"], ".3f"),
        test_accuracy=_figure(line["test_accuracy"], ".1%"), speed=_figure(line["images_per_second"], ",.0f"),
    )  # fmt: skip


def progress(run: Run) -> Words:
    """The line that changes in place."""
    if run.status == "queued":
        return QUEUED.format(place=position(run.id) or 1, left=_left(run))
    done = share_done(run.config, run.epoch, run.step, run.seconds)
    return RUNNING.format(
        bar="█" * round(20 * done) + "·" * (20 - round(20 * done)), done=f"{done:.0%}", left=_left(run)
    )


def result(run: Run) -> Words:
    """How a run ended, and what to do where it did not finish."""
    what = ENDS.get(run.status, ENDED).format(
        id=run.id, status=STATUS[run.status], accuracy=_figure(run.test_accuracy, ".2%"), seconds=f"{run.seconds:.0f}",
    )  # fmt: skip
    return Words(ko=f"{what.ko} {run.why.ko}", en=f"{what.en} {run.why.en}") if run.why else what


def listed(runs: list[Run]) -> str:
    if not runs:
        return NONE[language()]
    rows = [tuple(head[language()] for head in HEADS)]
    rows += [
        (
            str(run.id), STATUS[run.status][language()], run.config.model, run.config.data,
            _of(round(run.epoch, 1), run.config.epochs), _figure(run.test_accuracy, ".2%"), run.title,
        )
        for run in runs
    ]  # fmt: skip
    return table(rows)


def shown(answer: dict[str, Any]) -> str:
    """One run, a line a fact; the settings last."""
    plain = {name: value for name, value in answer.items() if name != "config" and value is not None}
    settings = ((name, spell(value)) for name, value in answer["config"].items())
    rows = [*plain.items(), ("", ""), *settings]
    return table([(name, str(value)) for name, value in rows])


def _left(run: Run) -> str:
    seconds = seconds_left(run.id)
    if seconds is None:
        return "…"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _limits(run: Run) -> Words:
    counts = ((EPOCHS, run.config.epochs), (STEPS, run.config.steps), (SECONDS, run.config.seconds))
    named = [words.format(count=f"{count:,}") for words, count in counts if count]
    return Words(ko=", ".join(words.ko for words in named), en=", ".join(words.en for words in named))


def _of(done: float, all: int) -> str:
    return f"{done:g}/{all}" if all else f"{done:g}"


def _figure(value: float | None, how: str) -> str:
    return "-" if value is None else format(value, how)


BEGUN = Words(
    ko="{id}번 학습: {data} 데이터로 {model} 학습, {limits}. Ctrl-C로 중지합니다.",
    en="Run {id}: {model} on {data}, {limits}. Ctrl-C stops it.",
)
EPOCHS = Words(ko="{count}에폭", en="epochs: {count}")
STEPS = Words(ko="{count}걸음", en="steps: {count}")
SECONDS = Words(ko="{count}초", en="seconds: {count}")
EPOCH = Words(
    ko="에폭 {epoch}  학습 손실 {train_loss}  정확도 {train_accuracy}  시험 손실 {test_loss}  정확도 {test_accuracy}  초당 사진 {speed}장",
    en="epoch {epoch}  train loss {train_loss}  accuracy {train_accuracy}  test loss {test_loss}  accuracy {test_accuracy}  "
    "{speed} pictures/s",
)
QUEUED = Words(ko="대기 중, {place}번째, 끝날 때까지 {left}", en="waiting, place {place}, {left} until it ends")
RUNNING = Words(ko="{bar} {done}, 남은 시간 {left}", en="{bar} {done}, {left} left")
ENDED = Words(
    ko="{id}번 학습: {status}. 시험 정확도 {accuracy}. 이어서 하기: python -m cnnviz runs resume {id}.",
    en="Run {id} is {status}; test accuracy {accuracy}. To go on: python -m cnnviz runs resume {id}.",
)
ENDS = {
    "finished": Words(
        ko="{id}번 학습을 마쳤습니다. 시험 정확도 {accuracy}, {seconds}초.",
        en="Run {id} has finished: test accuracy {accuracy}, {seconds} s.",
    ),
    "failed": Words(ko="{id}번 학습이 실패했습니다.", en="Run {id} has failed."),
}
NONE = Words(
    ko="아직 학습이 없습니다. ‘python -m cnnviz train --model lenet5 --data digits’로 시작할 수 있습니다.",
    en="There are no runs yet; “python -m cnnviz train --model lenet5 --data digits” starts one.",
)
HEADS = (
    Words(ko="번호", en="id"),
    Words(ko="상태", en="status"),
    Words(ko="네트워크", en="model"),
    Words(ko="데이터", en="data"),
    Words(ko="에폭", en="epoch"),
    Words(ko="시험 정확도", en="test accuracy"),
    Words(ko="이름", en="title"),
)
