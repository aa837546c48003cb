"""CAM (Zhou et al. 2016, section 2): the last map weighted by what the one linear layer behind it gives the class."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import Passage
from cnnviz.words import Refusal, Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str) -> Tensor:
    """Heat map (h, w), zero or more, at the resolution of `layer`, for one picture (1, c, h, w). Raises `Refusal`.

    Refused where the scores are not what one linear layer (or none, as in Network in Network, whose last channels are
    the classes) makes of the averages of this layer's channels. What is below 0 is cut off, as for the other maps.
    """
    passage = Passage(model, images, [layer])
    activation, _ = passage.evidence(target, layer, again=False)
    weights = _class_weights(model, activation, passage.logits)
    if weights is None:
        raise Refusal(NO_CAM.format(layer=layer))
    return torch.einsum("c,chw->hw", weights[target].detach(), activation).relu()


def _class_weights(model: nn.Module, activation: Tensor, logits: Tensor) -> Tensor | None:
    """The weights (classes, c) that make `logits` of the averages of `activation`; None where there are none."""
    averages = activation.mean((1, 2))
    if averages.shape == logits.shape and _equal(averages, logits):
        return torch.eye(len(averages), dtype=averages.dtype)
    for module in model.modules():
        if not isinstance(module, nn.Linear) or module.weight.shape != (len(logits), len(averages)):
            continue
        if _equal(module(averages), logits):
            return module.weight
    return None


def _equal(a: Tensor, b: Tensor) -> bool:
    return bool((a - b).abs().max() <= 1e-4 * b.abs().max())


NO_CAM = Words(
    ko="CAM은 마지막 맵을 전역 평균 풀링한 뒤 선형 층 하나로 점수를 내는 네트워크의 그 맵에서만 정의됩니다. "
    "‘{layer}’ 층은 그렇지 않으므로 Grad-CAM을 고르십시오.",
    en="CAM is defined only at the last map of a network that averages this map over all places and has one linear "
    "layer behind it; layer “{layer}” is not such a map, so choose Grad-CAM.",
)
METHOD = Method(
    name="cam",
    title="CAM",
    paper=Paper(
        title="Learning Deep Features for Discriminative Localization",
        authors="Zhou et al.",
        arxiv="1512.04150",
        year=2016,
    ),
    idea=Words(
        ko="마지막 맵의 채널을, 마지막 선형 층이 그 클래스에 준 가중치로 더합니다. "
        "전역 평균 풀링 뒤에 선형 층이 하나뿐인 네트워크에서만 됩니다.",
        en="The channels of the last map are added up with the weights that the last linear layer gives the class; "
        "it needs a network with global average pooling before one linear layer.",
    ),
    explain=explain,
)
