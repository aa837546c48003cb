"""Convolution, norm and activation in a row become one box."""

from itertools import pairwise

from cnnviz.draw.graph.nest import Fold, Group, Item
from cnnviz.draw.graph.roles import JUNCTIONS, TRIMMINGS, Type


def fold(group: Group, types: list[Type], inputs: list[list[int]], readers: list[int]) -> None:
    """Fold every run inside `group`; `inputs` and `readers` (how many) are those of each layer."""
    runs: list[list[int]] = []
    places: list[Group | list[int]] = []
    for item in group.items:
        if isinstance(item, Group):
            fold(item, types, inputs, readers)
            places.append(item)
        elif isinstance(item, int):
            if not (runs and _follows(item, runs[-1][-1], inputs, readers)):
                runs.append([])
                places.append(runs[-1])
            runs[-1].append(item)
    group.items = [box for place in places for box in ([place] if isinstance(place, Group) else _boxes(place, types))]


def _follows(number: int, before: int, inputs: list[list[int]], readers: list[int]) -> bool:
    return inputs[number] == [before] and readers[before] == 1


def _boxes(run: list[int], types: list[Type]) -> list[Item]:
    """Cut a run of layers, each read by the next only, into boxes with one head each."""
    roles = [types[number].role for number in run]
    heads = [k for k, role in enumerate(roles) if role not in TRIMMINGS and not _goes_on(roles, k)]
    if not heads:
        return _trimmings_alone(run, roles)
    starts = [_start(roles, before, head) for before, head in pairwise([-1, *heads])]
    starts[0] = 0
    boxes = [run[start:end] for start, end in pairwise([*starts, len(run)])]
    return [_box(layers, run[head]) for layers, head in zip(boxes, heads, strict=True)]


def _goes_on(roles: list[str], k: int) -> bool:
    """A change of form right after another, as in a channel shuffle: view, transpose, view."""
    return roles[k] == "shape" and k > 0 and roles[k - 1] == "shape"


def _start(roles: list[str], before: int, head: int) -> int:
    """Where the box of `head` starts: after what belongs to the head before it.

    Where the run, or what follows a junction, starts with a norm, all norms and activations stand before their convolution
    (pre-activation); where it starts with an activation, activations stand before and norms after.
    """
    early = {"pad"}
    if next((role for role in roles if role not in JUNCTIONS), "") == "norm":
        early |= {"norm", "act", "drop", "identity"}
    elif roles[0] == "act":
        early |= {"act"}
    start = head
    while start - 1 > before and roles[start - 1] in early:
        start -= 1
    return start


def _trimmings_alone(run: list[int], roles: list[str]) -> list[Item]:
    """A run without a head: the first layer that is not an Identity stands for the others."""
    head = next((number for number, role in zip(run, roles, strict=True) if role != "identity"), run[0])
    return [_box(run, head)]


def _box(layers: list[int], head: int) -> Item:
    return head if len(layers) == 1 else Fold(layers, head)
