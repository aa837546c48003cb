"""Score-CAM (Wang et al. 2020, section 3): each channel weighted by the score of the picture seen through it alone."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, Progress
from cnnviz.explain.evidence import Passage, answering, check_answer
from cnnviz.words import Words

BATCH = 16  # masked pictures at once


def explain(
    model: nn.Module, images: Tensor, target: int, layer: str, progress: Progress | None = None
) -> Tensor:  # fmt: skip
    """Heat map (h, w), zero or more, at the resolution of `layer`, for one picture (1, c, h, w). Raises `Refusal`.

    One forward pass for each channel of the layer. The mask is the channel enlarged, from 0 to 1. The paper subtracts
    the score of a black picture from all scores, which the softmax over the channels takes out again; 1e-8 in the
    mask's scale and the enlargement from corner to corner are pytorch-grad-cam's.
    """
    activation, _ = Passage(model, images, [layer]).evidence(target, layer, again=False)
    scores = [
        _scores(
            answering(model), images * _masks(channels, images.shape[-2:]), target, progress, done / len(activation)
        )
        for done, channels in zip(range(0, len(activation), BATCH), activation.split(BATCH), strict=True)
    ]
    weights = torch.cat(scores).softmax(0)
    return (weights[:, None, None] * activation).sum(0).relu()


def _masks(channels: Tensor, size: torch.Size) -> Tensor:
    """Each of the maps (n, h, w) from 0 to 1 at the picture's size: (n, 1, height, width)."""
    large = nn.functional.interpolate(channels[:, None], size, mode="bilinear", align_corners=True)
    low, high = large.amin((2, 3), keepdim=True), large.amax((2, 3), keepdim=True)
    return (large - low) / (high - low + 1e-8)


def _scores(model: nn.Module, images: Tensor, target: int, progress: Progress | None, done: float) -> Tensor:
    if progress:
        progress(done)
    with torch.no_grad():
        logits = model(images.contiguous(memory_format=torch.channels_last))
    check_answer(logits, target)
    return logits[:, target]


METHOD = Method(
    name="score-cam",
    title="Score-CAM",
    paper=Paper(
        title="Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks",
        authors="Wang et al.",
        arxiv="1910.01279",
        year=2020,
    ),
    idea=Words(
        ko="채널마다 그 채널이 밝은 곳만 남긴 사진을 네트워크에 다시 보이고, 클래스 점수가 높을수록 큰 가중치를 줍니다. "
        "기울기를 쓰지 않습니다.",
        en="The network looks again at the photograph through each channel as a mask, and a channel counts the more, "
        "the higher the class still scores; no gradient is used.",
    ),
    explain=explain,
    slow=True,
)
