"""The boxes in boxes of a network: module paths give the nesting, and groups that say nothing are taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from cnnviz.draw.graph.roles import JUNCTIONS, TRIMMINGS, Type
from cnnviz.draw.graph.wiring import Wiring
from cnnviz.trace.layer import Layer

CROWD = 16  # boxes that one open group may hold before a branch in it keeps a frame of its own
WRAPPER = 0.8  # share of all layers from which a top group is the network itself (`features`), not a stage


@dataclass
class Fold:
    """Layers drawn as one box: one head, and what is folded into it before and after."""

    layers: list[int]
    head: int


@dataclass
class Group:
    """A module that holds others; `members` are the paths of equal blocks in a row that it stands for."""

    path: str
    items: list[Item] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


Item = int | Fold | Group  # an int is a layer, by its number


def nested(layers: tuple[Layer, ...]) -> Group:
    """Groups by module path, items in running order; a layer is its number in `layers`."""
    root = Group("")
    groups = {"": root}
    for number, layer in enumerate(layers):
        _group(layer.block, groups).items.append(number)
    return root


def _group(path: str, groups: dict[str, Group]) -> Group:
    if path not in groups:
        groups[path] = Group(path)
        _group(path.rpartition(".")[0], groups).items.append(groups[path])
    return groups[path]


def numbers(item: Item) -> list[int]:
    """Every layer inside `item`, in the order of its items."""
    if isinstance(item, int):
        return [item]
    return item.layers if isinstance(item, Fold) else [number for inner in item.items for number in numbers(inner)]


def untangle(group: Group, wiring: Wiring) -> None:
    """Take apart groups that a layer outside both follows and feeds: no box can stand above itself."""
    while culprit := _in_a_circle(group, wiring):
        _splice(group, culprit)
    for inner in _groups(group):
        untangle(inner, wiring)


def _in_a_circle(group: Group, wiring: Wiring) -> Group | None:
    """A group that reads something which, through the others in `group`, reads it."""
    place = {number: k for k, item in enumerate(group.items) for number in numbers(item)}
    reads = [
        {place[source] for number in numbers(item) for source in wiring.inputs[number] if source in place} - {k}
        for k, item in enumerate(group.items)
    ]
    done: set[int] = set()
    while ready := {k for k, sources in enumerate(reads) if k not in done and sources <= done}:
        done |= ready
    stuck = (item for k, item in enumerate(group.items) if k not in done)
    return next((item for item in stuck if isinstance(item, Group)), None)


def simplify(group: Group, types: list[Type]) -> None:
    """Take apart, from the inside out, groups around a single box: `BasicConv2d` is one convolution to the eye."""
    for inner in _groups(group):
        simplify(inner, types)
        if len(inner.items) == 1 and isinstance(inner.items[0], Group):
            inner.items = inner.items[0].items
        elif _boxes(inner, types) <= 1:
            _splice(group, inner)


def flatten(group: Group, types: list[Type], gates: set[int]) -> None:
    """Take apart plain branches of small groups, so that a block opens in one step."""
    for inner in _groups(group):
        flatten(inner, types, gates)
    if _is_stage(group, types):
        return
    branches = [inner for inner in _groups(group) if _is_branch(inner, types, gates)]
    if _boxes(group, types) + sum(_boxes(branch, types) - 1 for branch in branches) <= CROWD:
        for branch in branches:
            _splice(group, branch)


def _is_stage(group: Group, types: list[Type]) -> bool:
    """Numbered blocks in a row, as in a plain network: they stay blocks, also without skip connections."""
    numbered = [inner for inner in _groups(group) if inner.path.rpartition(".")[2].isdigit()]
    return len(numbered) > 1 and not any(
        isinstance(item, int) and types[item].role in JUNCTIONS for item in group.items
    )


def unwrap(root: Group, types: list[Type], most: int) -> None:
    """Take apart, at the top, plain chains and the wrapper around nearly everything, while `most` boxes do."""
    for inner in _groups(root):
        if _is_branch(inner, types, set()):
            _splice_within(root, inner, types, most)
    total = len(numbers(root))
    while wrapper := next((g for g in _groups(root) if len(numbers(g)) > WRAPPER * total), None):
        if not _splice_within(root, wrapper, types, most):
            return


def _splice_within(root: Group, inner: Group, types: list[Type], most: int) -> bool:
    if fits := _boxes(root, types) + _boxes(inner, types) - 1 <= most:
        _splice(root, inner)
    return fits


def slice_up(root: Group, layers: tuple[Layer, ...], most: int) -> None:
    """Groups of neighbours, named after the first of them, where a network of one long list has too many boxes."""
    if len(root.items) > most:
        length = -(-2 * len(root.items) // most)
        slices = [root.items[start : start + length] for start in range(0, len(root.items), length)]
        root.items = [Group(f"{layers[min(numbers(items[0]))].name} …", items) for items in slices]


def in_order(group: Group) -> None:
    """Items in running order again, where groups between them were taken apart."""
    group.items.sort(key=lambda item: min(numbers(item)))
    for inner in _groups(group):
        in_order(inner)


def _is_branch(group: Group, types: list[Type], gates: set[int]) -> bool:
    """A plain run of boxes: nothing nested, nothing joined, and not the gate of a `mul`."""
    inside = numbers(group)
    plain = not any(isinstance(item, Group) for item in group.items)
    return plain and not any(types[n].role in JUNCTIONS for n in inside) and not gates.intersection(inside)


def _boxes(group: Group, types: list[Type]) -> int:
    """How many boxes `group` shows when it is open and everything in it closed."""
    return sum(not isinstance(item, int) or types[item].role not in TRIMMINGS for item in group.items)


def _groups(group: Group) -> list[Group]:
    return [item for item in group.items if isinstance(item, Group)]


def _splice(group: Group, inner: Group) -> None:
    place = next(k for k, item in enumerate(group.items) if item is inner)
    group.items[place : place + 1] = inner.items
