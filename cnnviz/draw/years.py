"""A column for each winner of a contest, by year."""

from collections.abc import Sequence
from typing import NamedTuple

from cnnviz.draw.svg import picture, tag, target, text

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 1000, 330, 56, 30, 56  # px
COLUMN, STEP = 62, 5  # px; percent from line to line


class Column(NamedTuple):
    """One entry of one year."""

    id: str  # what the page hears when it is pressed
    year: int
    name: str
    error: float | None  # percent; None where there is no figure
    won: bool
    card: list[str]


def years(columns: Sequence[Column], axis: str, unknown: str) -> str:
    """SVG of all columns; `axis` names the errors, `unknown` stands where there is no figure."""
    top = STEP * (1 + int(max(column.error or 0 for column in columns) // STEP))
    first, last = columns[0].year, max(column.year for column in columns)
    slot = (WIDTH - LEFT) / (last - first + 1)
    parts = [text(axis, 0, 16, class_="strong")]
    for percent in range(0, top + 1, STEP):
        y = _height(percent, top)
        parts += [tag("line", x1=LEFT, x2=WIDTH, y1=y, y2=y, class_="grid"), text(str(percent), LEFT - 8, y + 5, "end")]
    for year in range(first, last + 1):
        entries = [column for column in columns if column.year == year]
        middle = LEFT + slot * (year - first + 0.5)
        parts.append(text(str(year), middle, HEIGHT - 8, "middle", "quiet"))
        width = slot / 2 if len(entries) > 1 else 0
        for place, column in enumerate(entries):
            parts.append(_column(column, middle + width * (place - (len(entries) - 1) / 2), top, unknown))
    return picture(WIDTH, HEIGHT, *parts)


def _column(column: Column, middle: float, top: int, unknown: str) -> str:
    foot, y = _height(0, top), _height(column.error or 0, top)
    name = text(column.name, middle, foot + 20, "middle", "strong")
    where = {"x": middle - COLUMN / 2, "width": COLUMN}
    if column.error is None:
        box = tag("rect", **where, y=foot - 26, height=26, class_="missing")
        return target(column.id, column.card, box, text(unknown, middle, foot - 34, "middle", "quiet"), name)
    box = tag("rect", **where, y=y, height=foot - y, rx=2, class_="s0" if column.won else "second")
    return target(column.id, column.card, box, text(f"{column.error:g} %", middle, y - 7, "middle"), name)


def _height(percent: float, top: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * percent / top
