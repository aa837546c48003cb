"""The two cells that NASNet's search found (Zoph et al. 2018, Figure 4, NASNet-A): one keeps the map, one halves it."""

from collections import OrderedDict
from typing import Literal, Protocol

import torch
from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.same_pooling import SameAvgPool2d, SameMaxPool2d
from cnnviz.architectures.blocks.separable_branch import EPS, ActConvNorm, SeparableBranch, Style
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.architectures.blocks.state_keys import rename_keys

Fit = Literal["project", "halve", "as it is"]  # how a cell brings the map before last to its own size and channels


class CellOptions(Style, Protocol):
    @property
    def se(self) -> bool: ...
    @property
    def reduction(self) -> int: ...
    @property
    def count_zeros(self) -> bool: ...
    @property
    def margin(self) -> bool: ...


class HalvedPath(nn.Module):
    """Halves a map without losing a place: every second pixel, and every second pixel one further right and down."""

    def __init__(self, channels_in: int, channels: int, style: Style):
        super().__init__()
        bias = not style.batch_norm
        self.act = activation(style.activation)
        self.path_1 = nn.Sequential(OrderedDict(
            avgpool=nn.AvgPool2d(1, 2), conv=Conv2d(channels_in, channels // 2, 1, bias=bias)
        ))  # fmt: skip
        self.path_2 = nn.Sequential(OrderedDict(
            pad=nn.ZeroPad2d((-1, 1, -1, 1)), avgpool=nn.AvgPool2d(1, 2), conv=Conv2d(channels_in, channels // 2, 1, bias=bias)
        ))  # fmt: skip
        self.final_path_bn = norm(style.batch_norm, channels // 2 * 2, EPS)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(x)
        return self.final_path_bn(torch.cat((self.path_1(x), self.path_2(x)), 1))


class Cell(nn.Module):
    """What both cells begin with: the last map and the one before, brought to one size and number of channels."""

    def __init__(self, channels_in: int, channels_before: int, channels: int, fit: Fit, options: CellOptions):
        super().__init__()
        self.conv_1x1 = ActConvNorm(channels_in, channels, options)
        self.conv_prev_1x1: nn.Module | None = None
        if fit == "project":
            self.conv_prev_1x1 = ActConvNorm(channels_before, channels, options)
        elif fit == "halve":
            self.conv_prev_1x1 = HalvedPath(channels_before, channels, options)
            rename_keys(self, {f"conv_prev_1x1.{name}": name for name in ("path_1", "path_2", "final_path_bn")})

    def inputs(self, x: Tensor, before: Tensor) -> tuple[Tensor, Tensor]:
        return self.conv_1x1(x), before if self.conv_prev_1x1 is None else self.conv_prev_1x1(before)


class NormalCell(Cell):
    """(n, channels_in, h, w) → (n, 6·channels, h, w); the map before last may be twice as large (fit "halve")."""

    def __init__(self, channels_in: int, channels_before: int, channels: int, fit: Fit, options: CellOptions):
        super().__init__(channels_in, channels_before, channels, fit, options)
        self.comb_iter_0_left = SeparableBranch(channels, channels, 5, 1, options)
        self.comb_iter_0_right = SeparableBranch(channels, channels, 3, 1, options)
        self.comb_iter_1_left = SeparableBranch(channels, channels, 5, 1, options)
        self.comb_iter_1_right = SeparableBranch(channels, channels, 3, 1, options)
        self.comb_iter_2_left = _average()
        self.comb_iter_3_left = _average()
        self.comb_iter_3_right = _average()
        self.comb_iter_4_left = SeparableBranch(channels, channels, 3, 1, options)
        self.se_module = SqueezeExcite(6 * channels, options.reduction) if options.se else None

    def forward(self, x: Tensor, before: Tensor) -> Tensor:
        x, before = self.inputs(x, before)
        y0 = self.comb_iter_0_left(x) + self.comb_iter_0_right(before)
        y1 = self.comb_iter_1_left(before) + self.comb_iter_1_right(before)
        y2 = self.comb_iter_2_left(x) + before
        y3 = self.comb_iter_3_left(before) + self.comb_iter_3_right(before)
        y4 = self.comb_iter_4_left(x) + x
        y = torch.cat((before, y0, y1, y2, y3, y4), 1)
        return y if self.se_module is None else self.se_module(y)


class ReductionCell(Cell):
    """(n, channels_in, h, w) → (n, 4·channels, h/2, w/2), rounded up."""

    def __init__(self, channels_in: int, channels_before: int, channels: int, fit: Fit, options: CellOptions):
        super().__init__(channels_in, channels_before, channels, fit, options)
        in_stem = fit == "as it is"
        right, margin = channels_before if in_stem else channels, options.margin and not in_stem
        self.comb_iter_0_left = SeparableBranch(channels, channels, 5, 2, options, margin)
        self.comb_iter_0_right = SeparableBranch(right, channels, 7, 2, options, margin)
        self.comb_iter_1_left = SameMaxPool2d(3, 2)
        self.comb_iter_1_right = SeparableBranch(right, channels, 7, 2, options, margin)
        self.comb_iter_2_left = SameAvgPool2d(3, 2, options.count_zeros)
        self.comb_iter_2_right = SeparableBranch(right, channels, 5, 2, options, margin)
        self.comb_iter_3_right = _average()
        self.comb_iter_4_left = SeparableBranch(channels, channels, 3, 1, options, margin)
        self.comb_iter_4_right = SameMaxPool2d(3, 2)
        self.se_module = SqueezeExcite(4 * channels, options.reduction) if options.se else None

    def forward(self, x: Tensor, before: Tensor) -> Tensor:
        x, before = self.inputs(x, before)
        y0 = self.comb_iter_0_left(x) + self.comb_iter_0_right(before)
        y1 = self.comb_iter_1_left(x) + self.comb_iter_1_right(before)
        y2 = self.comb_iter_2_left(x) + self.comb_iter_2_right(before)
        y3 = self.comb_iter_3_right(y0) + y1
        y4 = self.comb_iter_4_left(y0) + self.comb_iter_4_right(x)
        y = torch.cat((y1, y2, y3, y4), 1)
        return y if self.se_module is None else self.se_module(y)


def _average() -> nn.AvgPool2d:
    return nn.AvgPool2d(3, 1, padding=1, count_include_pad=False)
