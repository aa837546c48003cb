"""Residual, dense and fractal networks for 32x32 pictures as pytorchcv builds them."""

from typing import Any

import torch
from pytorchcv.models.densenet_cifar import CIFARDenseNet, get_densenet_cifar
from pytorchcv.models.fractalnet_cifar import get_fractalnet_cifar
from pytorchcv.models.preresnet_cifar import get_preresnet_cifar
from pytorchcv.models.resnet_cifar import get_resnet_cifar
from pytorchcv.models.seresnet_cifar import get_seresnet_cifar
from pytorchcv.models.wrn_cifar import get_wrn_cifar
from torch import Tensor, nn

from tests.twins import renamed

RESIDUAL = {"resnet": get_resnet_cifar, "preresnet": get_preresnet_cifar, "seresnet": get_seresnet_cifar}


class ZeroPad(nn.Module):
    """Shortcut A as in fb.resnet.torch: average pooling of 1x1 with stride 2, then a concatenation with zeros."""

    def forward(self, x: Tensor) -> Tensor:
        x = nn.functional.avg_pool2d(x, 1, 2)
        return torch.cat([x, x * 0], 1)


def projecting(kind: str, depth: int) -> Any:
    """pytorchcv's own: a projection where the size changes (B)."""
    return RESIDUAL[kind](10, depth, bottleneck=False, model_name=kind)


def padding(kind: str, depth: int) -> Any:
    """With shortcut A in place of the projections."""
    net = projecting(kind, depth)
    for unit in [module for module in net.modules() if getattr(module, "resize_identity", False)]:
        unit.identity_conv = ZeroPad()
    return net


def preact_bottleneck(depth: int, early_stride: bool = True) -> Any:
    """pytorchcv strides in the 3x3, the authors (`early_stride`) in the 1x1 before it."""
    net: Any = get_preresnet_cifar(10, depth, bottleneck=True, model_name="preresnet")
    for body in [unit.body for unit in net.modules() if hasattr(unit, "body")]:
        first, second = body.conv1.conv, body.conv2.conv
        if early_stride:
            first.stride, second.stride = second.stride, first.stride
    return net


def wide(depth: int, k: int) -> Any:
    return get_wrn_cifar(10, depth, k, model_name="wrn")


def dense(depth: int, growth: int) -> Any:
    return get_densenet_cifar(10, depth, growth, bottleneck=True, model_name="densenet")


def dense_without_bottleneck(depth: int, growth: int) -> Any:
    """The paper's stem of 16 channels; pytorchcv halves the channels in every transition."""
    channels, stages = 16, []
    for _ in range(3):
        stages.append([channels + growth * layer for layer in range(1, (depth - 4) // 3 + 1)])
        channels = stages[-1][-1] // 2
    return CIFARDenseNet(stages, 16, bottleneck=False)


def fractal(classes: int = 10) -> Any:
    return get_fractalnet_cifar(classes, model_name="fractalnet")


# They number the columns from the deepest on.
fractal_names = renamed(
    (r"^features\.unit(\d)\.block\.blocks\.block(\d)\.subblock(\d)", lambda n: f"block{n[1]}.column{3 - int(n[3])}_row{n[2]}"),
    (r"\.bn\.", ".norm."),
    (r"^output\.", "fc."),
)  # fmt: skip
