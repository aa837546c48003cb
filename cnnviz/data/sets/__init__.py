"""Sets of labelled pictures to train with: one file per set, found by the constant `DATA` at its end."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from cnnviz.data.sets import own
from cnnviz.data.sets.base import DataSet, Loaded, Progress, Split, data_folder
from cnnviz.data.sets.own import SIDES, Own, own_sets, remove_own
from cnnviz.words import Refusal, Words

__all__ = [
    "DATASETS",
    "SIDES",
    "DataSet",
    "Loaded",
    "Own",
    "Progress",
    "Split",
    "add_own",
    "all_sets",
    "data_folder",
    "find_set",
    "own_sets",
    "remove_own",
]


def _sets() -> dict[str, DataSet]:
    files = (import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__))
    found = [file.DATA for file in files if hasattr(file, "DATA")]
    return {
        data.name: data for data in sorted(found, key=lambda data: (data.megabytes > 0, data.classes, data.megabytes))
    }


DATASETS: dict[str, DataSet] = _sets()  # those that the program brings


def all_sets() -> dict[str, DataSet]:
    """Every set by its name: the program's, then those that users have added."""
    return DATASETS | {mine.name: mine.data_set() for mine in own_sets()}


def find_set(name: str) -> DataSet:
    """The data set `name`, the program's or one of one's own; `Refusal` where there is none."""
    if name in DATASETS:
        return DATASETS[name]
    if mine := own.find_own(name):
        return mine.data_set()
    raise Refusal(UNKNOWN.format(name=name, names=", ".join(all_sets())))


def add_own(source: Path, name: str, **how: Any) -> Own:
    """Take a zip or a folder of class folders in as the data set `name`; `how` as for `own.add_own`."""
    if name in DATASETS:
        raise Refusal(own.TAKEN.format(name=name))
    return own.add_own(source, name, **how)


UNKNOWN = Words(
    ko="‘{name}’이라는 데이터 세트는 없습니다. 있는 데이터 세트: {names}.",
    en="There is no data set “{name}”. Known data sets: {names}.",
)
