"""Many feature maps as one picture, and where in it each channel stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np

from cnnviz.draw.palettes import Palette, colours, palette_png

SHADES = 64  # enough for a thumbnail, and 512 maps of 28×28 stay under 300 KB before a ReLU as well as after it
GAP = SHADES  # number of the colour between the maps, which is see-through
MOST_UNITS = 2**20  # of a sprite: as many take up to half a megabyte
_ALPHA = np.where(np.arange(SHADES + 1) == GAP, 0, 255)


@dataclass(frozen=True)
class Grid:
    """How the maps of a sprite are laid out, row by row; lengths in pixels of the sprite."""

    channels: int
    columns: int
    map_height: int  # in units
    map_width: int
    enlarged: int  # pixels per unit, in both directions
    gap: int

    @property
    def rows(self) -> int:
        return ceil(self.channels / self.columns)

    @property
    def cell(self) -> tuple[int, int]:
        """Height and width of one drawn map, the gap left out."""
        return self.map_height * self.enlarged, self.map_width * self.enlarged

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the sprite; there is no gap around it."""
        height, width = self.cell
        return self.rows * (height + self.gap) - self.gap, self.columns * (width + self.gap) - self.gap

    def corner(self, channel: int) -> tuple[int, int]:
        """Top and left of the map of `channel`."""
        height, width = self.cell
        return channel // self.columns * (height + self.gap), channel % self.columns * (width + self.gap)

    def unit_at(self, top: float, left: float) -> tuple[int, int, int] | None:
        """(channel, row, column) of the unit that a point of the sprite shows; None in a gap or beside the maps."""
        height, width = self.cell
        row, down = divmod(top, height + self.gap)
        column, right = divmod(left, width + self.gap)
        channel = int(row) * self.columns + int(column)
        inside = 0 <= column < self.columns and 0 <= channel < self.channels and down < height and right < width
        return (channel, int(down // self.enlarged), int(right // self.enlarged)) if inside else None


class Sprite(NamedTuple):
    """A PNG that shows many maps, and its layout."""

    png: bytes
    grid: Grid


class Limits(NamedTuple):
    """The values of the darkest and of the brightest colour: of all maps, or of each, (c, 1, 1)."""

    low: np.ndarray
    high: np.ndarray

    def at(self, place: int) -> "Limits":
        """Those of one map."""
        return self if self.low.size == 1 else Limits(self.low[place : place + 1], self.high[place : place + 1])


def limits(sides: Sequence[np.ndarray], scale: str) -> Limits:
    """The limits with which the maps of all `sides` (c, h, w) can be compared.

    With `scale` "own" those of each map, and of the maps at its place on the other sides, which then have as many;
    with "shared" those of all maps. Raises `ValueError` where a number is not finite, or `scale` neither of the two.
    """
    if scale not in ("own", "shared"):
        raise ValueError(f"the scale is own or shared, not {scale}")
    axes = (1, 2) if scale == "own" else None
    low = np.minimum.reduce([side.min(axes, keepdims=True) for side in sides])
    high = np.maximum.reduce([side.max(axes, keepdims=True) for side in sides])
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise ValueError("feature maps hold a number that is not finite")
    return Limits(low, high)


def feature_map_sprite(
    maps: np.ndarray,
    scale: str = "own",
    palette: Palette = "viridis",
    columns: int | None = None,
    smallest: int = 28,
    gap: int = 2,
    within: Limits | None = None,
) -> Sprite:
    """All `maps` (c, h, w) in one picture, in the order given; which channels and how many is the caller's choice.

    With `scale` "own" each map runs from its own minimum to its own maximum, with "shared" all run between the
    minimum and maximum of `maps`, so that brightness compares; where these are equal, the map has the lowest colour.
    `within` are limits to keep instead, those of `maps` and of others. Units become squares so that the longer side of
    a map has at least `smallest` pixels; where there are very many, one square is the mean of several. `columns` is by
    default the power of two that makes the grid at least as wide as high. Raises `ValueError` where a number is not
    finite, or `scale` neither of the two.
    """
    maps = np.asarray(maps, np.float32)
    if maps.ndim != 3 or not maps.size:
        raise ValueError(f"feature maps are channels×height×width, not {maps.shape}")
    levels = _levels(_thinned(maps), within or limits([maps], scale))
    channels, height, width = levels.shape
    grid = grid_of(channels, height, width, columns, smallest, gap)
    shades = colours(palette)[np.linspace(0, 255, SHADES).round().astype(int)]
    table = np.vstack([shades, np.zeros((1, 3))])
    return Sprite(palette_png(laid_out(levels, grid), table, _ALPHA, smooth=grid.enlarged > 1), grid)


def grid_of(count: int, height: int, width: int, columns: int | None, smallest: int, gap: int) -> Grid:
    """The layout of `count` maps of one size; all else as `feature_map_sprite` has it."""
    across = columns if columns is not None else 1 << ceil(np.log2(count) / 2)
    return Grid(count, min(across, count), height, width, max(1, ceil(smallest / max(height, width))), gap)


def _levels(maps: np.ndarray, within: Limits) -> np.ndarray:
    """Numbers of shades, 0 … 63."""
    low, high = within
    span = np.where(high > low, high - low, 1)
    return ((maps - low) * ((SHADES - 1) / span) + 0.5).astype(np.uint8)


def _thinned(maps: np.ndarray) -> np.ndarray:
    """The means of squares of units, as small as keeps all maps together below `MOST_UNITS`."""
    factor = ceil((maps.size / MOST_UNITS) ** 0.5)
    for axis in (1, 2) if factor > 1 else ():
        starts = np.arange(0, maps.shape[axis], factor)
        counts = np.diff(np.append(starts, maps.shape[axis])).astype(np.float32)
        sums = np.add.reduceat(maps, starts, axis)
        maps = sums / np.expand_dims(counts, tuple(other for other in range(3) if other != axis))
    return maps


def laid_out(levels: np.ndarray, grid: Grid, ground: int = GAP) -> np.ndarray:
    """The sprite's pixels: the maps beside and below each other, each unit a square, `ground` in the gaps between."""
    squares = levels.repeat(grid.enlarged, 1).repeat(grid.enlarged, 2) if grid.enlarged > 1 else levels
    height, width = grid.cell
    padded = np.full((grid.rows * grid.columns, height + grid.gap, width + grid.gap), ground, np.uint8)
    padded[: grid.channels, :height, :width] = squares
    table = padded.reshape(grid.rows, grid.columns, *padded.shape[1:]).swapaxes(1, 2)
    return table.reshape(grid.rows * padded.shape[1], -1)[: grid.size[0], : grid.size[1]]
