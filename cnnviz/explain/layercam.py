"""LayerCAM (Jiang et al. 2021, section III): positive gradients as weights of the single units, for early layers too."""

from torch import Tensor

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import from_evidence
from cnnviz.words import Words


def weigh(activation: Tensor, gradient: Tensor) -> Tensor:
    """Heat map (h, w), zero or more, from the maps of a layer (c, h, w) and their gradient for the class."""
    return (gradient.relu() * activation).sum(0).relu()


METHOD = Method(
    name="layercam",
    title="LayerCAM",
    paper=Paper(
        title="LayerCAM: Exploring Hierarchical Class Activation Maps for Localization",
        authors="Jiang et al.",
        doi="10.1109/TIP.2021.3089943",
        year=2021,
    ),
    idea=Words(
        ko="자리마다 양의 기울기만 가중치로 삼아 활성값을 더합니다. 얕은 층에서도 물체의 윤곽이 잘 보입니다.",
        en="Each unit is weighted by its own gradient where that is positive, which gives clear outlines "
        "at early layers as well.",
    ),
    explain=from_evidence(weigh),
    weigh=weigh,
)
