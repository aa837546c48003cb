"""Branches side by side, as the figures of the Inception papers draw them: each a chain of convolutions, or a pooling."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.architectures.blocks.conv_norm_act import ConvNormAct, Kernel


class Conv(NamedTuple):
    """A convolution in a figure: how many channels, which kernel; `same` keeps the size of the map."""

    channels: int
    kernel: Kernel
    stride: int = 1
    same: bool = True

    @property
    def padding(self) -> Kernel:
        if not self.same:
            return 0
        return self.kernel // 2 if isinstance(self.kernel, int) else (self.kernel[0] // 2, self.kernel[1] // 2)


Step = Conv | nn.Module  # a module stands for itself and keeps the channels
MakeConv = Callable[[int, Conv], ConvNormAct]  # channels in, convolution → its module


class Branches(nn.Module):
    """What each branch answers to one map, concatenated: (n, channels_in, h, w) → (n, channels, h', w')."""

    def __init__(self, channels_in: int, branches: Sequence[Sequence[Step]], make_conv: MakeConv):
        super().__init__()
        self.channels = 0
        self.names = tuple(f"branch{place}" for place in range(len(branches)))
        for name, steps in zip(self.names, branches, strict=True):
            chain, channels = [], channels_in
            for step in steps:
                chain.append(make_conv(channels, step) if isinstance(step, Conv) else step)
                channels = step.channels if isinstance(step, Conv) else channels
            self.add_module(name, chain[0] if len(chain) == 1 else nn.Sequential(*chain))
            self.channels += channels

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([getattr(self, name)(x) for name in self.names], 1)
