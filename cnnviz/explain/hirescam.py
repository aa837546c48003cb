"""HiResCAM (Draelos and Carin 2020, section 3): every unit of every channel weighted by its own gradient."""

from torch import Tensor

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import from_evidence
from cnnviz.words import Words


def weigh(activation: Tensor, gradient: Tensor) -> Tensor:
    """Heat map (h, w), zero or more, from the maps of a layer (c, h, w) and their gradient for the class.

    The sum over the channels is the paper's; what is below 0 is cut off, as for the other maps of this family.
    """
    return (gradient * activation).sum(0).relu()


METHOD = Method(
    name="hirescam",
    title="HiResCAM",
    paper=Paper(
        title="Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks",
        authors="Draelos and Carin",
        arxiv="2011.08891",
        year=2020,
    ),
    idea=Words(
        ko="채널마다 기울기를 평균 내지 않고, 자리마다 활성값과 기울기를 곱해 더합니다. "
        "그래서 네트워크가 실제로 쓴 자리만 밝게 나타납니다.",
        en="Activation and gradient are multiplied place by place and added up, without averaging the gradient first, "
        "so only places that the network really used light up.",
    ),
    explain=from_evidence(weigh),
    weigh=weigh,
)
