"""The stages of networks side by side, aligned by how far the map has shrunk."""

from math import log2
from typing import NamedTuple

from cnnviz.measure.cost import Cost, own_cost
from cnnviz.trace import Layer, Trace
from cnnviz.trace.layer import Shape

ANSWER = -1  # the scale of what has no map any more: vectors, and maps of one pixel


class Stage(NamedTuple):
    """All groups of a network whose output has about the same side."""

    groups: tuple[str, ...]  # paths of the groups at the top; where one spans several scales, of its children
    shape: Shape  # of the last output, without the batch
    cost: Cost


def stages(trace: Trace) -> dict[int, Stage]:
    """Stages by scale, in running order: at scale n the map's side is about 1/2ⁿ of the input's; then `ANSWER`.

    Every layer but the input belongs to one stage, so the costs add up to the network's.
    """
    side = trace.layers[0].output_shape[-1]
    found: dict[int, Stage] = {}
    for group, layers in _groups(trace).items():
        scale, cost = _scale(layers[-1].output_shape, side), Cost(0, 0, 0)
        for layer in layers:
            cost += own_cost(layer)
        before = found.get(scale, Stage((), (), Cost(0, 0, 0)))
        found[scale] = Stage((*before.groups, group), layers[-1].output_shape, before.cost + cost)
    return found


def scales(networks: list[dict[int, Stage]]) -> list[int]:
    """All scales of several networks, the finest first, what has no map last."""
    return sorted({scale for network in networks for scale in network}, key=lambda scale: (scale == ANSWER, scale))


def _groups(trace: Trace) -> dict[str, list[Layer]]:
    """The layers of each group at the top; a group whose children end at several sizes is taken apart."""
    whole: dict[str, list[Layer]] = {}
    for layer in trace.layers[1:]:
        whole.setdefault(_path(layer, 1), []).append(layer)
    groups: dict[str, list[Layer]] = {}
    for group, layers in whole.items():
        children: dict[str, list[Layer]] = {}
        for layer in layers:
            children.setdefault(_path(layer, 2), []).append(layer)
        one_size = len({child[-1].output_shape[1:] for child in children.values()}) == 1
        groups |= {group: layers} if one_size else children
    return groups


def _path(layer: Layer, parts: int) -> str:
    """The first `parts` of where the layer stands; a junction stands in its block."""
    place = layer.module or f"{layer.block}.{layer.kind}".lstrip(".")
    return ".".join(place.split(".")[:parts])


def _scale(shape: Shape, side: int) -> int:
    """How often the input's side was halved, rounded; `ANSWER` where no map is left."""
    if len(shape) < 3 or max(shape[1:]) == 1:
        return ANSWER
    return max(0, round(log2(side / shape[-1])))
