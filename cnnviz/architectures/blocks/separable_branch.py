"""What NASNet's search chose most: ReLU, separable convolution, batch norm, and all of it once more."""

from typing import Protocol

from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.same_padding import SamePadding

EPS = 1e-3  # of batch normalisation, as released


class Style(Protocol):
    """The options that every convolution of a network shares."""

    @property
    def batch_norm(self) -> bool: ...
    @property
    def activation(self) -> str: ...


class ActConvNorm(nn.Module):
    """An activation, a 1x1 convolution and batch normalisation, in this order."""

    def __init__(self, channels_in: int, channels: int, style: Style):
        super().__init__()
        self.act = activation(style.activation)
        self.conv = Conv2d(channels_in, channels, 1, bias=not style.batch_norm)
        self.bn = norm(style.batch_norm, channels, EPS)

    def forward(self, x: Tensor) -> Tensor:
        return self.bn(self.conv(self.act(x)))


class SeparableConv2d(nn.Module):
    """One filter per channel, then a 1x1 convolution across the channels.

    With `margin` it computes a row above the map and a column left of it too, and cuts them off.
    """

    def __init__(self, channels_in: int, channels: int, kernel: int, stride: int, margin: bool, bias: bool):
        super().__init__()
        padding = kernel // 2 if stride == 1 else 0
        self.margin = nn.ZeroPad2d((stride, 0, stride, 0)) if margin else None
        self.pad = SamePadding(kernel, stride) if stride > 1 else None
        self.depthwise_conv2d = Conv2d(channels_in, channels_in, kernel, stride, padding, groups=channels_in, bias=bias)
        self.pointwise_conv2d = Conv2d(channels_in, channels, 1, bias=bias)
        self.crop = nn.ZeroPad2d((-1, 0, -1, 0)) if margin else None

    def forward(self, x: Tensor) -> Tensor:
        if self.margin is not None:
            x = self.margin(x)
        if self.pad is not None:
            x = self.pad(x)
        x = self.pointwise_conv2d(self.depthwise_conv2d(x))
        return x if self.crop is None else self.crop(x)


class SeparableBranch(nn.Module):
    """Two separable convolutions; the stride, and a margin where there is one, belong to the first."""

    def __init__(self, channels_in: int, channels: int, kernel: int, stride: int, style: Style, margin: bool = False):
        super().__init__()
        bias = not style.batch_norm
        self.act_1 = activation(style.activation)
        self.separable_1 = SeparableConv2d(channels_in, channels, kernel, stride, margin, bias)
        self.bn_sep_1 = norm(style.batch_norm, channels, EPS)
        self.act_2 = activation(style.activation)
        self.separable_2 = SeparableConv2d(channels, channels, kernel, 1, False, bias)
        self.bn_sep_2 = norm(style.batch_norm, channels, EPS)

    def forward(self, x: Tensor) -> Tensor:
        x = self.bn_sep_1(self.separable_1(self.act_1(x)))
        return self.bn_sep_2(self.separable_2(self.act_2(x)))
