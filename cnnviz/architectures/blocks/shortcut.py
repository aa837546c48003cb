"""The three shortcuts of He et al. 2015 (section 3.3 and Table 3): A pads with zeros, B and C project."""

from torch import Tensor, nn
from torch.nn.functional import pad

from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.residual_options import ResidualOptions


class PaddedShortcut(nn.Module):
    """Shortcut A: every stride-th pixel, and zeros for the channels that are new; no parameters."""

    def __init__(self, channels_in: int, channels: int, stride: int):
        super().__init__()
        self.channels_in, self.channels, self.stride = channels_in, channels, stride

    def forward(self, x: Tensor) -> Tensor:
        return pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.channels - self.channels_in))

    def effect(self, shape: tuple[int, ...]) -> tuple:
        """Its shape and window, for the trace."""
        batch, channels, *size = shape
        halved = (-(-length // self.stride) for length in size)
        stride = (self.stride, self.stride)
        return (batch, channels + self.channels - self.channels_in, *halved), ((1, 1), stride, (0, 0), (1, 1))


def shortcut(channels_in: int, channels: int, stride: int, options: ResidualOptions) -> nn.Module | None:
    """What stands beside a residual branch; None where the input itself is added.

    Projections have a norm of their own, except in pre-activation, where the shortcut stays bare.
    """
    same = channels_in == channels and stride == 1
    if same and options.shortcut != "C":
        return None
    if options.shortcut == "A":
        return PaddedShortcut(channels_in, channels, stride)
    projection = Conv2d(channels_in, channels, 1, stride, bias=not options.batch_norm)
    if options.preactivation:
        return nn.Sequential(projection)
    return nn.Sequential(projection, norm(options.batch_norm, channels))
