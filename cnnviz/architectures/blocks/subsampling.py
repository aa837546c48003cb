"""Trainable sub-sampling (LeCun et al. 1998, section II-B, layer S2)."""

import torch
from torch import Tensor, nn


class Subsampling(nn.Module):
    """The sum of each 2x2 square times a coefficient, plus a bias: two learnt numbers for each map.

    It starts as the average. Multiply-adds are not counted, as for any pooling.
    """

    def __init__(self, channels: int):
        super().__init__()
        self.channels = channels
        self.weight = nn.Parameter(torch.full((channels, 1, 1), 0.25))
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.avg_pool2d(x, 2, divisor_override=1) * self.weight + self.bias

    def effect(self, shape: tuple[int, ...]) -> tuple:
        """Its shape and window, for the trace."""
        return (*shape[:2], shape[2] // 2, shape[3] // 2), ((2, 2), (2, 2), (0, 0), (1, 1))
