"""A trace as the data of the layer diagram: boxes in boxes, folded as a lecturer would draw them."""

from collections.abc import Collection, Mapping
from typing import Any

from cnnviz.draw.graph.fold import fold
from cnnviz.draw.graph.names import layer_names
from cnnviz.draw.graph.nest import (
    Fold,
    Group,
    Item,
    flatten,
    in_order,
    nested,
    numbers,
    simplify,
    slice_up,
    untangle,
    unwrap,
)
from cnnviz.draw.graph.repeat import fold_repeats
from cnnviz.draw.graph.roles import Type, types_of
from cnnviz.draw.graph.wiring import Wiring
from cnnviz.trace.layer import Layer, Trace

MOST_BOXES = 60  # before the reader opens anything

__all__ = ["MOST_BOXES", "arranged", "graph", "layer_names"]


def graph(
    trace: Trace, changed: Collection[str] = (), receptive_fields: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The layer diagram of `trace`, for `cnnviz.ui.diagram.diagram`: plain lists, numbers and strings.

    `changed`: names of layers that differ from another trace; they are outlined. `receptive_fields`: layer name →
    side in input pixels, for the hover card and the bar; layers that are not in it have none.

    Keys of the answer: `blocks`, `types`, `shapes` (tables), `layers` (rows of `[number, block, own name, type,
    inputs, shape, params, fan_in]` that point into them), `items` (the nesting: a number is a layer, `{"fold", "head"}`
    one box of several layers, `{"path", "items"}` a group; a group with `members`, `first`, `size` and `out` stands
    for equal blocks in a row, whose layers are only there once), `changed` and `fields` (by number of layer).
    """
    types = types_of(trace.layers)
    wiring = Wiring(trace.layers)
    names = set(changed)
    marked = {number for number, layer in enumerate(trace.layers) if layer.name in names}
    root = arranged(trace.layers, types, wiring)
    fold_repeats(root, trace.layers, types, marked, wiring)
    slice_up(root, trace.layers, MOST_BOXES)
    shown = sorted(numbers(root))
    fields = [receptive_fields.get(layer.name) for layer in trace.layers] if receptive_fields else []
    return {
        **_tables(trace.layers, types, wiring, shown),
        "items": [_plain(item, wiring) for item in root.items],
        "changed": sorted(marked.intersection(shown)),
        "fields": fields,
        "count": len(trace.layers),
    }


def arranged(layers: tuple[Layer, ...], types: list[Type], wiring: Wiring) -> Group:
    """The nesting, with every group that says nothing taken apart, and runs folded."""
    root = nested(layers)
    untangle(root, wiring)
    simplify(root, types)
    gates = {
        source
        for number, type in enumerate(types)
        if type.role == "mul"
        for source in wiring.inputs[number]
        if layers[source].output_shape[1:] == (1, 1)
    }
    flatten(root, types, gates)
    unwrap(root, types, MOST_BOXES)
    in_order(root)
    fold(root, types, wiring.inputs, [len(readers) for readers in wiring.readers])
    return root


def _tables(layers: tuple[Layer, ...], types: list[Type], wiring: Wiring, shown: list[int]) -> dict[str, Any]:
    """Rows of the layers in `shown`; what many of them share stands once, in a table."""
    blocks = list(dict.fromkeys(layers[n].block for n in shown))
    kinds = list(dict.fromkeys(types[n] for n in shown))
    shapes = list(dict.fromkeys(layers[n].output_shape for n in shown))
    block_at, type_at, shape_at = ({value: k for k, value in enumerate(table)} for table in (blocks, kinds, shapes))
    rows = [
        [
            n, block_at[layers[n].block], _own_name(layers[n]), type_at[types[n]], wiring.inputs[n],
            shape_at[layers[n].output_shape], layers[n].params, layers[n].fan_in,
        ]
        for n in shown
    ]  # fmt: skip
    return {
        "blocks": blocks,
        "types": [type._asdict() for type in kinds],
        "shapes": [list(shape) for shape in shapes],
        "layers": rows,
    }


def _own_name(layer: Layer) -> str:
    return layer.name.removeprefix(f"{layer.block}.") if layer.block else layer.name


def _plain(item: Item, wiring: Wiring) -> Any:
    if isinstance(item, int):
        return item
    if isinstance(item, Fold):
        return {"fold": item.layers, "head": item.head}
    plain = {"path": item.path, "items": [_plain(inner, wiring) for inner in item.items]}
    if len(item.members) < 2:
        return plain
    inside = sorted(numbers(item))
    (out,) = wiring.outputs(range(inside[0], inside[-1] + 1))
    return plain | {"members": item.members, "first": inside[0], "size": inside[-1] - inside[0] + 1, "out": out}
