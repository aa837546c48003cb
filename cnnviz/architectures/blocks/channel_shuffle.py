"""Channel shuffle (Zhang et al. 2018, section 3.1): the next grouped convolution sees channels of every group."""

from torch import Tensor, nn


class ChannelShuffle(nn.Module):
    """Deals the channels out like cards: the first of each group, then the second of each, and so on; (n, c, h, w)."""

    def __init__(self, groups: int):
        super().__init__()
        self.groups = groups

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        x = x.view(batch, self.groups, channels // self.groups, height, width)
        return x.transpose(1, 2).reshape(batch, channels, height, width)

    def effect(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...]]:
        """The shape stays (for the trace, which shows it as one box)."""
        return (shape,)

    def extra_repr(self) -> str:
        return f"groups={self.groups}"
