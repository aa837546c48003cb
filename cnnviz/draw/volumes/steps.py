"""The steps of a network, each of which makes one map or one vector: a layer with what folds into it, or a block."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from cnnviz.draw.graph import arranged
from cnnviz.draw.graph.nest import Group, Item, numbers
from cnnviz.draw.graph.roles import JUNCTIONS, Type, types_of
from cnnviz.draw.graph.wiring import Wiring
from cnnviz.draw.volumes.block import has_shortcut, windows
from cnnviz.trace.layer import Shape, Trace


class Step(NamedTuple):
    """A layer with what folds into it, or one block."""

    name: str  # of the layer that is meant: a single layer's own, or the last one of a block
    layers: tuple[str, ...]  # names, in running order
    shape: Shape  # of the output of `name`, without the batch
    role: str  # colour, as in the layer diagram
    title: str  # of the kind, or the path of the block
    window: str  # kernel and stride; of a block those of its convolutions
    stage: str  # path of the group of blocks to which it belongs, "" where it stands for itself
    is_block: bool
    shortcut: bool  # its output joins with its input
    reads: tuple[int, ...]  # numbers of the steps that it reads


class _Part(NamedTuple):
    """The layers of a step, before they are described."""

    layers: list[int]
    head: int  # the layer that is meant
    path: str = ""  # of a block
    stage: str = ""


def steps(trace: Trace) -> list[Step]:
    """All steps in running order; every layer of `trace` belongs to exactly one."""
    types, wiring = types_of(trace.layers), Wiring(trace.layers)
    parts: list[_Part] = []
    for part in _parts(arranged(trace.layers, types, wiring), types, wiring):
        if parts and _adds_no_map(part, trace, types, wiring):
            parts[-1] = parts[-1]._replace(layers=parts[-1].layers + part.layers)
        else:
            parts.append(part)
    home = {number: place for place, part in enumerate(parts) for number in part.layers}
    return [_step(place, part, home, trace, types, wiring) for place, part in enumerate(parts)]


def _parts(root: Group, types: list[Type], wiring: Wiring) -> Iterator[_Part]:
    last_reader = [max(readers, default=number) for number, readers in enumerate(wiring.readers)]
    reach = [0, *accumulate(last_reader, max)]  # how far the layers before each one are read
    for item in root.items:
        layers = sorted(numbers(item))
        if not isinstance(item, Group):
            yield _Part(layers, item if isinstance(item, int) else item.head)
            continue
        units = _units(item, reach, types, wiring)
        if len(units) < 2 or not all(_is_block(unit, types) for unit in units):
            yield _Part(layers, layers[-1], item.path)
            continue
        for unit in units:
            path = next((inner.path for inner in unit if isinstance(inner, Group)), item.path)
            layers = sorted(number for inner in unit for number in numbers(inner))
            yield _Part(layers, layers[-1], path, item.path)


def _units(group: Group, reach: list[int], types: list[Type], wiring: Wiring) -> list[list[Item]]:
    """The items of `group`, cut wherever a single edge leads on; a gate stays with the map that it weighs."""
    units: list[list[Item]] = [[]]
    for item in group.items:
        layers = numbers(item)
        if not units[-1] and len(units) > 1 and _is_gate(layers, types, wiring):
            units.pop()
        units[-1].append(item)
        if reach[max(layers)] <= max(layers):
            units.append([])
    return [unit for unit in units if unit]


def _is_gate(layers: list[int], types: list[Type], wiring: Wiring) -> bool:
    """True where the layers end in a product with what stands right before them."""
    return types[max(layers)].role == "mul" and min(layers) - 1 in wiring.inputs[max(layers)]


def _is_block(unit: list[Item], types: list[Type]) -> bool:
    """A module of several layers, or at least a junction."""
    return any(isinstance(item, Group) or (isinstance(item, int) and types[item].role in JUNCTIONS) for item in unit)


def _adds_no_map(part: _Part, trace: Trace, types: list[Type], wiring: Wiring) -> bool:
    """A change of form, a layer that is switched off, or a gate that only weighs the map before it."""
    flat = len(trace.layers[part.head].output_shape) < 3
    role = types[part.head].role
    return role == "identity" or (role == "shape" and flat) or _is_gate(part.layers, types, wiring)


def _step(place: int, part: _Part, home: dict[int, int], trace: Trace, types: list[Type], wiring: Wiring) -> Step:
    layers, type = part.layers, types[part.head]
    reads = {home[source] for number in layers for source in wiring.inputs[number]} - {place}
    if part.path:
        role, title, window = _block_role(layers, types), part.path, windows(layers, trace, types, wiring)
    else:
        role = "junction" if type.role in JUNCTIONS else type.role
        title, _, window = re.sub(r" (?=\d|→)", "\n", type.title, count=1).partition("\n")
    if any(types[number].role == "mul" for number in layers):
        window += " +SE"
    return Step(
        trace.layers[part.head].name, tuple(trace.layers[number].name for number in layers),
        trace.layers[part.head].output_shape, role, title, window, part.stage, bool(part.path),
        bool(part.path) and has_shortcut(layers, trace, types, wiring), tuple(sorted(reads)),
    )  # fmt: skip


def _block_role(layers: list[int], types: list[Type]) -> str:
    """Convolution where there is one; otherwise what it ends with."""
    roles = [types[number].role for number in layers]
    return next((role for role in ("conv", "depthwise", "pool", "linear") if role in roles), roles[-1])
