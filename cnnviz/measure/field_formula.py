"""The receptive field of a layer as a recursion over its inputs, with the layer's own numbers.

`r = r′ + (k − 1)·d·j′` and `j = j′·s` (Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural
Networks", Distill 2019, section 2).
"""

from typing import NamedTuple

from cnnviz.measure.gate import gates
from cnnviz.measure.receptive_field import Field, Fields
from cnnviz.trace import Layer, Trace


class Side(NamedTuple):
    """One line along one axis."""

    rule: str
    numbers: str
    result: int


def field_formulas(layer: Layer, trace: Trace, fields: Fields) -> tuple[tuple[Side, Side], ...]:
    """(size, step) for height and width; empty where the layer, or what it reads, has no receptive field."""
    own = fields[layer.name]
    if not isinstance(own, Field) or not layer.inputs or layer.window is None:
        return ()
    gated = gates(trace).get(layer.name, ()) if len(layer.inputs) > 1 else ()
    paths = [field for name in layer.inputs if name not in gated and isinstance(field := fields[name], Field)]
    return tuple(_along(axis, layer, own, paths) for axis in (0, 1))


def _along(axis: int, layer: Layer, own: Field, paths: list[Field]) -> tuple[Side, Side]:
    kernel, stride, _, dilation = (pair[axis] for pair in layer.window or ())
    step = paths[0].stride[axis]
    sizes, paddings = [path.size[axis] for path in paths], [path.padding[axis] for path in paths]
    if len(set(zip(sizes, paddings, strict=True))) == 1:
        rule, numbers = "r′", str(sizes[0])
    elif len(set(paddings)) == 1 or _is_nested(sizes, paddings):
        rule, numbers = "max(r′)", f"max({', '.join(map(str, sizes))})"
    else:
        ends = ", ".join(_minus(size, padding) for size, padding in zip(sizes, paddings, strict=True))
        rule, numbers = "max(p′) + max(r′ − p′)", f"max({', '.join(map(_one, paddings))}) + max({ends})"
    if kernel > 1:
        rule, numbers = f"{rule} + (k − 1)·d·j′", f"{numbers} + ({kernel} − 1)·{dilation}·{step}"
    return Side(rule, numbers, own.size[axis]), Side("j′·s", f"{step}·{stride}", own.stride[axis])


def _is_nested(sizes: list[int], paddings: list[int]) -> bool:
    """True where the longest path starts first and ends last."""
    first = max(paddings)
    last = max(size - padding for size, padding in zip(sizes, paddings, strict=True))
    return first + last == max(sizes)


def _minus(size: int, padding: int) -> str:
    return f"{size} − {_one(padding)}"


def _one(value: int) -> str:
    return str(value) if value >= 0 else f"(−{-value})"
