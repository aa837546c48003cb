"""Saliency (Simonyan, Vedaldi and Zisserman 2013, section 3): the gradient of the score with respect to the pixels."""

from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.through_captum import questioned, strongest
from cnnviz.words import Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str | None = None) -> Tensor:
    """Map (h, w) of the picture (1, c, h, w): the largest |∂score/∂colour| of each pixel. Raises `Refusal`."""
    from captum.attr import Saliency  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target)
    return strongest(Saliency(own).attribute(picture, target=target, abs=False))


METHOD = Method(
    name="saliency",
    title="Saliency",
    paper=Paper(
        title="Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps",
        authors="Simonyan et al.",
        arxiv="1312.6034",
        year=2013,
    ),
    idea=Words(
        ko="화소 하나를 조금 바꿀 때 클래스 점수가 얼마나 달라지는지를 기울기의 크기로 보입니다. 방향은 묻지 않습니다.",
        en="How much the score of the class would move if a pixel moved a little: the size of the gradient, whichever its direction.",
    ),
    explain=explain,
    needs_layer=False,
)
