"""Occlusion (Zeiler and Fergus 2013, section 4.2): what the score loses when a grey square covers a place."""

from math import ceil, prod

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, Progress
from cnnviz.explain.through_captum import questioned
from cnnviz.words import Words

SQUARES = 7  # side of the picture in squares; they move by half a square
BATCH = 15


def explain(
    model: nn.Module, images: Tensor, target: int, layer: str | None = None, progress: Progress | None = None
) -> Tensor:  # fmt: skip
    """Signed map (h, w) of the picture (1, c, h, w): the mean loss of score of all squares over a pixel.

    The square has the mean colour (0 after normalisation). The paper draws the probability, this is the score before
    softmax, as in the other methods. Raises `Refusal`.
    """
    from captum.attr import Occlusion  # takes seconds to import, and the terminal can do without

    channels, *sides = images.shape[1:]
    square = [max(1, round(side / SQUARES)) for side in sides]
    step = [max(1, side // 2) for side in square]
    places = [ceil((side - wide) / move) + 1 for side, wide, move in zip(sides, square, step, strict=True)]
    own, picture = questioned(model, images, target, progress, prod(places) + 1)
    method = Occlusion(own)
    with torch.no_grad():
        lost = method.attribute(
            picture, (channels, *square), (channels, *step), target=target, perturbations_per_eval=BATCH
        )  # fmt: skip
    return lost[0].mean(0)


METHOD = Method(
    name="occlusion",
    title="Occlusion",
    paper=Paper(
        title="Visualizing and Understanding Convolutional Networks",
        authors="Zeiler and Fergus",
        arxiv="1311.2901",
        year=2013,
    ),
    idea=Words(
        ko="사진을 회색 사각형으로 조금씩 옮겨 가며 가리고, 점수가 많이 떨어지는 자리를 밝게 보입니다.",
        en="A grey square wanders over the photograph; where covering it costs the class most of its score, the map is bright.",
    ),
    explain=explain,
    needs_layer=False,
    slow=True,
    signed=True,
)
