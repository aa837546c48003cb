"""Residual blocks in pre-activation order: BN, ReLU, convolution (He et al. 2016, figure 4e)."""

from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.residual import ResidualBlock, bottleneck_width
from cnnviz.architectures.blocks.residual_options import ResidualOptions


class PreactBasicBlock(ResidualBlock):
    """BN-ReLU before each of two 3x3 convolutions; nothing on the shortcut, nothing after the sum."""

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__(channels_in, planes, stride, survival, options)
        bias = not options.batch_norm
        self.bn1 = norm(options.batch_norm, channels_in)
        self.relu1 = activation(options.activation)
        self.conv1 = Conv2d(channels_in, planes, 3, stride, padding=1, bias=bias)
        self.bn2 = norm(options.batch_norm, planes)
        self.relu2 = activation(options.activation)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.conv2 = Conv2d(planes, planes, 3, padding=1, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        active = self.relu1(self.bn1(x))
        y = self.relu2(self.bn2(self.conv1(active)))
        if self.dropout is not None:
            y = self.dropout(y)
        return self.join(self.conv2(y), shortcut_input(self, x, active))


class PreactBottleneck(ResidualBlock):
    """BN-ReLU before each of 1x1, 3x3 and 1x1; nothing on the shortcut, nothing after the sum."""

    expansion = 4

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__(channels_in, planes, stride, survival, options)
        width = bottleneck_width(planes, options)
        first, second = (stride, 1) if options.stride_in == "1x1" else (1, stride)
        bias = not options.batch_norm
        self.bn1 = norm(options.batch_norm, channels_in)
        self.relu1 = activation(options.activation)
        self.conv1 = Conv2d(channels_in, width, 1, first, bias=bias)
        self.bn2 = norm(options.batch_norm, width)
        self.relu2 = activation(options.activation)
        self.conv2 = Conv2d(width, width, 3, second, padding=1, groups=options.groups, bias=bias)
        self.bn3 = norm(options.batch_norm, width)
        self.relu3 = activation(options.activation)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.conv3 = Conv2d(width, planes * 4, 1, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        active = self.relu1(self.bn1(x))
        y = self.conv2(self.relu2(self.bn2(self.conv1(active))))
        y = self.relu3(self.bn3(y))
        if self.dropout is not None:
            y = self.dropout(y)
        return self.join(self.conv3(y), shortcut_input(self, x, active))


def shortcut_input(block: ResidualBlock, x: Tensor, active: Tensor) -> Tensor:
    """A projection reads the activated input, as in the authors' code; an identity stays the raw one."""
    return active if isinstance(block.downsample, nn.Sequential) else x
