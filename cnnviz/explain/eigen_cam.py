"""Eigen-CAM (Muhammad and Yeasin 2020, section III): the one pattern in which a layer's channels agree most."""

import numpy as np
import torch
from torch import Tensor

from cnnviz.explain.base import Method, Paper
from cnnviz.explain.evidence import from_evidence
from cnnviz.words import Words


def weigh(activation: Tensor, gradient: Tensor) -> Tensor:
    """Heat map (h, w), zero or more, from the maps of a layer (c, h, w); the gradient, and so the class, is not asked.

    The first principal component of the units, as points with one coordinate per channel. The paper does not centre
    them; pytorch-grad-cam does, or the map may come out negative, and so do we. A component has no sign of its own:
    this is the one that LAPACK gives (numpy's, so that both agree).
    """
    units = activation.flatten(1).T.numpy()
    units = units - units.mean(0)
    _, _, components = np.linalg.svd(units, full_matrices=False)
    return torch.from_numpy(units @ components[0]).view(activation.shape[1:]).relu()


METHOD = Method(
    name="eigen-cam",
    title="Eigen-CAM",
    paper=Paper(
        title="Eigen-CAM: Class Activation Map using Principal Components",
        authors="Muhammad and Yeasin",
        arxiv="2008.00299",
        year=2020,
    ),
    idea=Words(
        ko="한 층의 채널들이 가장 크게 함께 움직이는 무늬(첫 주성분)를 보입니다. "
        "클래스를 묻지 않으므로 어느 클래스를 골라도 같은 그림입니다.",
        en="The strongest common pattern of a layer's channels, their first principal component; "
        "it does not ask for the class, so every class has the same map.",
    ),
    explain=from_evidence(weigh),
    weigh=weigh,
)
