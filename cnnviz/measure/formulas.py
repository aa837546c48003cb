"""Why a layer has the figures it has: each formula beside the same formula with the layer's own numbers."""

from math import prod
from typing import NamedTuple

from cnnviz.measure.field_formula import field_formulas
from cnnviz.measure.receptive_field import POINT, Fields
from cnnviz.trace import Layer, Trace
from cnnviz.trace.layer import UNSTORED
from cnnviz.words import Words


class Formula(NamedTuple):
    """One figure of a layer: `rule` in symbols, `numbers` with the layer's own, and what that makes.

    `numbers` is plain arithmetic in ·, −, /, ⌊ ⌋, ⌈ ⌉ and `max`; "" where the figure is given and not computed.
    """

    figure: Words
    rule: str
    numbers: str
    result: float
    unit: str = ""
    note: Words | None = None


def formulas(layer: Layer, trace: Trace, fields: Fields) -> list[Formula]:
    """Output size, parameters, multiply-adds, memory and receptive field of `layer`, in this order.

    Sizes per axis, one line where both are the same; the receptive field is left out where it is not defined.
    """
    found = [*_output(layer, trace), _parameters(layer), _multiply_adds(layer), _memory(layer)]
    axes = field_formulas(layer, trace, fields)
    for label, sides in zip((SIZE, STEP), zip(*axes, strict=True), strict=bool(axes)):
        found += _per_axis(label, [Formula(label, side.rule, side.numbers, side.result, " px") for side in sides])
    return found


def _output(layer: Layer, trace: Trace) -> list[Formula]:
    before, after = layer.input_shape, layer.output_shape
    if layer.kind == "cat" and len(layer.inputs) > 1:
        parts = [trace[name].output_shape[0] for name in layer.inputs]
        rule = "C₁ + … + Cₙ"
        return [Formula(CHANNELS, rule, " + ".join(map(str, parts)), after[0])] if sum(parts) == after[0] else []
    if layer.fan_in and layer.window in (None, POINT) and len(after) != 3:
        return [Formula(UNITS, "C′", "", after[-1], note=GIVEN)]
    if len(before) == 3 and after == (prod(before),):
        return [Formula(UNITS, "C·h·w", _times(*before), after[0])]
    if len(before) == len(after) == 3 and layer.window != POINT:
        return _per_axis(SIDE, [_side(layer, axis) for axis in (0, 1)])
    if len(before) == len(after) == 3 and layer.fan_in:
        return _per_axis(SIDE, [_side(layer, axis) for axis in (0, 1)])
    return []


def _per_axis(both: Words, sides: list[Formula]) -> list[Formula]:
    """One line where vertical and horizontal agree, else one each."""
    if len(sides) < 2 or sides[0][1:] == sides[1][1:]:
        return [side._replace(figure=both) for side in sides[:1]]
    names = (VERTICAL, HORIZONTAL)
    return [side._replace(figure=AXIS.format(figure=both, axis=name)) for side, name in zip(sides, names, strict=True)]


def _side(layer: Layer, axis: int) -> Formula:
    """Height (axis 0) or width (axis 1) of the output map."""
    length, size = layer.input_shape[1 + axis], layer.output_shape[1 + axis]
    if layer.kind.lower().startswith("adaptive"):
        return Formula(SIDE, "n′", "", size, note=GIVEN)
    if layer.window is None:
        return Formula(SIDE, "n′", "", size, note=OWN_RULE)
    kernel, stride, padding, dilation = (pair[axis] for pair in layer.window)
    if not layer.fan_in and (kernel, stride) == (1, 1):
        end = size - length - padding
        return Formula(SIDE, "n + p + p′", f"{length} + {_signed(padding)} + {_signed(end)}", size)
    span = length - dilation * (kernel - 1) - 1 + 2 * padding
    reach = f"{length} − {kernel}" if dilation == 1 else f"{length} − {dilation}·({kernel} − 1) − 1"
    symbols = "n − k" if dilation == 1 else "n − d·(k − 1) − 1"
    inner, rule = f"({reach} + 2·{padding})/{stride}", f"({symbols} + 2p)/s"
    if span % stride == 0 and span // stride + 1 == size:
        return Formula(SIDE, f"{rule} + 1", f"{inner} + 1", size)
    if span // stride + 1 == size:
        return Formula(SIDE, f"⌊{rule}⌋ + 1", f"⌊{inner}⌋ + 1", size, note=FLOOR)
    if -(-span // stride) + 1 == size:
        return Formula(SIDE, f"⌈{rule}⌉ + 1", f"⌈{inner}⌉ + 1", size, note=CEIL)
    if -(-length // stride) == size:
        return Formula(SIDE, "⌈n/s⌉", f"⌈{length}/{stride}⌉", size, note=SAME)
    return Formula(SIDE, "n′", "", size, note=OWN_RULE)


def _parameters(layer: Layer) -> Formula:
    params, channels = layer.params, layer.output_shape[0]
    if not params:
        return Formula(PARAMS, "0", "", 0, note=SHARED if layer.fan_in else NOTHING_LEARNT)
    if layer.fan_in:
        outputs = layer.output_shape[0] if len(layer.output_shape) == 3 else layer.output_shape[-1]
        symbols, numbers = _dot_product(layer)
        weights = layer.fan_in * outputs
        if params == weights + outputs:
            return Formula(PARAMS, f"{symbols}·C′ + C′", f"{numbers}·{outputs} + {outputs}", params, note=BIAS)
        if params == weights:
            return Formula(PARAMS, f"{symbols}·C′", f"{numbers}·{outputs}", params, note=NO_BIAS)
    if params % channels == 0:
        each = params // channels
        note = SCALE_AND_SHIFT if "Norm" in layer.kind and each == 2 else EACH.format(each=each)
        return Formula(PARAMS, f"{each}·C", f"{each}·{channels}", params, note=note)
    return Formula(PARAMS, "", "", params, note=OWN_RULE)


def _multiply_adds(layer: Layer) -> Formula:
    if not layer.fan_in:
        return Formula(MACS, "0", "", 0, note=UNCOUNTED)
    symbols, numbers = _dot_product(layer)
    return Formula(MACS, f"{_symbols(layer)}·{symbols}", f"{_times(*layer.output_shape)}·{numbers}", layer.macs)


def _memory(layer: Layer) -> Formula:
    numbers = f"4·{_times(*layer.output_shape)}/1024"
    note = PASSED_ON if layer.kind in UNSTORED else None
    return Formula(MEMORY, f"4·{_symbols(layer)}/1024", numbers, layer.activation_bytes / 1024, " KiB", note)


def _dot_product(layer: Layer) -> tuple[str, str]:
    """How many products each output adds up, in symbols and in numbers."""
    if layer.window is None or layer.fan_in * layer.groups != prod(layer.window.kernel) * layer.input_shape[0]:
        return "C", str(layer.fan_in)  # a linear layer, also one that runs along the channels of a map
    height, width = layer.window.kernel
    symbols = "(k·k·C/g)" if height == width else "(k₁·k₂·C/g)"
    return symbols, f"({height}·{width}·{layer.input_shape[0]}/{layer.groups})"


def _symbols(layer: Layer) -> str:
    return "C′·n′·n′" if len(layer.output_shape) == 3 else "C′"


def _times(*figures: int) -> str:
    return "·".join(map(str, figures))


def _signed(value: int) -> str:
    return str(value) if value >= 0 else f"(−{-value})"


SIDE = Words(ko="출력 크기", en="Output size")
CHANNELS = Words(ko="출력 채널", en="Output channels")
UNITS = Words(ko="출력 길이", en="Output length")
PARAMS = Words(ko="파라미터", en="Parameters")
MACS = Words(ko="곱셈-덧셈", en="Multiply-adds")
MEMORY = Words(ko="출력 메모리", en="Output memory")
SIZE = Words(ko="수용 영역 r", en="Receptive field r")
STEP = Words(ko="이웃 유닛 사이의 간격 j", en="Step j between units")
AXIS = Words(ko="{figure}({axis})", en="{figure}, {axis}")
VERTICAL = Words(ko="세로", en="vertical")
HORIZONTAL = Words(ko="가로", en="horizontal")
FLOOR = Words(ko="나누어떨어지지 않아 내립니다.", en="Not divisible: rounded down.")
CEIL = Words(ko="나누어떨어지지 않고, 이 층은 올립니다.", en="Not divisible: this layer rounds up.")
SAME = Words(ko="패딩이 위아래로 달라 크기는 보폭만 따릅니다.", en="Padded unequally, so that only the stride counts.")
GIVEN = Words(ko="입력과 상관없이 층이 정한 값입니다.", en="Set by the layer, whatever its input.")
OWN_RULE = Words(ko="이 층만의 규칙을 따릅니다.", en="By a rule of this layer's own.")
BIAS = Words(ko="출력 채널마다 편향이 하나씩 있습니다.", en="With one bias for each output channel.")
NO_BIAS = Words(ko="편향이 없습니다.", en="No bias.")
SHARED = Words(
    ko="다른 층과 함께 쓰는 텐서이며, 처음 쓰는 층에서 셉니다.", en="Shared with a layer before it, and counted there."
)
NOTHING_LEARNT = Words(ko="학습할 것이 없습니다.", en="Nothing to learn.")
SCALE_AND_SHIFT = Words(ko="채널마다 배율 γ와 이동 β.", en="Scale γ and shift β for each channel.")
EACH = Words(ko="채널마다 학습되는 수 {each}개.", en="Learnt numbers for each channel: {each}.")
UNCOUNTED = Words(ko="합성곱과 완전연결 층만 셉니다.", en="Only convolution and linear layers are counted.")
PASSED_ON = Words(
    ko="입력을 그대로 넘기므로 합계에는 넣지 않습니다.", en="Passes its input on: the total leaves it out."
)
