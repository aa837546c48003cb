"""Residual blocks: basic and bottleneck (He et al. 2015, section 3)."""

from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.residual_options import ResidualOptions
from cnnviz.architectures.blocks.shortcut import shortcut
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.architectures.blocks.stochastic_depth import StochasticDepth


def bottleneck_width(planes: int, options: ResidualOptions) -> int:
    """Channels inside a bottleneck: `planes` in ResNet, more in wide and in grouped nets (Xie et al. 2017, Table 1)."""
    return planes * options.width_per_group // 64 * options.groups


class ResidualBlock(nn.Module):
    """What all blocks share: the end of the branch, and the shortcut beside it."""

    expansion = 1  # channels out, as a multiple of `planes`

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__()
        channels = planes * self.expansion
        self.se_module = SqueezeExcite(channels, options.reduction) if options.se else None
        self.survive = StochasticDepth(survival) if survival < 1 else None
        self.residual = options.residual
        self.downsample = shortcut(channels_in, channels, stride, options) if options.residual else None

    def join(self, branch: Tensor, x: Tensor) -> Tensor:
        """The finished branch plus the shortcut of `x`; the branch alone in a plain network."""
        if self.se_module is not None:
            branch = self.se_module(branch)
        if self.survive is not None:
            branch = self.survive(branch)
        if not self.residual:
            return branch
        return branch + (x if self.downsample is None else self.downsample(x))


class BasicBlock(ResidualBlock):
    """Two 3x3 convolutions, and a shortcut around them."""

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__(channels_in, planes, stride, survival, options)
        bias = not options.batch_norm
        self.conv1 = Conv2d(channels_in, planes, 3, stride, padding=1, bias=bias)
        self.bn1 = norm(options.batch_norm, planes)
        self.relu1 = activation(options.activation)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.conv2 = Conv2d(planes, planes, 3, padding=1, bias=bias)
        self.bn2 = norm(options.batch_norm, planes)
        self.relu2 = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu1(self.bn1(self.conv1(x)))
        if self.dropout is not None:
            y = self.dropout(y)
        y = self.bn2(self.conv2(y))
        return self.relu2(self.join(y, x))


class Bottleneck(ResidualBlock):
    """1x1 to few channels, 3x3 there, 1x1 back to four times as many; the shortcut around all three."""

    expansion = 4

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__(channels_in, planes, stride, survival, options)
        width = bottleneck_width(planes, options)
        first, second = (stride, 1) if options.stride_in == "1x1" else (1, stride)
        bias = not options.batch_norm
        self.conv1 = Conv2d(channels_in, width, 1, first, bias=bias)
        self.bn1 = norm(options.batch_norm, width)
        self.relu1 = activation(options.activation)
        self.conv2 = Conv2d(width, width, 3, second, padding=1, groups=options.groups, bias=bias)
        self.bn2 = norm(options.batch_norm, width)
        self.relu2 = activation(options.activation)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.conv3 = Conv2d(width, planes * 4, 1, bias=bias)
        self.bn3 = norm(options.batch_norm, planes * 4)
        self.relu3 = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu1(self.bn1(self.conv1(x)))
        y = self.relu2(self.bn2(self.conv2(y)))
        if self.dropout is not None:
            y = self.dropout(y)
        y = self.bn3(self.conv3(y))
        return self.relu3(self.join(y, x))
