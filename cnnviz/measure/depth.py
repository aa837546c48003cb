"""Where in its depth a network keeps its memory, its parameters and its multiply-adds."""

from collections.abc import Callable
from typing import NamedTuple

from cnnviz.measure.cost import Cost, own_cost
from cnnviz.measure.stages import ANSWER, Stage, stages
from cnnviz.trace import Layer, Trace
from cnnviz.words import Words


class Part(NamedTuple):
    """One layer, or all layers of one stage."""

    name: str  # of the layer; of a stage's last one
    layers: tuple[str, ...]
    scale: int  # of its stage, as in `stages`
    cost: Cost


def layer_parts(trace: Trace) -> list[Part]:
    """Every layer but the input, in running order."""
    scale_of = _scale_of(stages(trace))
    return [Part(layer.name, (layer.name,), scale_of(layer), own_cost(layer)) for layer in trace.layers[1:]]


def stage_parts(trace: Trace) -> list[Part]:
    """Every stage, in running order; their costs add up to the network's."""
    found = stages(trace)
    scale_of = _scale_of(found)
    members: dict[int, list[str]] = {scale: [] for scale in found}
    for layer in trace.layers[1:]:
        members[scale_of(layer)].append(layer.name)
    return [Part(members[scale][-1], tuple(members[scale]), scale, stage.cost) for scale, stage in found.items()]


def place_of(scale: int, found: dict[int, Stage]) -> Words:
    """A stage as one speaks of it."""
    if scale == ANSWER:
        return AFTER_THE_MAPS
    height, width = found[scale].shape[1:]
    return WITH_MAPS.format(side=f"{height}×{width}")


def where_it_sits(trace: Trace) -> list[Words]:
    """A sentence each on memory, parameters and multiply-adds, with this network's own shares."""
    found, (params, macs, memory) = stages(trace), _total(trace)
    linear = [layer for layer in trace.layers if layer.fan_in and len(layer.output_shape) < 3]
    shares = {
        MEMORY_SITS: (2, memory, 0),
        PARAMETERS_SIT: (0, params, sum(layer.params for layer in linear)),
        MULTIPLY_ADDS_SIT: (1, macs, macs - sum(layer.macs for layer in linear)),
    }
    sentences = []
    for phrase, (figure, total, apart) in shares.items():
        scale = max(found, key=lambda scale: found[scale].cost[figure])
        if total:
            share, kind = _percent(found[scale].cost[figure], total), _percent(apart, total)
            sentences.append(phrase.format(place=place_of(scale, found), share=share, kind=kind))
    return sentences


def _percent(part: int, whole: int) -> str:
    """Nearly all is not all: 99.97 % is said as 99.9 %."""
    percent = 100 * part / whole
    return f"{percent:.0f}" if percent < 99.5 or part == whole else f"{min(percent, 99.9):.1f}"


def _total(trace: Trace) -> Cost:
    return sum((own_cost(layer) for layer in trace.layers[1:]), Cost(0, 0, 0))


def _scale_of(found: dict[int, Stage]) -> Callable[[Layer], int]:
    """Which stage a layer belongs to: the one that names its path, or the first parts of it."""
    scales = {group: scale for scale, stage in found.items() for group in stage.groups}

    def scale_of(layer: Layer) -> int:
        place = (layer.module or f"{layer.block}.{layer.kind}".lstrip(".")).split(".")
        return scales[place[0]] if place[0] in scales else scales[".".join(place[:2])]

    return scale_of


WITH_MAPS = Words(ko="{side} 맵을 내는 층", en="the layers with {side} maps")
AFTER_THE_MAPS = Words(ko="맵이 사라진 뒤의 층", en="the layers after the maps")
MEMORY_SITS = Words(ko="메모리의 {share} %는 {place}에 있습니다.", en="{share} % of the memory sits in {place}.")
PARAMETERS_SIT = Words(
    ko="파라미터의 {share} %는 {place}에 있고, 완전연결 층 전체가 {kind} %를 가집니다.",
    en="{share} % of the parameters sit in {place}; linear layers hold {kind} % of all.",
)
MULTIPLY_ADDS_SIT = Words(
    ko="곱셈-덧셈의 {kind} %는 합성곱이 하고, {share} %는 {place}에서 일어납니다.",
    en="{kind} % of the multiply-adds are convolutions'; {share} % happen in {place}.",
)
