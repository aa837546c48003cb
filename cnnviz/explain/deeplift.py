"""DeepLIFT (Shrikumar, Greenside and Kundaje 2017, section 3.5.1, the Rescale rule): the score's difference shared out."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.through_captum import TwoReLUs, questioned, summed, with_relus
from cnnviz.words import Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str | None = None) -> Tensor:
    """Signed map (h, w) of the picture (1, c, h, w), summed over the colours. Raises `Refusal`.

    The reference is the mean colour everywhere (0 after normalisation). The map adds up to the score's difference to
    it where all curves are ReLU, ReLU6, tanh, sigmoid or max pooling without overlap. Gates and local response
    normalisation have no rule in captum and pass their gradient on, and overlapping pools lose a little.
    """
    from captum.attr import DeepLift  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target)
    method = DeepLift(with_relus(own, TwoReLUs))
    return summed(method.attribute(picture, torch.zeros_like(picture), target=target))


METHOD = Method(
    name="deeplift",
    title="DeepLIFT",
    paper=Paper(
        title="Learning Important Features Through Propagating Activation Differences",
        authors="Shrikumar et al.",
        arxiv="1704.02685",
        year=2017,
    ),
    idea=Words(
        ko="평균색으로 칠한 빈 사진과 비교해 점수가 달라진 만큼을 화소들에 나누어 줍니다.",
        en="The difference in score to an empty picture of the mean colour is shared out among the pixels.",
    ),
    explain=explain,
    needs_layer=False,
    signed=True,
)
