"""LeNet-5's layer C3, whose maps see only some of the maps before them (LeCun et al. 1998, Table I)."""

import torch
from torch import Tensor, nn

from cnnviz.architectures.blocks.layers import Conv2d

# Which maps of S2 each map of C3 sees; its last sees all six.
THREE_MAPS = ((0, 1, 2), (1, 2, 3), (2, 3, 4), (3, 4, 5), (0, 4, 5), (0, 1, 5))
FOUR_MAPS = (
    (0, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 5), (0, 3, 4, 5), (0, 1, 4, 5), (0, 1, 2, 5),
    (0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5),
)  # fmt: skip


class PartialConvolution(nn.Module):
    """C3 after Table I: 6 maps that see three maps of S2, 9 that see four, and one that sees all; (n, 6, h, w) in."""

    def __init__(self, bias: bool = True):
        super().__init__()
        self.take_threes, self.take_fours = TakeMaps(THREE_MAPS), TakeMaps(FOUR_MAPS)
        self.see_three = Conv2d(18, 6, 5, groups=6, bias=bias)
        self.see_four = Conv2d(36, 9, 5, groups=9, bias=bias)
        self.see_all = Conv2d(6, 1, 5, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        threes = self.see_three(self.take_threes(x))
        fours = self.see_four(self.take_fours(x))
        return torch.cat((threes, fours, self.see_all(x)), 1)


class TakeMaps(nn.Module):
    """The maps that each unit of a grouped convolution sees, one group behind the other."""

    maps: Tensor

    def __init__(self, groups: tuple[tuple[int, ...], ...]):
        super().__init__()
        self.groups = groups
        self.register_buffer("maps", torch.tensor(sum(groups, ())), persistent=False)
        self.count = sum(map(len, groups))

    def forward(self, x: Tensor) -> Tensor:
        return x.index_select(1, self.maps)

    def effect(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...]]:
        """As many maps as are taken, of the same size (for the trace, which shows it as one box)."""
        return ((shape[0], self.count, *shape[2:]),)
