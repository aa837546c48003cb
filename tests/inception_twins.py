"""The Inception networks and NASNet as others build them: torchvision, timm, pytorchcv, and what is made of their parts."""

from typing import Any

import timm
from pytorchcv.models.bninception import bninception
from torch import Tensor, nn
from torchvision.models.googlenet import BasicConv2d, GoogLeNet, Inception, InceptionAux

from tests.twins import State, gated, renamed


class ConvReLU(nn.Module):
    """torchvision's unit without batch norm: the unit of the Caffe release."""

    def __init__(self, channels_in: int, channels: int, **window: int):
        super().__init__()
        self.conv = nn.Conv2d(channels_in, channels, **window)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x).relu()


class TrueInception(Inception):
    """torchvision's module with the 5x5 of the paper."""

    def __init__(self, *widths: int):
        super().__init__(*widths, conv_block=ConvReLU)
        self.branch3[1] = ConvReLU(widths[4], widths[5], kernel_size=5, padding=2)


class TrueAux(InceptionAux):
    """torchvision's head with the 5x5 pooling of the paper; the pooling to 4x4 that follows leaves 4x4 as it is."""

    def __init__(self, channels_in: int, classes: int, dropout: float):
        super().__init__(channels_in, classes, ConvReLU, dropout)
        self.pool = nn.AvgPool2d(5, 3)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(self.pool(x))


def googlenet() -> nn.Module:
    """The Caffe release: LRN with local_size 5, alpha 0.0001, beta 0.75, and k left at 1."""
    net = GoogLeNet(init_weights=False, blocks=[ConvReLU, TrueInception, TrueAux])
    net.maxpool4 = nn.MaxPool2d(3, 2, ceil_mode=True)
    for layer in (net.maxpool1, net.conv3):
        layer.register_forward_hook(_normalise)
    return net


def _normalise(_: nn.Module, __: tuple, x: Any) -> Tensor:
    return nn.functional.local_response_norm(x, 5, 1e-4, 0.75, 1.0)


def googlenet_torchvision() -> nn.Module:
    return GoogLeNet(init_weights=False, blocks=[BasicConv2d, Inception, InceptionAux])


def se_bn_inception() -> nn.Module:
    """The authors' release: no convolution has a bias."""
    net: Any = bninception()
    for layer in net.features.modules():
        if isinstance(layer, nn.Conv2d):
            layer.bias = None
    units = [unit for name, stage in net.features.named_children() if name.startswith("stage") for unit in stage]
    return gated(net, dict(zip(units, (256, 320, 576, 576, 576, 608, 608, 1056, 1024, 1024), strict=True)))


def se_inception_resnet_v2() -> nn.Module:
    net: Any = timm.create_model("inception_resnet_v2")
    blocks = (*net.repeat, *net.repeat_1, *net.repeat_2, net.block8)
    return gated(net, {block.conv2d: block.conv2d.out_channels for block in blocks})


def bn_inception_state(net: nn.Module, ours: nn.Module) -> State:
    """In our order, which is theirs; a gate follows its module, and ours are named after theirs."""
    gates = getattr(net, "gates", nn.ModuleList())
    theirs = [tensor for name, tensor in net.state_dict().items() if not name.startswith("gates.")]
    state: State = dict(zip((name for name in ours.state_dict() if "se_module" not in name), theirs, strict=True))
    for name, gate in zip(["3a", "3b", "3c", "4a", "4b", "4c", "4d", "4e", "5a", "5b"], gates, strict=False):
        state |= {f"inception{name}.se_module.{key}": tensor for key, tensor in gate.state_dict().items()}
    return state


def se_inception_resnet_state(net: nn.Module, _: nn.Module) -> State:
    blocks = (
        [f"repeat.{i}" for i in range(10)] + [f"repeat_1.{i}" for i in range(20)] + [f"repeat_2.{i}" for i in range(9)]
    )
    state = {key: tensor for key, tensor in net.state_dict().items() if not key.startswith("gates.")}
    for block, gate in zip((*blocks, "block8"), net.gates, strict=True):  # type: ignore[arg-type]
        state |= {f"{block}.se_module.{key}": tensor for key, tensor in gate.state_dict().items()}
    return state


nasnet_mobile_state = renamed(
    (r"^features\.init_block", "conv0"),
    (r"^features\.stem(\d)_unit", lambda found: f"cell_stem_{int(found[1]) - 1}"),
    (r"^features\.stage([23])\.unit1\.", lambda found: f"reduction_cell_{int(found[1]) - 2}."),
    (r"^features\.stage1\.unit(\d)", lambda found: f"cell_{int(found[1]) - 1}"),
    (r"^features\.stage(\d)\.unit(\d)", lambda found: f"cell_{4 * int(found[1]) + int(found[2]) - 6}"),
    (r"^output\.fc", "last_linear"),
    (r"conv1x1_prev", "conv_prev_1x1"),
    (r"conv1x1", "conv_1x1"),
    (r"path\.bn", "final_path_bn"),
    (r"path\.path", "path_"),
    (r"comb(\d)", r"comb_iter_\1"),
    (r"(?<=[tf]\.)conv(\d)\.conv\.dw_conv", r"separable_\1.depthwise_conv2d"),
    (r"(?<=[tf]\.)conv(\d)\.conv\.pw_conv", r"separable_\1.pointwise_conv2d"),
    (r"(?<=[tf]\.)conv(\d)\.bn", r"bn_sep_\1"),
)
