"""A few lines over the same axis, in panels side by side, as SVG."""

from collections.abc import Sequence
from typing import NamedTuple

from cnnviz.draw.svg import picture, tag, text, text_width

WIDTH, HEIGHT = 460, 190  # px of one panel's plot
LEFT, TOP, BELOW, GAP = 48, 62, 44, 36  # px; the figures of the axis stand on the left, the legend above


class Line(NamedTuple):
    """One line, named in the legend."""

    name: str
    hue: str  # s0 … s9
    values: Sequence[float]
    dashed: bool = False


class Panel(NamedTuple):
    """Lines over one axis of equal steps; `ends` is written below its two ends."""

    title: str
    ends: tuple[str, str]
    lines: Sequence[Line]
    low: float = 0.0
    high: float = 1.0


def line_chart(panels: Sequence[Panel]) -> str:
    """SVG of all panels in a row; values outside of `low` and `high` stand at the edge."""
    step = LEFT + WIDTH + GAP
    parts = [tag("g", *_panel(panel), transform=f"translate({place * step} 0)") for place, panel in enumerate(panels)]
    return picture(step * len(panels) - GAP + 12, TOP + HEIGHT + BELOW, *parts)


def _panel(panel: Panel) -> list[str]:
    parts = [text(panel.title, LEFT, 18, class_="strong")]
    for share in (0, 0.5, 1):
        y = TOP + HEIGHT * (1 - share)
        value = panel.low + share * (panel.high - panel.low)
        parts.append(tag("line", x1=LEFT, x2=LEFT + WIDTH, y1=y, y2=y, class_="grid"))
        parts.append(text(f"{value:g}".replace("-", "−"), LEFT - 8, y + 5, "end", "quiet"))
    parts.append(text(panel.ends[0], LEFT, TOP + HEIGHT + 22, class_="quiet"))
    parts.append(text(panel.ends[1], LEFT + WIDTH, TOP + HEIGHT + 22, "end", "quiet"))
    return [*parts, *_legend(panel.lines), *(_drawn(line, panel) for line in panel.lines)]


def _legend(lines: Sequence[Line]) -> list[str]:
    parts, x = [], float(LEFT)
    for line in lines:
        parts.append(_stroke(line, f"{x:.1f},38 {x + 22:.1f},38"))
        parts.append(text(line.name, x + 28, 43))
        x += 28 + text_width(line.name) + 18
    return parts


def _drawn(line: Line, panel: Panel) -> str:
    """The line itself, with a dot for each value where these are few."""
    places = [_place(number, len(line.values), value, panel) for number, value in enumerate(line.values)]
    dots = places if len(places) <= 10 else []
    stroke = _stroke(line, " ".join(f"{x:.1f},{y:.1f}" for x, y in places))
    return tag("g", stroke, *(tag("circle", cx=x, cy=y, r=4, class_="dot") for x, y in dots), class_=line.hue)


def _place(number: int, count: int, value: float, panel: Panel) -> tuple[float, float]:
    share = (min(max(value, panel.low), panel.high) - panel.low) / (panel.high - panel.low)
    return LEFT + WIDTH * number / max(1, count - 1), TOP + HEIGHT * (1 - share)


def _stroke(line: Line, points: str) -> str:
    return tag("polyline", points=points, class_=f"curve {line.hue}", stroke_dasharray="6 5" if line.dashed else None)
