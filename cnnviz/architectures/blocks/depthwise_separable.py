"""Depthwise separable convolution (Howard et al. 2017, Figure 3), and the ordinary one of the same shape."""

from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite


class _Block(nn.Module):
    """What both have behind their convolutions: a gate, and a shortcut where the sizes allow one."""

    def __init__(self, channels_in: int, channels: int, stride: int, options: Any):
        super().__init__()
        self.se_module = SqueezeExcite(channels, options.reduction) if options.se else None
        self.residual = options.residual and stride == 1 and channels_in == channels

    def finish(self, y: Tensor, x: Tensor) -> Tensor:
        """The output of the convolutions as the block passes it on; `x` is what came in."""
        if self.se_module is not None:
            y = self.se_module(y)
        return y + x if self.residual else y


class SeparableBlock(_Block):
    """A 3x3 for each channel alone (depthwise), then a 1x1 that mixes the channels (pointwise)."""

    def __init__(self, channels_in: int, channels: int, stride: int, options: Any):
        super().__init__(channels_in, channels, stride, options)
        bias = not options.batch_norm
        self.depthwise = Conv2d(channels_in, channels_in, 3, stride, padding=1, groups=channels_in, bias=bias)
        self.bn1 = norm(options.batch_norm, channels_in)
        self.relu1 = activation(options.activation)
        self.pointwise = Conv2d(channels_in, channels, 1, bias=bias)
        self.bn2 = norm(options.batch_norm, channels)
        self.relu2 = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu1(self.bn1(self.depthwise(x)))
        y = self.relu2(self.bn2(self.pointwise(y)))
        return self.finish(y, x)


class OrdinaryBlock(_Block):
    """One 3x3 that sees and mixes all channels: the paper's "Conv MobileNet" (Table 4)."""

    def __init__(self, channels_in: int, channels: int, stride: int, options: Any):
        super().__init__(channels_in, channels, stride, options)
        self.conv = Conv2d(channels_in, channels, 3, stride, padding=1, bias=not options.batch_norm)
        self.bn = norm(options.batch_norm, channels)
        self.relu = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        return self.finish(self.relu(self.bn(self.conv(x))), x)
