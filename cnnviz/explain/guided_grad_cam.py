"""Guided Grad-CAM (Selvaraju et al. 2017, section 3.2): the detail of guided backpropagation where Grad-CAM looks."""

from torch import Tensor, nn

from cnnviz.explain.base import Method, Paper, enlarge
from cnnviz.explain.grad_cam import METHOD as GRAD_CAM
from cnnviz.explain.guided_backprop import explain as guided_backprop
from cnnviz.words import Words


def explain(model: nn.Module, images: Tensor, target: int, layer: str) -> Tensor:
    """Map (h, w) of the picture (1, c, h, w): the largest magnitude among the colours of each pixel. Raises `Refusal`.

    Grad-CAM at `layer`, enlarged bilinearly as in the paper, times guided backpropagation.
    """
    heat = GRAD_CAM.explain(model, images, target, layer)
    return enlarge(heat, (images.shape[-2], images.shape[-1])) * guided_backprop(model, images, target)


METHOD = Method(
    name="guided-grad-cam",
    title="Guided Grad-CAM",
    paper=Paper(
        title="Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
        authors="Selvaraju et al.",
        arxiv="1610.02391",
        year=2017,
    ),
    idea=Words(
        ko="Grad-CAM이 가리키는 곳에서만 guided backpropagation의 세밀한 무늬를 보입니다.",
        en="The fine pattern of guided backpropagation, shown only where Grad-CAM points.",
    ),
    explain=explain,
)
