"""What every method of explanation declares, and what the methods that read one layer have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.trace.activations import Outputs, Problem, UnusableLayer, activations
from cnnviz.words import Refusal, Words


class Paper(NamedTuple):
    """Where a method is from."""

    title: str
    authors: str
    arxiv: str  # arXiv identifier
    year: int


@dataclass(frozen=True)
class Method:
    """One way to ask why a network said so.

    `explain(model, images, target, layer)` takes one picture (1, c, h, w), the index of a class and the path of a
    module, and answers with a heat map (h, w) at that layer's own resolution, before any rescaling to 0–1;
    `enlarge` brings it to the picture's size. Raises `Refusal`.
    """

    name: str  # as in links
    title: str
    paper: Paper
    idea: Words
    needs_layer: bool
    explain: Callable[[nn.Module, Tensor, int, str], Tensor]


class Evidence(NamedTuple):
    """What a layer answered, and how much the score of one class hangs on each of its numbers."""

    activation: Tensor  # (c, h, w)
    gradient: Tensor  # (c, h, w)


def evidence(model: nn.Module, images: Tensor, target: int, layer: str) -> Evidence:
    """The map at `layer` and its gradient for the logit of class `target`, from one pass. Raises `Refusal`."""
    outputs = _outputs(model, images.detach(), layer)
    activation = outputs.layers[layer]
    _check(outputs.logits, target, layer, activation)
    (gradient,) = torch.autograd.grad(outputs.logits[0, target], activation, allow_unused=True)
    if gradient is None:
        raise Refusal(NO_PATH.format(layer=layer))
    return Evidence(activation.detach()[0], gradient[0])


def enlarge(heat: Tensor, size: tuple[int, int]) -> Tensor:
    """`heat` (h, w) brought to `size` (height, width) by bilinear interpolation between the centres of its units."""
    return nn.functional.interpolate(heat[None, None], size, mode="bilinear", align_corners=False)[0, 0]


def _outputs(model: nn.Module, images: Tensor, layer: str) -> Outputs:
    if images.dim() != 4 or len(images) != 1:
        raise Refusal(ONE_PICTURE.format(shape="×".join(map(str, images.shape))))
    try:
        return activations(model, images, [layer], grad=True)
    except UnusableLayer as error:
        near = get_close_matches(layer, [path for path, _ in model.named_modules() if path], n=3, cutoff=0)
        advice = BLOCK.format(block=error.block) if error.block else NEAREST.format(near=", ".join(near))
        raise Refusal(UNUSABLE[error.problem].format(layer=layer, advice=advice)) from error


def _check(logits: Tensor, target: int, layer: str, activation: Tensor) -> None:
    if not isinstance(logits, Tensor) or logits.dim() != 2:
        raise Refusal(NO_CLASSES)
    if not 0 <= target < logits.shape[1]:
        raise Refusal(NO_CLASS.format(target=target, last=logits.shape[1] - 1))
    if activation.dim() != 4:
        raise Refusal(NO_MAP.format(layer=layer))
    if not logits.requires_grad:
        raise Refusal(NO_PATH.format(layer=layer))
    if not logits.isfinite().all():
        raise Refusal(NOT_FINITE)


ONE_PICTURE = Words(
    ko="사진은 한 번에 한 장(1×채널×높이×너비)만 설명할 수 있는데, 받은 모양은 {shape}입니다.",
    en="One picture at a time, shaped 1×channels×height×width; this input is {shape}.",
)
NO_CLASSES = Words(
    ko="이 신경망은 클래스별 점수를 한 줄로 내놓지 않으므로 설명할 클래스를 고를 수 없습니다.",
    en="This network does not answer with one score per class, so there is no class to explain.",
)
NO_CLASS = Words(
    ko="{target}번 클래스는 없으며, 0번부터 {last}번까지 고를 수 있습니다.",
    en="There is no class {target}; choose one from 0 to {last}.",
)
NO_MAP = Words(
    ko="‘{layer}’ 층의 출력에는 높이와 너비가 없으므로, 펼치기(flatten) 전의 층을 고르십시오.",
    en="The output of layer “{layer}” has no height and width; choose a layer before flattening.",
)
NO_PATH = Words(
    ko="‘{layer}’ 층은 클래스 점수에 영향을 주지 않으므로, 출력으로 이어지는 층을 고르십시오.",
    en="The scores do not depend on layer “{layer}”; choose a layer that leads to the output.",
)
NOT_FINITE = Words(
    ko="신경망의 점수가 유한한 수가 아니므로, 학습이 발산하지 않은 가중치를 고르십시오.",
    en="The network's scores are not finite numbers; choose weights from a training that did not diverge.",
)
BLOCK = Words(ko="이 층이 속한 블록 ‘{block}’을(를) 고르십시오", en="choose its block “{block}”")
NEAREST = Words(ko="이름이 가까운 층은 {near}입니다", en="the nearest names are {near}")
UNUSABLE: dict[Problem, Words] = {
    "no module": Words(
        ko="이 신경망에는 ‘{layer}’ 모듈이 없습니다. {advice}.",
        en="This network has no module “{layer}”; {advice}.",
    ),
    "reused": Words(
        ko="‘{layer}’ 모듈은 순전파 한 번에 여러 번 쓰여 출력이 하나로 정해지지 않습니다. {advice}.",
        en="Module “{layer}” runs more than once in one pass and has no single output; {advice}.",
    ),
    "not reached": Words(
        ko="‘{layer}’ 모듈은 추론할 때 쓰이지 않으므로, 출력으로 이어지는 층을 고르십시오.",
        en="Module “{layer}” takes no part in inference; choose a layer that leads to the output.",
    ),
    "no tensor": Words(
        ko="‘{layer}’ 모듈의 출력은 텐서 하나가 아니므로, 다른 층을 고르십시오.",
        en="Module “{layer}” does not answer with one tensor; choose another layer.",
    ),
}
