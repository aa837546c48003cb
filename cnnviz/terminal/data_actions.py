"""`data`: the sets there are, and sets of one's own that come and go."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cnnviz.data.sets import DataSet, add_own, all_sets, find_set
from cnnviz.data.sets.base import Progress
from cnnviz.terminal.speech import language, say
from cnnviz.train.runs import delete_set
from cnnviz.words import Refusal, Words


def act(asked: Namespace) -> int:
    """Do what was asked, and say it; `Refusal` where it cannot be done."""
    answer, text = ACTIONS[asked.action](asked)
    say(json.dumps(answer, ensure_ascii=False) if asked.json else text)
    return 0


def _list(asked: Namespace) -> tuple[Any, str]:
    sets = list(all_sets().values())
    rows = [
        f"{data.name:20} {sum(data.sizes):>7,} × {'×'.join(map(str, data.shape)):9} "
        f"{CLASSES.format(count=data.classes)[language()]:12} {_state(data)}"
        for data in sets
    ]
    return [_described(data) for data in sets], "\n".join(rows)


def _add(asked: Namespace) -> tuple[Any, str]:
    own = add_own(
        Path(asked.path).expanduser(), asked.name, side=asked.side, mirrors=asked.mirrors, progress=_progress(asked)
    )
    counts = [
        {"class": name, "train": train, "test": test}
        for name, train, test in zip(own.categories, own.train, own.test, strict=True)
    ]
    left_out = [{"why": why[language()], "count": count} for why, count in own.skipped]
    lines = [ADDED.format(name=own.name, train=sum(own.train), test=sum(own.test))[language()]]
    lines += [f"  {row['class']:24} {row['train']:>7,} {row['test']:>7,}" for row in counts]
    lines += [LEFT_OUT.format(**row)[language()] for row in left_out]
    return {**_described(own.data_set()), "counts": counts, "left_out": left_out}, "\n".join(lines)


def _fetch(asked: Namespace) -> tuple[Any, str]:
    data = find_set(asked.name)
    data.load(_progress(asked))
    return _described(data), HERE.format(name=data.name)[language()]


def _delete(asked: Namespace) -> tuple[Any, str]:
    if not find_set(asked.name).own:
        raise Refusal(NOT_OWN.format(name=asked.name))
    delete_set(asked.name, None)
    return {"name": asked.name, "deleted": True}, DELETED.format(name=asked.name)[language()]


def _described(data: DataSet) -> dict[str, Any]:
    return {
        "name": data.name,
        "shape": list(data.shape),
        "classes": data.classes,
        "train": data.sizes[0],
        "test": data.sizes[1],
        "own": data.own,
        "at_hand": data.at_hand(),
        "megabytes": data.megabytes,
    }


def _state(data: DataSet) -> str:
    if data.own:
        return OWN[language()]
    return (READY if data.at_hand() else MISSING.format(megabytes=data.megabytes))[language()]


def _progress(asked: Namespace) -> Progress | None:
    """One line that counts up, where somebody watches."""
    if asked.json or not sys.stderr.isatty():
        return None
    return lambda share: print(f"\r{share:4.0%}", end="\r", file=sys.stderr, flush=True)


ACTIONS: dict[str, Callable[[Namespace], tuple[Any, str]]] = {
    "list": _list, "add": _add, "fetch": _fetch, "delete": _delete,
}  # fmt: skip
CLASSES = Words(ko="{count}클래스", en="{count} classes")
READY = Words(ko="바로 쓸 수 있음", en="ready")
OWN = Words(ko="직접 추가함", en="added by you")
MISSING = Words(ko="내려받아야 함({megabytes:.0f} MB)", en="to download ({megabytes:.0f} MB)")
HERE = Words(ko="‘{name}’ 데이터 세트를 쓸 수 있습니다.", en="The data set “{name}” is here.")
ADDED = Words(
    ko="‘{name}’ 데이터 세트를 추가했습니다. 학습용 {train:,}장, 시험용 {test:,}장. 클래스별 수는 다음과 같습니다(학습, 시험).",
    en="The data set “{name}” was added: {train:,} pictures to learn from, {test:,} to test with. By class (train, test):",
)
LEFT_OUT = Words(ko="{count:,}개 파일을 뺐습니다. {why}", en="{count:,} files were left out. {why}")
DELETED = Words(ko="‘{name}’ 데이터 세트를 지웠습니다.", en="The data set “{name}” was deleted.")
NOT_OWN = Words(
    ko="‘{name}’은(는) 프로그램에 들어 있는 데이터 세트라 지울 수 없습니다.",
    en="“{name}” is one of the program's own data sets and cannot be deleted.",
)
