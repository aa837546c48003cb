"""What a block is made of: whether its input joins its output, and which windows its convolutions have."""

from cnnviz.draw.graph.roles import TRIMMINGS, Type
from cnnviz.draw.graph.wiring import Wiring
from cnnviz.trace.layer import Trace

CONVOLUTIONS = {"conv", "depthwise"}
MOST_IN_A_ROW = 4  # windows that are told one by one


def has_shortcut(layers: list[int], trace: Trace, types: list[Type], wiring: Wiring) -> bool:
    """True where the block ends in a junction of two, and one way to it from the block's input is a short one.

    Short is: nothing learnt, or before an addition at most one layer (a projection); the other way is longer.
    """
    end = layers[-1]
    while types[end].role in TRIMMINGS and wiring.inputs[end] and wiring.inputs[end][0] in layers:
        end = wiring.inputs[end][0]
    if trace.layers[end].kind not in ("add", "cat") or len(wiring.inputs[end]) != 2:
        return False
    ways = _longest_ways(layers, trace, wiring)
    short, long = sorted(len(ways.get(source, [])) for source in wiring.inputs[end])
    return short < long and short <= (trace.layers[end].kind == "add")


def windows(layers: list[int], trace: Trace, types: list[Type], wiring: Wiring) -> str:
    """Windows of the convolutions of a block: `1×1·3×3·1×1` one after another, `1×1|3×3` side by side.

    Those of gates, which see maps of one pixel, are left out, and so is the projection of a shortcut.
    """
    spelt = {number: _window(types[number]) for number in layers if _sees_a_map(number, trace, types)}
    row = [number for number in _longest_ways(layers, trace, wiring)[layers[-1]] if number in spelt]
    if len(row) <= MOST_IN_A_ROW and len(spelt) - len(row) <= has_shortcut(layers, trace, types, wiring):
        grouped = {types[number].groups for number in row if types[number].role == "conv"} - {1}
        return "·".join(spelt[number] for number in row) + "".join(f" g{groups}" for groups in sorted(grouped))
    return "|".join(sorted(set(spelt.values()), key=lambda text: (text.startswith("dw"), text)))


def _sees_a_map(number: int, trace: Trace, types: list[Type]) -> bool:
    return types[number].role in CONVOLUTIONS and max(trace.layers[number].output_shape[1:], default=1) > 1


def _window(type: Type) -> str:
    height, width = type.kernel or (1, 1)
    return f"{'dw' if type.role == 'depthwise' else ''}{height}×{width}"


def _longest_ways(layers: list[int], trace: Trace, wiring: Wiring) -> dict[int, list[int]]:
    """For each layer of a block: the layers with weights on the longest way to it, itself included."""
    ways: dict[int, list[int]] = {}
    for number in layers:
        before = max((ways.get(source, []) for source in wiring.inputs[number]), key=len, default=[])
        ways[number] = [*before, number] if trace.layers[number].fan_in else before
    return ways
