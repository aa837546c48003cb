"""DeepLIFT (Shrikumar, Greenside and Kundaje 2017, section 3.5.1, the Rescale rule): the score's difference shared out."""

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.through_captum import TwoReLUs, questioned, summed, with_relus
from cnnviz.words import Refusal, Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str | None = None) -> Tensor:
    """Signed map (h, w) of the picture (1, c, h, w), summed over the colours. Raises `Refusal`.

    The reference is the mean colour everywhere (0 after normalisation). The map adds up to the score's difference to
    it where all curves are ReLU, ReLU6, tanh, sigmoid or max pooling without overlap. Gates and local response
    normalisation have no rule in captum and pass their gradient on, and overlapping pools lose a little.
    """
    from captum.attr import DeepLift  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target)
    method = DeepLift(with_relus(own, TwoReLUs))
    try:
        return summed(method.attribute(picture, torch.zeros_like(picture), target=target))
    except RuntimeError as error:  # what captum says of a module that runs twice
        if "used more than once" not in str(error):
            raise
        raise Refusal(REUSED) from error


REUSED = Words(
    ko="DeepLIFT는 모듈을 한 번씩만 쓰는 네트워크에서 됩니다. 이 신경망은 같은 모듈을 여러 번 쓰므로 다른 방법을 고르십시오.",
    en="DeepLIFT needs a network that uses each of its modules once; this one uses some again, so choose another method.",
)


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
