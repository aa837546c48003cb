"""One box in oblique projection: how large it is for a shape, and its faces."""

from math import log2, prod
from typing import NamedTuple

from cnnviz.trace.layer import Shape

FLAT, PER_DOUBLING = 6.0, 24.0  # px: a side of one pixel, and what each doubling of it adds
THIN, PER_DOUBLED_CHANNELS = 3.0, 2.7  # px: one channel, and what each doubling of them adds
BAR, PER_DOUBLED_FEATURES = 10.0, 13.0  # px: how thick a vector is, and what each doubling of its length adds
RIGHT, UP = 0.24, 0.2  # px that a side that leads away from the eye goes right and up, for each px of its length
MIDDLE = 26.0  # px: the slice that stands for the middle of a long stage


class Size(NamedTuple):
    """A box of so many px; the side that leads away from the eye goes `right` and `up`."""

    depth: float  # along the network: the channels
    height: float
    right: float
    up: float


class Solid(NamedTuple):
    """A box at its place: the left edge of its front, and the height of its middle."""

    x: float
    y: float
    size: Size

    @property
    def top(self) -> float:
        """Of the front face."""
        return self.y + (self.size.up - self.size.height) / 2

    @property
    def bottom(self) -> float:
        return self.top + self.size.height

    @property
    def end(self) -> float:
        """The right edge of the front face."""
        return self.x + self.size.depth

    def front(self) -> str:
        return _path((self.x, self.top), (self.end, self.top), (self.end, self.bottom), (self.x, self.bottom))

    def roof(self) -> str:
        right, up = self.size.right, self.size.up
        return _path(
            (self.x, self.top), (self.x + right, self.top - up), (self.end + right, self.top - up), (self.end, self.top)
        )

    def side(self) -> str:
        """The face of height × width."""
        right, up = self.size.right, self.size.up
        return _path(
            (self.end, self.top), (self.end + right, self.top - up),
            (self.end + right, self.bottom - up), (self.end, self.bottom),
        )  # fmt: skip

    def outline(self, has_side: bool) -> str:
        """Around all faces that can be seen."""
        right, up = self.size.right, self.size.up
        end = [(self.end + right, self.bottom - up)] if has_side else [(self.end, self.top)]
        return _path(
            (self.x, self.bottom), (self.x, self.top), (self.x + right, self.top - up),
            (self.end + right, self.top - up), *end, (self.end, self.bottom),
        )  # fmt: skip


def size_of(shape: Shape) -> Size:
    """The box of a map (channels, height, width), or the bar of a vector; all lengths are logarithmic."""
    if len(shape) < 3:
        return Size(BAR, FLAT + PER_DOUBLED_FEATURES * log2(prod(shape)), 4.0, 3.0)
    channels, height, width = shape
    away = FLAT + PER_DOUBLING * log2(width)
    return Size(
        THIN + PER_DOUBLED_CHANNELS * log2(channels), FLAT + PER_DOUBLING * log2(height), RIGHT * away, UP * away
    )


def _path(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
