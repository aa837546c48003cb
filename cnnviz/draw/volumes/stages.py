"""Steps that stand together as one stage: blocks of one module, or neighbours that are alike."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from cnnviz.draw.volumes.steps import Step

FIRST, LAST = 2, 1  # slices of a long stage that are drawn; the others stand together as one


class Slice(NamedTuple):
    """One piece of a stage: a step, or all the steps in the middle of a long stage."""

    steps: tuple[int, ...]  # their numbers

    @property
    def is_middle(self) -> bool:
        return len(self.steps) > 1


class Stage(NamedTuple):
    """What is drawn as one body, and told with one label."""

    title: str
    window: str
    count: int  # of steps
    slices: tuple[Slice, ...]


def stages(steps: Sequence[Step], most: int) -> list[Stage]:
    """All stages in running order; one of more than `most` steps has its middle drawn as one slice."""
    found = []
    for _, members in groupby(range(len(steps)), key=lambda number: _together(number, steps[number])):
        together = list(members)
        first, last = steps[together[0]], steps[together[-1]]
        title = _own_name(first.stage) if first.stage else _span(first, last)
        found.append(Stage(title, last.window, len(together), tuple(_slices(together, most))))
    return found


def _together(number: int, step: Step) -> tuple:
    """Equal for neighbours that belong to one stage; vectors stand alone."""
    sides = step.shape[1:]
    if not sides:
        return (number,)
    if step.stage:
        return (step.stage, sides)
    return (_stem(step.title), step.shape) if step.is_block else (step.role, step.title, step.window, step.shape)


def _slices(together: list[int], most: int) -> list[Slice]:
    if len(together) <= most:
        return [Slice((number,)) for number in together]
    middle = Slice(tuple(together[FIRST:-LAST]))
    return [*(Slice((n,)) for n in together[:FIRST]), middle, *(Slice((n,)) for n in together[-LAST:])]


def _span(first: Step, last: Step) -> str:
    """`inception4a–c`, `cell_0–3`; a kind needs no span."""
    start, end = _own_name(first.title), _own_name(last.title)
    return start if start == end else f"{start}–{end.removeprefix(_stem(start))}"


def _stem(name: str) -> str:
    """`inception4` of `inception4a`, `fire` of `fire2`."""
    return re.sub(r"(\d+|[a-z])$", "", name)


def _own_name(path: str) -> str:
    """The last part of a path; with the one before it where that is a number."""
    parts = path.split(".")
    return ".".join(parts[-2:]) if parts[-1].isdigit() else parts[-1]
