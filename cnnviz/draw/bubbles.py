"""Networks as bubbles on logarithmic axes: cost to the right, error upwards, size as area."""

from collections.abc import Sequence
from math import log10, sqrt
from typing import NamedTuple

from cnnviz.draw.place import placed
from cnnviz.draw.svg import TEXT, picture, tag, target, text, text_width

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM = 1000, 600, 52, 12, 50  # px
LARGEST, SMALLEST = 30, 3.5  # px, radius
LEGEND, SIZES = 22, 68  # px: a line of colours, the band of example sizes
ERRORS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100)  # percent that may be marked


class Bubble(NamedTuple):
    """One network."""

    id: str  # what the page hears when it is pressed
    name: str
    cost: float  # > 0
    error: float  # percent, > 0
    size: float
    colour: str  # class
    usual: bool  # measured as most are; dashed otherwise
    card: list[str]


class Axes(NamedTuple):
    """How the axes are named, and how their figures are spelled."""

    cost: str
    error: str
    ticks: dict[float, str]  # costs that may be marked: 1e9 → "1 G"
    sizes: dict[float, str]  # sizes shown as an example
    size: str


class _Frame:
    """Where a network stands in the plot, whose upper edge is at `top`."""

    def __init__(self, shown: Sequence[Bubble], top: float):
        costs, errors = [log10(bubble.cost) for bubble in shown], [log10(bubble.error) for bubble in shown]
        self.top, self.largest = top, max(bubble.size for bubble in shown)
        self.left, self.right = min(costs) - 0.15, max(costs) + 0.18
        self.low, self.high = min(errors) - 0.06, max(errors) + 0.06

    def x(self, cost: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(cost) - self.left) / (self.right - self.left)

    def y(self, error: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - self.top) * (log10(error) - self.low) / (self.high - self.low)

    def circle(self, bubble: Bubble) -> tuple[float, float, float]:
        return self.x(bubble.cost), self.y(bubble.error), radius(bubble.size, self.largest)


def bubbles(shown: Sequence[Bubble], axes: Axes, legend: Sequence[tuple[str, str]]) -> str:
    """SVG of all bubbles, largest at the back; names stand where they cover nothing, the others are on their cards.

    `legend` holds (class, name) of each colour. The order of `shown` is the order in which names get their place.
    """
    legend_height, colours = _legend(legend)
    frame = _Frame(shown, legend_height + SIZES)
    circles = [frame.circle(bubble) for bubble in shown]
    widths = [text_width(bubble.name) for bubble in shown]
    names = placed(circles, widths, (LEFT, frame.top, WIDTH - RIGHT, HEIGHT - BOTTOM))
    back_to_front = sorted(zip(shown, circles, strict=True), key=lambda pair: -pair[0].size)
    drawn = [_bubble(bubble, circle) for bubble, circle in back_to_front]
    labels = [text(shown[place].name, x, y, anchor, "label") for place, (x, y, anchor) in names.items()]
    sizes = _sizes(axes, frame.largest, legend_height + SIZES / 2)
    return picture(WIDTH, HEIGHT, colours, *sizes, *_across(axes, frame), *_up(axes, frame), *drawn, *labels)


def radius(size: float, largest: float) -> float:
    """Area grows with `size`; the smallest stay large enough to be seen."""
    return max(SMALLEST, LARGEST * sqrt(size / largest))


def _bubble(bubble: Bubble, circle: tuple[float, float, float]) -> str:
    x, y, r = circle
    look = f"bubble {bubble.colour}" + ("" if bubble.usual else " hollow")
    reach = tag("circle", cx=x, cy=y, r=max(r, 9.0), class_="reach")  # small ones can be hit, too
    return target(bubble.id, bubble.card, reach, tag("circle", cx=x, cy=y, r=r, class_=look))


def _across(axes: Axes, frame: _Frame) -> list[str]:
    parts = [text(axes.cost, WIDTH - RIGHT, HEIGHT - 6, "end", "strong")]
    for cost, figure in axes.ticks.items():
        if frame.left <= log10(cost) <= frame.right:
            x = frame.x(cost)
            parts.append(tag("line", x1=x, x2=x, y1=frame.top, y2=HEIGHT - BOTTOM, class_="grid"))
            parts.append(text(figure, x, HEIGHT - BOTTOM + 18, "middle"))
    return parts


def _up(axes: Axes, frame: _Frame) -> list[str]:
    parts, last = [text(axes.error, 0, frame.top - 12, class_="strong")], HEIGHT
    for error in ERRORS:
        y = frame.y(error)
        if frame.low <= log10(error) <= frame.high and last - y > 1.5 * TEXT:
            parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid"))
            parts.append(text(str(error), LEFT - 8, y + 5, "end"))
            last = y
    return parts


def _legend(legend: Sequence[tuple[str, str]]) -> tuple[float, str]:
    """How high the names of the colours stand, and the names."""
    parts, x, y = [], 0.0, 14
    for colour, name in legend:
        width = 20 + text_width(name) + 14
        if x + width > WIDTH:
            x, y = 0.0, y + LEGEND
        parts += [tag("circle", cx=x + 8, cy=y - 5, r=7, class_=f"bubble {colour}"), text(name, x + 20, y)]
        x += width
    return y + 6, tag("g", *parts)


def _sizes(axes: Axes, largest: float, y: float) -> list[str]:
    """Circles of known size, at the right end above the plot."""
    x, parts = float(WIDTH - RIGHT), []
    for size, figure in reversed(axes.sizes.items()):
        if size <= largest:
            r = radius(size, largest)
            parts.append(text(figure, x - text_width(figure), y + 5))
            x -= text_width(figure) + r + 6
            parts.append(tag("circle", cx=x, cy=y, r=r, class_="example"))
            x -= r + 14
    return [*parts, text(axes.size, x, y + 5, "end", "strong")]
