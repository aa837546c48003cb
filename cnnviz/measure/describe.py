"""A network as one plain object, ready for JSON."""

from typing import Any

from cnnviz.measure.cost import weighted_layers
from cnnviz.measure.difference import Change, Difference, Row
from cnnviz.measure.receptive_field import POINT, Field, NoField, receptive_fields
from cnnviz.trace import Layer, Trace
from cnnviz.trace.layer import Pair


def description(name: str, trace: Trace) -> dict[str, Any]:
    """The network `name` and all its layers in running order, as `python -m cnnviz describe --json` prints them.

    Shapes are without the batch. A pair of equal figures (kernel, stride, padding, dilation, and the three of the
    receptive field) is one number, otherwise `[vertical, horizontal]`. `kernel` and its like are null where a layer
    has no window (ReLU, `add`, linear), `receptive_field` is null where it is not defined.
    """
    fields = receptive_fields(trace)
    return {
        "name": name,
        "input": list(trace.layers[0].output_shape),
        "params": trace.params,
        "macs": trace.macs,
        "weighted_layers": weighted_layers(trace),
        "layers": [_layer(layer, fields[layer.name]) for layer in trace.layers],
    }


def comparison(old: str, new: str, difference: Difference) -> dict[str, Any]:
    """The networks named `old` and `new` side by side, as `python -m cnnviz compare --json` prints them.

    Each figure is `{old, new, delta, percent}`; a layer has status `added`, `removed`, `changed` or `same`.
    """
    return {
        "old": old,
        "new": new,
        "totals": {name: _change(change) for name, change in difference.totals.items()},
        "layers": [_row(row) for row in difference.rows],
    }


def _layer(layer: Layer, field: Field | NoField) -> dict[str, Any]:
    window = layer.window if layer.fan_in or layer.window != POINT else None
    kernel, stride, padding, dilation = map(_figure, window) if window else (None, None, None, None)
    return {
        "name": layer.name,
        "kind": layer.kind,
        "block": layer.block,
        "inputs": list(layer.inputs),
        "input_shape": list(layer.input_shape),
        "output_shape": list(layer.output_shape),
        "kernel": kernel,
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "groups": layer.groups,
        "params": layer.params,
        "macs": layer.macs,
        "activation_bytes": layer.activation_bytes,
        "receptive_field": field_figures(field),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "status": row.status,
        "old_name": row.old and row.old.name,
        "new_name": row.new and row.new.name,
        "old_kind": row.old and row.old.kind,
        "new_kind": row.new and row.new.kind,
        "output_shape": _change(row.shape),
        "params": _change(row.params),
        "macs": _change(row.macs),
        "activation_bytes": _change(row.activation_bytes),
        "receptive_field": _change(row.receptive_field),
    }


def _change(change: Change) -> dict[str, Any]:
    figures = {"old": change.old, "new": change.new, "delta": change.delta, "percent": change.percent}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in figures.items()}


def field_figures(field: Field | NoField) -> dict[str, Any] | None:
    """`{size, stride, padding}`, or null where the field is not defined."""
    if isinstance(field, NoField):
        return None
    return {"size": _figure(field.size), "stride": _figure(field.stride), "padding": _figure(field.padding)}


def _figure(pair: Pair) -> int | list[int]:
    return pair[0] if pair[0] == pair[1] else list(pair)
