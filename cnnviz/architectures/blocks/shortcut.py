"""The three shortcuts of He et al. 2015 (section 3.3 and Table 3): A pads with zeros, B and C project."""

from torch import Tensor, nn
from torch.nn.functional import pad

from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm


class PaddedShortcut(nn.Module):
    """Shortcut A: every stride-th pixel, and zeros for the channels that are new; no parameters."""

    def __init__(self, channels_in: int, channels: int, stride: int):
        super().__init__()
        self.stride, self.new_channels = stride, channels - channels_in

    def forward(self, x: Tensor) -> Tensor:
        return pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.new_channels))

    def effect(self, shape: tuple[int, ...]) -> tuple:
        """Its shape and window, for the trace."""
        batch, channels, *size = shape
        halved = (-(-length // self.stride) for length in size)
        stride = (self.stride, self.stride)
        return (batch, channels + self.new_channels, *halved), ((1, 1), stride, (0, 0), (1, 1))


def shortcut(kind: str, channels_in: int, channels: int, stride: int, batch_norm: bool = True) -> nn.Module | None:
    """What stands beside a residual branch; None where the input itself is added."""
    same = channels_in == channels and stride == 1
    if same and kind != "C":
        return None
    if kind == "A":
        return PaddedShortcut(channels_in, channels, stride)
    projection = Conv2d(channels_in, channels, 1, stride, bias=not batch_norm)
    return nn.Sequential(projection, norm(batch_norm, channels))
