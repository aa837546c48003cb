"""Grad-CAM (Selvaraju et al. 2017, section 3): where the channels that speak for a class are active."""

from torch import Tensor

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import from_evidence
from cnnviz.words import Words


def weigh(activation: Tensor, gradient: Tensor) -> Tensor:
    """Heat map (h, w), zero or more, from the maps of a layer (c, h, w) and their gradient for the class."""
    weights = gradient.mean((1, 2), keepdim=True)  # equation 1
    return (weights * activation).sum(0).relu()  # equation 2


METHOD = Method(
    name="grad-cam",
    title="Grad-CAM",
    paper=Paper(
        title="Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
        authors="Selvaraju et al.",
        arxiv="1610.02391",
        year=2017,
    ),
    idea=Words(
        ko="클래스 점수를 높이는 만큼 가중치를 주어 한 층의 채널을 모두 더합니다. "
        "그러면 판단의 근거가 사진의 어디에 있는지 보입니다.",
        en="The channels of one layer are added up, each weighted by how strongly it raises the score of the class, "
        "which shows where in the picture the evidence lies.",
    ),
    explain=from_evidence(weigh),
    weigh=weigh,
)
