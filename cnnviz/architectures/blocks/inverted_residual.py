"""Inverted residual with a linear bottleneck (Sandler et al. 2018, Table 1), under torchvision's names."""

from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite


class InvertedResidual(nn.Module):
    """1x1 to `expansion` times as many channels, depthwise 3x3 there, 1x1 back without activation; the shortcut joins
    the narrow ends."""

    def __init__(self, channels_in: int, channels: int, expansion: int, stride: int, options: Any):
        super().__init__()
        wide = channels_in * expansion
        expand = [conv_unit(channels_in, wide, 1, 1, options)] if expansion > 1 else []
        self.conv = nn.Sequential(
            *expand, *_spatial(wide, channels, stride, options), norm(options.batch_norm, channels)
        )
        self.se_module = SqueezeExcite(channels, options.reduction) if options.se else None
        self.residual = options.residual and stride == 1 and channels_in == channels

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        if self.se_module is not None:
            y = self.se_module(y)
        return x + y if self.residual else y


def conv_unit(
    channels_in: int, channels: int, kernel: int, stride: int, options: Any, groups: int = 1
) -> nn.Sequential:
    """Convolution, norm and activation."""
    conv = Conv2d(
        channels_in, channels, kernel, stride, padding=kernel // 2, groups=groups, bias=not options.batch_norm
    )
    return nn.Sequential(conv, norm(options.batch_norm, channels), activation(options.activation))


def _spatial(wide: int, channels: int, stride: int, options: Any) -> list[nn.Module]:
    """Depthwise 3x3 and linear 1x1, or the ordinary 3x3 of the same shape."""
    bias = not options.batch_norm
    if not options.depthwise_separable:
        return [Conv2d(wide, channels, 3, stride, padding=1, bias=bias)]
    return [conv_unit(wide, wide, 3, stride, options, groups=wide), Conv2d(wide, channels, 1, bias=bias)]
