"""`runs`: what is done with the runs there are."""

import json
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cnnviz.options import parse
from cnnviz.terminal.following import Interrupts, follow
from cnnviz.terminal.run_texts import listed, result, shown
from cnnviz.terminal.speech import language, say
from cnnviz.train import TrainConfig
from cnnviz.train.runs import (
    TERMINAL,
    Run,
    ask,
    curve_csv,
    delete,
    find_run,
    folder_of,
    news,
    position,
    repeat,
    resume,
    runs,
    seconds_left,
)  # fmt: skip
from cnnviz.words import Refusal, Words

PATIENCE = 60.0  # seconds that `stop` and `pause` wait for the step under way
LOOKS = 0.1  # seconds


def act(asked: Namespace) -> int:
    """Do what `runs ACTION` says; the exit code."""
    return ACTIONS[asked.action](asked)


def _list(asked: Namespace) -> int:
    found = runs()
    say(json.dumps([_row(run) for run in found], ensure_ascii=False) if asked.json else listed(found))
    return 0


def _show(asked: Namespace) -> int:
    run = find_run(asked.id)
    facts = {
        **_row(run), "title": run.title, "experiment": run.experiment, "device": run.device, "step": run.step,
        "seconds": run.seconds, "position": position(run.id), "seconds_left": seconds_left(run.id),
        "created": run.created, "started": run.started, "ended": run.ended, "why": run.why and run.why[language()],
        "folder": str(folder_of(run.id)), "config": asdict(run.config),
    }  # fmt: skip
    say(json.dumps(facts, ensure_ascii=False) if asked.json else shown(facts))
    return 0


def _stop(asked: Namespace) -> int:
    return _ended_by("stop", asked)


def _pause(asked: Namespace) -> int:
    return _ended_by("pause", asked)


def _ended_by(wish: Any, asked: Namespace) -> int:
    """Ask, and wait until it has happened: within one step and the writing of its checkpoint."""
    ask(asked.id, wish, TERMINAL)
    end = time.monotonic() + PATIENCE
    while (run := find_run(asked.id)).status == "running" and time.monotonic() < end:
        time.sleep(LOOKS)
    say(_state(run) if asked.json else result(run)[language()])
    return 0


def _resume(asked: Namespace) -> int:
    with Interrupts() as interrupts:
        seen = _newest(asked.id)
        resume(asked.id, TERMINAL)
        return follow(asked.id, asked.json, interrupts, seen)


def _repeat(asked: Namespace) -> int:
    seed = find_run(asked.id).config.seed + 1 if asked.seed is None else parse(TrainConfig, "seed", asked.seed)
    with Interrupts() as interrupts:
        return follow(repeat(asked.id, int(seed), TERMINAL), asked.json, interrupts)


def _export(asked: Namespace) -> int:
    text = curve_csv(asked.id)
    try:
        Path(asked.out).write_text(text, "utf-8", newline="")
    except OSError as error:
        raise Refusal(NOT_WRITTEN.format(file=asked.out, why=error.strerror or error)) from error
    say(json.dumps({"run": asked.id, "out": asked.out}) if asked.json else asked.out)
    return 0


def _delete(asked: Namespace) -> int:
    delete(asked.id, TERMINAL)
    say(json.dumps({"run": asked.id, "deleted": True}) if asked.json else DELETED.format(id=asked.id)[language()])
    return 0


def _row(run: Run) -> dict[str, Any]:
    return {
        "id": run.id, "status": run.status, "model": run.config.model, "data": run.config.data, "epoch": run.epoch,
        "epochs": run.config.epochs, "test_accuracy": run.test_accuracy,
    }  # fmt: skip


def _state(run: Run) -> str:
    return json.dumps({"run": run.id, "status": run.status})


def _newest(run_id: int) -> int:
    """Behind which point the run will go on."""
    seen = news(run_id)
    while seen.more:
        seen = news(run_id, seen.next)
    return seen.next


ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "list": _list, "show": _show, "stop": _stop, "pause": _pause, "resume": _resume, "repeat": _repeat,
    "export": _export, "delete": _delete,
}  # fmt: skip
DELETED = Words(ko="{id}번 학습을 지웠습니다.", en="Run {id} is deleted.")
NOT_WRITTEN = Words(ko="‘{file}’에 쓸 수 없습니다: {why}.", en="Cannot write “{file}”: {why}.")
