"""Memory, parameters and multiply-adds along the depth of a network: three rows of bars over one axis."""

from collections.abc import Callable, Sequence
from itertools import groupby
from math import ceil, floor, log
from typing import NamedTuple

from cnnviz.draw.svg import picture, tag, text, text_width

WIDTH, LEFT, RIGHT = 1000, 76, 8  # px; the figures of the axes stand on the left
HEIGHT, TITLE, GAP = 104, 24, 12  # px of a row of bars, of the title above it, and below it
WIDEST = 150  # px of a bar and its margin
NAMED = 15  # px of a bar from which on its name has room beside it, upright


class Column(NamedTuple):
    """One place on the axis."""

    name: str  # what the page hears when it is pressed
    label: str
    band: str  # neighbours of one band stand together under one heading
    values: tuple[float, ...]  # one for each row
    card: tuple[str, ...]  # what is said when it is pointed at, line by line


class Axis(NamedTuple):
    """One row of bars."""

    title: str
    spell: Callable[[float], str]
    base: int  # of the steps of a logarithmic axis: 10, or 1024 for bytes


def trends(columns: Sequence[Column], axes: Sequence[Axis], logarithmic: bool, selected: int | None) -> str:
    """SVG of all rows, the column number `selected` marked; values of 0 have no bar, whatever the axis."""
    step = min(WIDEST, (WIDTH - LEFT - RIGHT) / len(columns))
    bottom = len(axes) * (TITLE + HEIGHT + GAP)
    scales = [
        _Scale(axis, [column.values[row] for column in columns], row * (TITLE + HEIGHT + GAP) + TITLE, logarithmic)
        for row, axis in enumerate(axes)
    ]
    end = LEFT + step * len(columns)
    named, longest = step >= NAMED, max(text_width(column.label) for column in columns)
    upright = longest > step
    room = (12 + longest if upright else 24) if named else 0
    drawn = [_column(place, column, scales, step, bottom, place == selected) for place, column in enumerate(columns)]
    names = [_name(place, column, step, bottom, upright) for place, column in enumerate(columns)] if named else []
    parts = [*(scale.frame(end) for scale in scales), *_bands(columns, step, bottom + room), *drawn, *names]
    return picture(WIDTH, bottom + room + 26, *parts)


class _Scale:
    """From a value to its height in one row."""

    def __init__(self, axis: Axis, values: Sequence[float], top: float, logarithmic: bool):
        self.axis, self.top, self.logarithmic = axis, top, logarithmic
        self.high = max(values) or 1
        self.low = 0.0
        if logarithmic:
            lowest = min((value for value in values if value > 0), default=1)
            self.low = axis.base ** (floor(log(lowest, axis.base) + 1e-9) - (lowest == self.high))

    def height(self, value: float) -> float:
        if value <= 0:
            return 0
        if self.logarithmic:
            return HEIGHT * log(value / self.low) / log(self.high / self.low)
        return HEIGHT * value / self.high

    def ticks(self) -> list[float]:
        """Round values, at most four, the first at the foot of the row."""
        if not self.logarithmic:
            step = self.axis.base ** floor(log(self.high, self.axis.base))
            step = next(
                step * part
                for part in (1 / 4, 1 / 2, 1, 2, 5, 10, 20, 50, 100, 250, 500)
                if self.high / (step * part) <= 3
            )
            return [k * step for k in range(floor(self.high / step) + 1)]
        powers = ceil(log(self.high / self.low, self.axis.base))
        return [
            self.low * self.axis.base**k
            for k in range(0, powers + 1, -(-powers // 3))
            if self.low * self.axis.base**k <= self.high
        ]

    def frame(self, end: float) -> str:
        foot = self.top + HEIGHT
        lines = []
        for tick in self.ticks():
            y = foot - (0 if tick == self.low else self.height(tick))
            lines += [tag("line", x1=LEFT, x2=end, y1=y, y2=y, class_="grid")]
            lines += [text(self.axis.spell(tick), LEFT - 8, y + 5, "end", "quiet")]
        return tag("g", text(self.axis.title, LEFT, self.top - 8, class_="strong"), *lines)


def _column(place: int, column: Column, scales: Sequence[_Scale], step: float, bottom: float, is_selected: bool) -> str:
    """All bars of one place, and behind them the area that can be pressed."""
    left, margin = LEFT + place * step, min(step / 8, 4)
    bars = []
    for scale, value in zip(scales, column.values, strict=True):
        if value > 0:
            height = max(scale.height(value), 1.0)
            y = scale.top + HEIGHT - height
            bars.append(tag("rect", class_="bar", x=left + margin, y=y, width=step - 2 * margin, height=height))
    area = tag("rect", class_="area", x=left, y=0, width=step, height=bottom)
    return tag(
        "g", area, *bars, class_="column selected" if is_selected else "column", data_name=column.name,
        data_card="\n".join(column.card), role="button", tabindex=0 if is_selected or place == 0 else -1,
        aria_label=", ".join(column.card), aria_pressed=str(is_selected).lower(),
    )  # fmt: skip


def _name(place: int, column: Column, step: float, bottom: float, upright: bool) -> str:
    """Below its bars, written upwards where all names side by side have no room."""
    x = LEFT + (place + 0.5) * step
    if not upright:
        return text(column.label, x, bottom + 16, "middle")
    return tag("g", text(column.label, 0, 0, "end"), transform=f"translate({x + 5:.1f} {bottom + 2:.1f}) rotate(-90)")


def _bands(columns: Sequence[Column], step: float, y: float) -> list[str]:
    """A line where one band ends, and its heading where that has room."""
    parts, start = [], 0
    for band, members in groupby(columns, key=lambda column: column.band):
        count = len(list(members))
        left, right = LEFT + start * step, LEFT + (start + count) * step
        parts.append(tag("line", x1=right, x2=right, y1=TITLE, y2=y + 18, class_="band"))
        if band and text_width(band) <= right - left:
            parts.append(text(band, (left + right) / 2, y + 16, "middle", "quiet"))
        start += count
    return parts
