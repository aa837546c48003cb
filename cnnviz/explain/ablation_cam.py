"""Ablation-CAM (Desai and Ramaswamy 2020, section 3): each channel weighted by what the score loses without it."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, Progress
from cnnviz.explain.evidence import Passage, check_answer
from cnnviz.trace.private import private
from cnnviz.words import Refusal, Words

BATCH = 64  # channels at once, fewer where their maps are large
VALUES = 2**24  # numbers in the maps of one batch: 64 MiB


def explain(
    model: nn.Module, images: Tensor, target: int, layer: str, progress: Progress | None = None
) -> Tensor:  # fmt: skip
    """Heat map (h, w), zero or more, at the resolution of `layer`, for one picture (1, c, h, w). Raises `Refusal`.

    The weight of a channel is the share of the score that is lost without it (equation 4). A channel is switched off
    by the layer's lowest value: the paper's 0 behind a ReLU, and in front of one what the ReLU makes 0. There
    pytorch-grad-cam takes ten million less, which is the same behind a ReLU and makes no sense before a linear layer.
    """
    activation, _ = Passage(model, images, [layer]).evidence(target, layer, again=False)
    rest = _Rest(model, images, layer, target)
    score = rest.scores(activation[None].clone())[0]  # the network may write over what it is given
    if score == 0:
        raise Refusal(NO_SCORE)
    weights = []
    for channels in torch.arange(len(activation)).split(max(1, min(BATCH, VALUES // activation.numel()))):
        if progress:
            progress(int(channels[0]) / len(activation))
        without = activation.repeat(len(channels), 1, 1, 1)
        without[range(len(channels)), channels] = activation.min()
        weights.append((score - rest.scores(without)) / score)
    return (torch.cat(weights)[:, None, None] * activation).sum(0).relu()


class _Rest:
    """The network behind a layer, on a private copy."""

    def __init__(self, model: nn.Module, images: Tensor, layer: str, target: int):
        self._own, self._target = private(model).eval(), target
        self._images = images.contiguous(memory_format=torch.channels_last)
        self._one_is_enough = True
        self._own.get_submodule(layer).register_forward_hook(lambda *call: self._maps)

    def scores(self, maps: Tensor) -> Tensor:
        """The score of the class (n) for edited maps of the layer (n, c, h, w).

        One picture is enough up to the layer: what comes around it is added to each of the maps behind it. Only
        `torch.cat` wants as many on all sides; then as many pictures run all the way.
        """
        self._maps = maps
        with torch.no_grad():
            try:
                logits = self._own(self._images if self._one_is_enough else self._images.expand(len(maps), -1, -1, -1))
            except RuntimeError:
                if not self._one_is_enough:
                    raise
                self._one_is_enough = False
                return self.scores(maps)
        check_answer(logits, self._target)
        return logits[:, self._target]


NO_SCORE = Words(
    ko="이 클래스의 점수가 정확히 0이므로 채널을 끌 때 잃는 비율을 구할 수 없습니다. 다른 클래스나 방법을 고르십시오.",
    en="The score of this class is exactly 0, so there is no share of it to lose; choose another class or method.",
)
METHOD = Method(
    name="ablation-cam",
    title="Ablation-CAM",
    paper=Paper(
        title="Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization",
        authors="Desai and Ramaswamy",
        doi="10.1109/WACV45572.2020.9093360",
        year=2020,
    ),
    idea=Words(
        ko="한 층의 채널을 하나씩 꺼 보고, 클래스 점수가 많이 떨어지는 채널일수록 큰 가중치를 줍니다. 기울기를 쓰지 않습니다.",
        en="The channels of one layer are switched off one by one, and a channel counts the more, the more the score "
        "of the class falls without it; no gradient is used.",
    ),
    explain=explain,
    slow=True,
)
