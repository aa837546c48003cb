"""What a network costs: numbers to store, multiply-adds to run, bytes to hold, layers to pass."""

from math import prod
from typing import NamedTuple

from cnnviz.measure.gate import gates
from cnnviz.trace import Layer, Trace
from cnnviz.trace.layer import UNSTORED

BYTES_PER_NUMBER = 4  # fp32


class Cost(NamedTuple):
    """What one layer, or a group of layers, costs."""

    params: int  # learnt numbers; a tensor that several layers share counts where it is used first
    macs: int  # multiply-adds of one image: convolution and linear layers, no bias
    activation_bytes: int  # outputs of one image in fp32; a layer that only passes its input on counts nothing

    def __add__(self, other: "Cost") -> "Cost":  # type: ignore[override]
        return Cost(self[0] + other[0], self[1] + other[1], self[2] + other[2])


class Totals(NamedTuple):
    """What a whole network costs."""

    params: int
    macs: int
    activation_bytes: int
    disk_bytes: int  # of the learnt numbers in fp32; running averages of batch norm (8 bytes a channel) come on top
    weighted_layers: int
    layers: int  # boxes in the table, junctions included, the input not


def totals(trace: Trace) -> Totals:
    """The costs of the whole network."""
    params, macs, activation_bytes = group_costs(trace)[""]
    return Totals(
        params, macs, activation_bytes, params * BYTES_PER_NUMBER, weighted_layers(trace), len(trace.layers) - 1
    )


def own_cost(layer: Layer) -> Cost:
    """The cost of one layer by itself; one that only passes its input on stores nothing."""
    return Cost(layer.params, layer.macs, 0 if layer.kind in UNSTORED else layer.activation_bytes)


def group_costs(trace: Trace) -> dict[str, Cost]:
    """Cost of every module that holds layers, by its path, in running order; `""` is the whole network.

    The groups at the top (`layer1` of a ResNet, `features` of a VGG) are those without a dot.
    """
    own = _sums(trace, [layer.block for layer in trace.layers])
    whole: dict[str, list[int]] = {"": [0, 0, 0]}
    for block, cost in own.items():
        for path in _enclosing(block):
            sums = whole.setdefault(path, [0, 0, 0])
            for place, value in enumerate(cost):
                sums[place] += value
    return {path: Cost(*sums) for path, sums in whole.items()}


def kind_costs(trace: Trace) -> dict[str, Cost]:
    """Cost of all layers of each kind: where parameters, multiply-adds and memory sit.

    The lectures count as memory the outputs of convolutions alone: the `activation_bytes` of `Conv2d`.
    """
    return {kind: Cost(*sums) for kind, sums in _sums(trace, [layer.kind for layer in trace.layers]).items()}


def weighted_layers(trace: Trace) -> int:
    """Layers with weights (convolution, linear) on the longest path from input to output: the 50 of ResNet-50.

    Gates (squeeze-and-excitation) stand beside the path and are not counted: SE-ResNet-50 has 50 layers too.
    """
    depth: dict[str, int] = {}
    gates_of = gates(trace)
    for layer in trace.layers:
        inputs = layer.inputs
        if layer.name in gates_of:
            inputs = [name for name in inputs if name not in gates_of[layer.name]]
        before = depth[inputs[0]] if len(inputs) == 1 else max((depth[name] for name in inputs), default=0)
        depth[layer.name] = before + (layer.fan_in > 0)
    return depth[trace.layers[-1].name]


def _sums(trace: Trace, groups: list[str]) -> dict[str, list[int]]:
    """Parameters, multiply-adds and activation bytes of the layers of each group."""
    sums: dict[str, list[int]] = {}
    for layer, group in zip(trace.layers, groups, strict=True):
        cost = sums.get(group)
        if cost is None:
            cost = sums[group] = [0, 0, 0]
        size = prod(layer.output_shape)
        cost[0] += layer.params
        cost[1] += size * layer.fan_in
        if layer.kind not in UNSTORED:
            cost[2] += BYTES_PER_NUMBER * size
    return sums


def _enclosing(block: str) -> list[str]:
    """`a.b.c` → ``, `a`, `a.b`, `a.b.c`."""
    parts = block.split(".") if block else []
    return ["", *(".".join(parts[: end + 1]) for end in range(len(parts)))]
