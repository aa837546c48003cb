"""The fractal block and its joins with drop-path (Larsson et al. 2017, sections 2 and 3, figure 1)."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from cnnviz.architectures.blocks.noted import noted


class Join(nn.Module):
    """The mean of the columns that end in one row.

    In training each input stays away with probability `drop_path` (local), or one column alone runs through the whole
    network (global, see `only`); one input is always left. Afterwards all count. Randomness comes from torch's generator.
    """

    def __init__(self, columns: Sequence[int], drop_path: float):
        super().__init__()
        self.columns, self.drop_path = tuple(columns), drop_path
        self.only: int | None = None  # the column that this mini-batch runs through, or None

    def forward(self, *paths: Tensor) -> Tensor:
        if self.training and self.drop_path:
            paths = self._left(paths)
        return torch.stack(paths).mean(0)

    def _left(self, paths: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        if self.only is not None:
            return (paths[self.columns.index(self.only)],) if self.only in self.columns else paths[-1:]
        alive = torch.rand(len(paths)) >= self.drop_path
        if not alive.any():
            alive[torch.randint(len(paths), ())] = True
        return tuple(path for path, lives in zip(paths, alive.tolist(), strict=True) if lives)

    def effect(self, *shapes: tuple[int, ...]) -> tuple[tuple[int, ...]]:
        """The shape stays (for the trace, which shows it as one box)."""
        return (shapes[0],)

    def extra_repr(self) -> str:
        return f"columns={self.columns}, drop_path={self.drop_path:g}"


@noted
def draw_columns(model: nn.Module, columns: int, drop_path: float) -> None:
    """In half of the mini-batches of training one column runs alone (section 3, global drop-path)."""

    def draw(module: nn.Module, _: Any) -> None:
        if not module.training:
            return
        alone = drop_path and torch.rand(()) < 0.5
        only = int(torch.randint(columns, ())) if alone else None
        for join in module.modules():
            if isinstance(join, Join):
                join.only = only

    model.register_forward_pre_hook(draw)


class FractalBlock(nn.Module):
    """Column c holds 2^c convolutions; columns that end in one row are joined, and go on from the join."""

    def __init__(
        self, channels_in: int, channels: int, columns: int, drop_path: float, unit: Callable[[int, int], nn.Module]
    ):
        super().__init__()
        self.columns, self.rows = columns, 2 ** (columns - 1)
        fresh = [True] * columns
        for row in range(1, self.rows + 1):
            ending = self._ending(row)
            for column in ending:
                self.add_module(f"column{column}_row{row}", unit(channels_in if fresh[column] else channels, channels))
                fresh[column] = False
            if len(ending) > 1:
                self.add_module(f"join_row{row}", Join(ending, drop_path))

    def forward(self, x: Tensor) -> Tensor:
        flowing = [x] * self.columns
        for row in range(1, self.rows + 1):
            ending = self._ending(row)
            outputs = [getattr(self, f"column{column}_row{row}")(flowing[column]) for column in ending]
            joined = getattr(self, f"join_row{row}")(*outputs) if len(ending) > 1 else outputs[0]
            for column in ending:
                flowing[column] = joined
        return flowing[-1]

    def _ending(self, row: int) -> list[int]:
        """The columns, shallowest first, that have a convolution ending in `row`."""
        return [column for column in range(self.columns) if row % 2 ** (self.columns - 1 - column) == 0]
