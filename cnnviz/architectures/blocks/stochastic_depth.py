"""Stochastic depth (Huang et al. 2016, section 3): residual branches that stay away at random while training."""

import torch
from torch import Tensor, nn


class StochasticDepth(nn.Module):
    """In training the branch survives a mini-batch with probability p; afterwards it always counts p times.

    Randomness comes from torch's generator, so a seed reproduces it.
    """

    def __init__(self, survival: float):
        super().__init__()
        self.survival = survival

    def forward(self, branch: Tensor) -> Tensor:
        if not self.training:
            return branch * self.survival
        alive = torch.rand((), device=branch.device) < self.survival
        return branch * alive

    def effect(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...]]:
        """The shape stays (for the trace, which shows it as one box)."""
        return (shape,)

    def extra_repr(self) -> str:
        return f"survival={self.survival:.3f}"


def survival_of_block(index: int, blocks: int, last: float) -> float:
    """The paper's linear law: p_l = 1 − l/L · (1 − p_L) for block l = 1 … L."""
    return 1 - index / blocks * (1 - last)
