"""Experiments, ready to press: one file each, found by the constant `EXPERIMENT` at its end."""

from importlib import import_module
from pkgutil import iter_modules

from cnnviz.train.experiments.base import TOPICS, Experiment, Trial
from cnnviz.words import Refusal, Words

__all__ = ["EXPERIMENTS", "TOPICS", "Experiment", "Trial", "find_experiment"]


def _load() -> dict[str, Experiment]:
    files = (import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__))
    found = [file.EXPERIMENT for file in files if hasattr(file, "EXPERIMENT")]
    return {each.name: each for each in sorted(found, key=lambda each: (list(TOPICS).index(each.topic), each.name))}


EXPERIMENTS: dict[str, Experiment] = _load()


def find_experiment(name: str) -> Experiment:
    """The experiment `name`; `Refusal` where there is none."""
    if name not in EXPERIMENTS:
        raise Refusal(UNKNOWN.format(name=name, names=", ".join(EXPERIMENTS)))
    return EXPERIMENTS[name]


UNKNOWN = Words(
    ko="‘{name}’이라는 실험은 없습니다. 있는 실험: {names}.",
    en="There is no experiment “{name}”. Known experiments: {names}.",
)
