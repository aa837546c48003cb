"""One squeeze-and-excitation block at work: four rows of bars, and the lines that lead to one gate."""

from collections.abc import Sequence
from typing import NamedTuple

from cnnviz.draw.svg import picture, tag, target, text

WIDTH, HIGH, TITLE, GAP = 1000, 58, 30, 18  # px: of a row, of its bars, of its title, between two rows
BROAD = 60  # px, at most, of a bar
NAMED = 16  # bars up to which each shows its number
PRESSED = 512  # channels up to which each bar can be pressed
THICKEST = 5.0  # px, the line of the largest product


class Row(NamedTuple):
    """Numbers as bars from zero; they fill the row's height between `low` and `high`."""

    title: str
    values: Sequence[float]
    low: float
    high: float


def excitation_picture(rows: Sequence[Row], products: Sequence[float], channel: int, cards: Sequence[str]) -> str:
    """SVG of the rows squeeze, hidden, sums and gates, of which all but `hidden` have a bar for each channel.

    `products` are what each hidden number adds to the sum of `channel`; lines as thick as these lead there, of one
    colour where they open the gate and of another where they close it. `cards` say what each gate's bar is; pressing
    one answers its channel.
    """
    tops = [place * (TITLE + HIGH + GAP) for place in range(len(rows))]
    parts = []
    for place, (row, top) in enumerate(zip(rows, tops, strict=True)):
        marked = None if place == 1 else channel
        parts += _bars(row, top + TITLE, marked)
    parts += _flow(rows, products, channel, tops)
    parts += [text(row.title, 0, top + 18, class_="strong label") for row, top in zip(rows, tops, strict=True)]
    if len(cards) <= PRESSED:
        step, foot = WIDTH / len(cards), tops[-1] + TITLE
        parts += [
            target(
                str(place), card.split("\n"),
                tag("rect", x=place * step, y=foot, width=step, height=HIGH, class_="reach"),
            )
            for place, card in enumerate(cards)
        ]  # fmt: skip
    return picture(WIDTH, tops[-1] + TITLE + HIGH + 6, *parts)


def _bars(row: Row, top: float, marked: int | None) -> list[str]:
    step = WIDTH / len(row.values)
    zero = _height(0, row, top)
    bars = [tag("line", x1=0, x2=WIDTH, y1=zero, y2=zero, class_="grid")]
    half = min(0.42 * step, BROAD / 2)
    for place, value in enumerate(row.values):
        middle, end = (place + 0.5) * step, _height(value, row, top)
        bars.append(
            tag(
                "rect", x=middle - half, y=min(zero, end), width=2 * half,
                height=max(abs(end - zero), 0.5), class_="s1" if place == marked else "s0" if value >= 0 else "s7",
            )
        )  # fmt: skip
        if len(row.values) <= NAMED:
            number = f"{value:.2f}".replace("-", "−")
            bars.append(text(number, middle, (zero if value >= 0 else end) + 15, "middle"))  # below the bar
    return bars


def _flow(rows: Sequence[Row], products: Sequence[float], channel: int, tops: Sequence[float]) -> list[str]:
    """Lines from the hidden numbers to the chosen sum, and from there to the gate."""
    wide, hidden = WIDTH / len(rows[2].values), WIDTH / len(products)
    x, largest = (channel + 0.5) * wide, max(map(abs, products), default=0.0) or 1.0
    lines = [
        tag(
            "line", x1=(place + 0.5) * hidden, y1=tops[1] + TITLE + HIGH, x2=x, y2=tops[2] + TITLE,
            class_=f"flow {'s1' if product > 0 else 's0'}", stroke_width=THICKEST * abs(product) / largest,
        )
        for place, product in enumerate(products)
        if abs(product) > 0.02 * largest
    ]  # fmt: skip
    down = tag("line", x1=x, y1=tops[2] + TITLE + HIGH, x2=x, y2=tops[3] + TITLE, class_="flow s1", stroke_width=2.0)
    return [*lines, down]


def _height(value: float, row: Row, top: float) -> float:
    span = (row.high - row.low) or 1.0
    return top + HIGH * (row.high - min(max(value, row.low), row.high)) / span
