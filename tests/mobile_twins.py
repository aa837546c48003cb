"""MobileNet and ShuffleNet as others build them: torchvision, timm, pytorchcv, and pytorchcv with timm's gates."""

from typing import Any

from pytorchcv.model_provider import get_model
from pytorchcv.models.shufflenet import ShuffleUnit, get_shufflenet
from torch import nn

from tests.twins import gated

# of MobileNet: what our names end with → what pytorchcv's do
WIDTHS = {"": "w1", "_075": "w3d4", "_050": "wd2", "_025": "wd4"}


def pytorchcv(name: str) -> Any:
    return get_model(name, pretrained=False)


def shufflenet(groups: int, width: float = 1.0) -> Any:
    return get_shufflenet(groups=groups, width_scale=width, model_name="shufflenet", pretrained=False)


def mobilenet_cifar() -> Any:
    """The ImageNet net with a stem that keeps the size, pooled over whatever is left."""
    net: Any = get_model("mobilenet_w1", pretrained=False, num_classes=10)
    net.features.init_block.conv.stride = (1, 1)
    net.features.final_pool = nn.AdaptiveAvgPool2d(1)
    return net


def se_mobilenet() -> Any:
    """A gate behind each of the thirteen blocks."""
    net = pytorchcv("mobilenet_w1")
    stages = [stage for name, stage in net.features.named_children() if name.startswith("stage")]
    return gated(net, {unit: unit.pw_conv.conv.out_channels for stage in stages for unit in stage})


def se_shufflenet() -> Any:
    """A gate at the end of each branch that is added."""
    net = shufflenet(3)
    units = [unit for unit in net.modules() if isinstance(unit, ShuffleUnit) and not unit.downsample]
    return gated(net, {unit.expand_bn3: unit.expand_bn3.num_features for unit in units})
