"""Grad-CAM++ (Chattopadhyay et al. 2018, section 3): Grad-CAM in which each unit of a channel has a weight of its own."""

import torch
from torch import Tensor

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import from_evidence
from cnnviz.words import Words

EPSILON = 1e-6  # keeps equation 19 defined where every term is 0; pytorch-grad-cam's, the paper has none


def weigh(activation: Tensor, gradient: Tensor) -> Tensor:
    """Heat map (h, w), zero or more, from the maps of a layer (c, h, w) and their gradient for the class.

    The gradient is that of the logit. The paper takes that of its exponential, whose factor is the same for the whole
    map and falls out where it stands in the end; pytorch-grad-cam does as we do.
    """
    total = activation.sum((1, 2), keepdim=True)
    square = gradient.square()
    alpha = square / (2 * square + total * square * gradient + EPSILON)  # equation 19
    alpha = torch.where(gradient != 0, alpha, 0)
    weights = (alpha * gradient.relu()).sum((1, 2), keepdim=True)  # equation 7
    return (weights * activation).sum(0).relu()


METHOD = Method(
    name="grad-cam-plus-plus",
    title="Grad-CAM++",
    paper=Paper(
        title="Grad-CAM++: Improved Visual Explanations for Deep Convolutional Networks",
        authors="Chattopadhyay et al.",
        arxiv="1710.11063",
        year=2018,
    ),
    idea=Words(
        ko="Grad-CAM과 같지만, 채널의 가중치를 구할 때 점수를 높이는 자리만 골라 자리마다 다른 비중을 둡니다. "
        "같은 물체가 여럿 있어도 모두 드러납니다.",
        en="As Grad-CAM, but the weight of a channel counts only the units that raise the score, each in its own "
        "measure, so that several objects of one class all show.",
    ),
    explain=from_evidence(weigh),
    weigh=weigh,
)
