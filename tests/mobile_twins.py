"""MobileNet and ShuffleNet as others build them: torchvision, timm, pytorchcv, and pytorchcv with timm's gates."""

from typing import Any

import torch
from pytorchcv.model_provider import get_model
from pytorchcv.models.shufflenet import ShuffleUnit, get_shufflenet
from timm.layers.squeeze_excite import SEModule
from torch import nn


def pytorchcv(name: str) -> Any:
    return get_model(name, pretrained=False).eval()


def shufflenet(groups: int, width: float = 1.0) -> Any:
    return get_shufflenet(groups=groups, width_scale=width, model_name="shufflenet", pretrained=False).eval()


def mobilenet_cifar() -> Any:
    """The ImageNet net with a stem that keeps the size, pooled over whatever is left."""
    net: Any = get_model("mobilenet_w1", pretrained=False, num_classes=10)
    net.features.init_block.conv.stride = (1, 1)
    net.features.final_pool = nn.AdaptiveAvgPool2d(1)
    return net.eval()


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


def gated(net: Any, layers: dict[nn.Module, int]) -> Any:
    """`net` with timm's squeeze-and-excitation behind the `layers`, whose channels are given."""
    net.gates = nn.ModuleList(SEModule(channels, rd_ratio=1 / 16, rd_divisor=1) for channels in layers.values())
    for layer, gate in zip(layers, net.gates, strict=True):
        layer.register_forward_hook(lambda _, __, x, gate=gate: gate(x))
    return net.eval()


def lively(net: Any, seed: int = 0) -> Any:
    """`net` with numbers of which no two layers' are alike, and under which no signal dies on its way."""
    torch.manual_seed(seed)
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.normal_(module.weight, std=(2 / module.weight[0].numel()) ** 0.5)
            if module.bias is not None:
                nn.init.normal_(module.bias)
        if isinstance(module, nn.BatchNorm2d) and module.running_mean is not None and module.running_var is not None:
            for numbers in (module.weight, module.running_var):
                nn.init.uniform_(numbers, 0.5, 1.5)
            for numbers in (module.bias, module.running_mean):
                nn.init.normal_(numbers, std=0.1)
    return net


def in_our_order(theirs: nn.Module, ours: nn.Module) -> dict[str, torch.Tensor]:
    """Their numbers under our names: both list their layers in the same order, gates apart."""
    state = theirs.state_dict()
    gates = [value for name, value in state.items() if name.startswith("gates.")]
    layers = [value for name, value in state.items() if not name.startswith("gates.")]
    names = list(ours.state_dict())
    renamed = dict(zip((name for name in names if "se_module" not in name), layers, strict=True))
    return renamed | dict(zip((name for name in names if "se_module" in name), gates, strict=True))
