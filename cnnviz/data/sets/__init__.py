"""Sets of labelled pictures to train with: one file per set, found by the constant `DATA` at its end."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.data.sets.base import DataSet, Loaded, Progress, Split, data_folder
from cnnviz.words import Refusal, Words

__all__ = ["DATASETS", "DataSet", "Loaded", "Progress", "Split", "data_folder", "find_set"]


def _sets() -> dict[str, DataSet]:
    files = (import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__))
    found = [file.DATA for file in files if hasattr(file, "DATA")]
    return {data.name: data for data in sorted(found, key=lambda data: (data.megabytes, data.name))}


DATASETS: dict[str, DataSet] = _sets()


def find_set(name: str) -> DataSet:
    """The data set `name`; `Refusal` where there is none."""
    if name not in DATASETS:
        raise Refusal(UNKNOWN.format(name=name, names=", ".join(DATASETS)))
    return DATASETS[name]


UNKNOWN = Words(
    ko="‘{name}’이라는 데이터 세트는 없습니다. 있는 데이터 세트: {names}.",
    en="There is no data set “{name}”. Known data sets: {names}.",
)
