"""Guided backpropagation (Springenberg et al. 2014, section 3.4): a gradient that only what is positive passes on."""

from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.through_captum import GuidedCeiling, questioned, strongest, with_relus
from cnnviz.words import Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str | None = None) -> Tensor:
    """Map (h, w) of the picture (1, c, h, w): the largest magnitude among the colours of each pixel. Raises `Refusal`.

    In a network without ReLUs, such as LeNet-5, it is the gradient itself.
    """
    from captum.attr import GuidedBackprop  # takes seconds to import, and the terminal can do without

    own, picture = questioned(model, images, target)
    return strongest(GuidedBackprop(with_relus(own, GuidedCeiling)).attribute(picture, target=target))


METHOD = Method(
    name="guided-backprop",
    title="Guided backprop",
    paper=Paper(
        title="Striving for Simplicity: The All Convolutional Net",
        authors="Springenberg et al.",
        arxiv="1412.6806",
        year=2014,
    ),
    idea=Words(
        ko="거꾸로 갈 때 ReLU마다 음의 기울기를 버립니다. 그림은 또렷하지만 가중치를 무작위로 바꾸어도 거의 그대로라는 비판이 있습니다(Adebayo et al. 2018).",
        en="The gradient on its way back loses what is negative at every ReLU; the picture is sharp, and criticised because it hardly changes when weights become random (Adebayo et al. 2018).",
    ),
    explain=explain,
    needs_layer=False,
)
