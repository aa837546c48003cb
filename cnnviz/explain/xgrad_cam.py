"""XGrad-CAM (Fu et al. 2020, section 3.3): Grad-CAM whose weights follow from two axioms, sensitivity and conservation."""

from torch import Tensor

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import from_evidence
from cnnviz.words import Words

EPSILON = 1e-7  # keeps the weight of a silent channel defined; pytorch-grad-cam's, the paper has none


def weigh(activation: Tensor, gradient: Tensor) -> Tensor:
    """Heat map (h, w), zero or more, from the maps of a layer (c, h, w) and their gradient for the class."""
    share = activation / (activation.sum((1, 2), keepdim=True) + EPSILON)
    weights = (gradient * share).sum((1, 2), keepdim=True)  # equation 8
    return (weights * activation).sum(0).relu()


METHOD = Method(
    name="xgrad-cam",
    title="XGrad-CAM",
    paper=Paper(
        title="Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs",
        authors="Fu et al.",
        arxiv="2008.02312",
        year=2020,
    ),
    idea=Words(
        ko="기울기를 그냥 평균 내지 않고, 활성값이 큰 자리에 더 큰 비중을 두어 평균 냅니다.",
        en="As Grad-CAM, but the gradient is averaged with more say for the places where the channel is active.",
    ),
    explain=from_evidence(weigh),
    weigh=weigh,
)
