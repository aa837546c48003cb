"""Grad-CAM (Selvaraju et al. 2017, section 3): where the channels that speak for a class are active."""

from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, evidence
from cnnviz.words import Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str) -> Tensor:
    """Heat map (h, w) at the resolution of `layer`, zero or more, for one picture (1, c, h, w). Raises `Refusal`."""
    activation, gradient = evidence(model, images, target, layer)
    weights = gradient.mean((1, 2), keepdim=True)  # equation 1
    return (weights * activation).sum(0).relu()  # equation 2


METHOD = Method(
    name="grad-cam",
    title="Grad-CAM",
    paper=Paper(
        "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
        "Selvaraju et al.",
        "1610.02391",
        2017,
    ),
    idea=Words(
        ko="클래스 점수에 도움이 되는 채널일수록 큰 가중치를 주어 더한 지도로, 신경망이 사진의 어디를 보고 답했는지 보여 줍니다.",
        en="Adds up a layer's channels, each weighted by how much it raises the score of the class, to show where in the picture the network looked.",
    ),
    needs_layer=True,
    explain=explain,
)
