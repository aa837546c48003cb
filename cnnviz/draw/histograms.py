"""How values are spread: a small histogram for each of several parts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cnnviz.draw.svg import picture, tag, text

ACROSS = 4
WIDTH, HEIGHT, TITLE, FOOT, GAP = 230, 90, 22, 22, 18  # px


class Spread(NamedTuple):
    """Counts in equal bins from `low` to `high`."""

    low: float
    high: float
    counts: Sequence[int]


def histograms(parts: Mapping[str, Spread], reach: Mapping[str, tuple[float, float]]) -> str:
    """SVG of all `parts`; `reach` are the ends of each part's axis, so that a film of them has axes that stand still."""
    rows = -(-len(parts) // ACROSS)
    drawn = [_histogram(name, spread, reach[name], place) for place, (name, spread) in enumerate(parts.items())]
    across = min(ACROSS, len(parts))
    return picture(across * (WIDTH + GAP), rows * (TITLE + HEIGHT + FOOT + GAP), *drawn)


def _histogram(name: str, spread: Spread, reach: tuple[float, float], place: int) -> str:
    left, top = place % ACROSS * (WIDTH + GAP), place // ACROSS * (TITLE + HEIGHT + FOOT + GAP) + TITLE
    low, high = reach if reach[1] > reach[0] else (reach[0] - 1, reach[0] + 1)
    scale, foot, most = WIDTH / (high - low), top + HEIGHT, max(spread.counts) or 1
    width = (spread.high - spread.low) / len(spread.counts)
    bars = [
        tag(
            "rect", x=left + (spread.low + k * width - low) * scale, y=foot - HEIGHT * count / most,
            width=max(width * scale - 0.5, 1.0), height=HEIGHT * count / most,
        )
        for k, count in enumerate(spread.counts)
        if count
    ]  # fmt: skip
    zero = [tag("line", x1=left - low * scale, x2=left - low * scale, y1=top, y2=foot + 4, class_="grid")]
    ends = [text(f"{low:.2g}", left, foot + 18, class_="quiet"), text(f"{high:.2g}", left + WIDTH, foot + 18, "end", "quiet")]  # fmt: skip
    axis = tag("line", x1=left, x2=left + WIDTH, y1=foot, y2=foot, class_="grid")
    return tag("g", text(name, left, top - 8, class_="strong"), axis, *(zero if low < 0 < high else []), *bars, *ends, class_="s0")  # fmt: skip
