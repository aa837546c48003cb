"""How much of the picture one unit of a layer can see."""

from typing import NamedTuple

from cnnviz.measure.gate import gates
from cnnviz.trace import Layer, Trace, Window
from cnnviz.trace.layer import Pair
from cnnviz.words import Words

POINT = Window((1, 1), (1, 1), (0, 0), (1, 1))


class Field(NamedTuple):
    """The part of the picture that a unit sees, in pixels, each figure as (vertical, horizontal).

    Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks" (Distill 2019), sections 2
    and 3: the unit in row `u` sees the rows from `u·stride − padding`, `size` of them. Parts of them may lie outside.
    """

    size: Pair
    stride: Pair  # from the field of a unit to that of its neighbour
    padding: Pair  # how far the field of the first unit reaches over the top and left edge; below 0: it starts inside

    def seen_by(self, row: int, column: int) -> tuple[range, range]:
        """The rows and the columns of the picture that the unit at (`row`, `column`) sees, not cut at the edges."""
        (height, width), (down, right), (top, left) = self
        first_row, first_column = row * down - top, column * right - left
        return range(first_row, first_row + height), range(first_column, first_column + width)


class NoField(NamedTuple):
    """A layer whose units have no receptive field in the sense of `Field`."""

    reason: Words


Fields = dict[str, Field | NoField]


def receptive_fields(trace: Trace) -> Fields:
    """The receptive field of every layer, by the layer's name.

    Where paths join, a unit sees what any of them sees: from the first edge to the last, provided that all paths step
    through the picture with one stride. Two cases need a convention:

    - a gate (squeeze-and-excitation) has seen the whole map, so strictly every unit behind it sees the whole picture;
      the figure follows the main path, as published tables do (SE-ResNet-50: 483);
    - normalisation counts as point by point, as it is once training is over (batch norm) and as tables have it.

    Where the joined paths are not centred on each other (a 2x2 pooling beside a 3x3 convolution of stride 2, an even
    kernel padded to "same", NASNet's paths shifted by one pixel), size, stride and padding still bound what is seen,
    but `u·stride − padding + (size − 1)/2` is the middle of the bound and no longer the centre of every path.
    """
    fields: Fields = {}
    gates_of = gates(trace)
    for layer in trace.layers:
        inputs, window = layer.inputs, layer.window
        if len(inputs) == 1:
            field = fields[inputs[0]]
        elif inputs:
            field = _joined(layer, trace, fields, gates_of.get(layer.name, frozenset()))
        else:
            field = _start(layer)
        if window != POINT and isinstance(field, Field):
            field = _lost(layer) if window is None else _widened(field, window)
        fields[layer.name] = field
    return fields


def _start(layer: Layer) -> Field | NoField:
    return Field((1, 1), (1, 1), (0, 0)) if layer.window else NoField(NO_PICTURE)


def _widened(field: Field, window: Window) -> Field:
    (height, width), (down, right), (top, left) = field
    kernel, stride, padding, dilation = window
    return Field(
        (height + (kernel[0] - 1) * dilation[0] * down, width + (kernel[1] - 1) * dilation[1] * right),
        (down * stride[0], right * stride[1]),
        (top + padding[0] * down, left + padding[1] * right),
    )


def _joined(layer: Layer, trace: Trace, fields: Fields, gate_names: frozenset[str]) -> Field | NoField:
    """What a unit sees through any of the paths that meet in `layer`."""
    paths: list[Field] = []
    for name in layer.inputs:
        field = fields[name]
        if name in gate_names and _saw_all(field, trace[name], layer):
            continue
        if isinstance(field, NoField):
            return field
        paths.append(field)
    for path in paths:
        if path.stride != paths[0].stride:
            strides = f"{_spell(paths[0].stride)}, {_spell(path.stride)}"
            return NoField(MISALIGNED.format(layer=layer.name, strides=strides))
    return _union(paths)


def _saw_all(field: Field | NoField, gate: Layer, product: Layer) -> bool:
    """A gate over whole channels has no place in the map; one number for each place has, and counts as a path."""
    return isinstance(field, NoField) or gate.output_shape[1:] != product.output_shape[1:]


def _union(paths: list[Field]) -> Field:
    """From the first row (and column) that any path sees to the last; all paths have one stride."""
    (height, width), stride, (top, left) = paths[0]
    below, beyond = height - top, width - left  # the first row and column that unit (0, 0) no longer sees
    for (height, width), _, (path_top, path_left) in paths[1:]:
        if path_top > top:
            top = path_top
        if path_left > left:
            left = path_left
        if height - path_top > below:
            below = height - path_top
        if width - path_left > beyond:
            beyond = width - path_left
    return Field((top + below, left + beyond), stride, (top, left))


def _lost(layer: Layer) -> NoField:
    """Why `layer` has no window of its own."""
    before, after = layer.input_shape, layer.output_shape
    if len(after) < 3:
        return NoField(FLATTENED.format(layer=layer.name))
    if layer.kind.lower().startswith("adaptive"):
        return NoField(UNEQUAL.format(layer=layer.name, before=_spell(before[1:]), after=_spell(after[1:])))
    return NoField(UNKNOWN.format(layer=layer.name, kind=layer.kind))


def _spell(sizes: tuple[int, ...]) -> str:
    return "x".join(map(str, sizes))


NO_PICTURE = Words(
    ko="입력이 이미지가 아니므로 수용 영역이 없습니다.",
    en="The input is not a picture, so there is no receptive field.",
)
FLATTENED = Words(
    ko="‘{layer}’에서 특징 맵이 벡터가 되어, 그 뒤의 유닛은 이미지 안의 위치를 갖지 않습니다.",
    en="“{layer}” turns the map into a vector: from there on a unit has no place in the picture.",
)
UNEQUAL = Words(
    ko="‘{layer}’에서 {before} 맵을 {after} 크기로 줄이는 창들의 크기가 달라, 유닛마다 보는 범위가 다릅니다.",
    en="“{layer}” pools {before} to {after} with windows of unequal size, so its units do not see equally far.",
)
MISALIGNED = Words(
    ko="‘{layer}’에서 만나는 경로들의 보폭이 서로 달라({strides}) 같은 위치를 보지 않습니다.",
    en="The paths that meet in “{layer}” step through the picture with different strides ({strides}).",
)
UNKNOWN = Words(
    ko="‘{layer}’({kind})의 유닛이 입력의 어느 부분을 보는지 알 수 없습니다.",
    en="It is not known which part of its input a unit of “{layer}” ({kind}) sees.",
)
