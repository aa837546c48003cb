"""Totals of several networks as bars: a panel for each total, in each panel a bar for each network."""

from collections.abc import Sequence
from typing import NamedTuple

from cnnviz.draw.svg import picture, tag, text

WIDTH, GAP, LETTER, FIGURE = 1000, 28, 22, 74  # px
LINE, THICK = 30, 20  # px from bar to bar, and of a bar


class Panel(NamedTuple):
    """One total of all networks."""

    title: str
    values: Sequence[float]
    figures: Sequence[str]  # the values as one reads them


def bars(panels: Sequence[Panel], letters: Sequence[str]) -> str:
    """SVG of all panels side by side; in each the longest bar fills its space, and all start at zero."""
    width = (WIDTH + GAP) / len(panels)
    drawn = [_panel(panel, letters, place * width, width - GAP) for place, panel in enumerate(panels)]
    return picture(WIDTH, 30 + LINE * len(letters), *drawn)


def _panel(panel: Panel, letters: Sequence[str], left: float, width: float) -> str:
    longest, space = max(panel.values) or 1, width - LETTER - FIGURE
    parts = [text(panel.title, left, 16, class_="strong")]
    for place, (letter, value, figure) in enumerate(zip(letters, panel.values, panel.figures, strict=True)):
        top, length = 26 + LINE * place, space * value / longest
        parts += [
            text(letter, left, top + 15, class_="strong"),
            tag("rect", x=left + LETTER, y=top, width=length, height=THICK, rx=2, class_=f"s{place}"),
            text(figure, left + LETTER + length + 6, top + 15),
        ]
    return tag("g", *parts)
