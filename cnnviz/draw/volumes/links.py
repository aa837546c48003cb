"""What leads from body to body: the arrows along a row, the line on to the next row, and arcs over what is skipped."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cnnviz.draw.svg import tag
from cnnviz.draw.volumes.layout import WIDTH, Row
from cnnviz.draw.volumes.solid import Solid
from cnnviz.draw.volumes.steps import Step

HEAD = 7.0  # px: an arrow's head
MARGIN, TRACK = 11.0, 4.0  # px: of the line around the end of a row, and of the skips beside it
RISE = 46.0  # px that the handles of an arc stand above the highest body below it


class _Place(NamedTuple):
    """A slice in its row."""

    row: int
    number: int  # among all slices
    solid: Solid

    @property
    def roof(self) -> tuple[float, float]:
        """The middle of its roof."""
        solid = self.solid
        return (solid.x + solid.end + solid.size.right) / 2, solid.top - solid.size.up / 2


def flow(rows: Sequence[Row]) -> list[str]:
    """Arrows from each body to the next."""
    drawn = []
    for row in rows:
        for body, following in pairwise(row.bodies):
            last = body.slices[-1][1]
            drawn += _arrow([(last.end + last.size.right / 2, row.y), (following.left, row.y)])
    for row, following in pairwise(rows):
        last = row.bodies[-1].slices[-1][1]
        between = row.bottom + 8
        drawn += _arrow([
            (last.end + last.size.right / 2, row.y), (WIDTH - MARGIN, row.y), (WIDTH - MARGIN, between),
            (MARGIN, between), (MARGIN, following.y), (following.bodies[0].left, following.y),
        ])  # fmt: skip
    return drawn


def skips(rows: Sequence[Row], steps: Sequence[Step]) -> list[str]:
    """An arc for every step that reads one further back than the one before it."""
    places: dict[int, _Place] = {}
    slices = [
        (line, piece, solid) for line, row in enumerate(rows) for body in row.bodies for piece, solid in body.slices
    ]
    for number, (line, piece, solid) in enumerate(slices):
        places |= dict.fromkeys(piece.steps, _Place(line, number, solid))
    edges = {
        (places[source], places[number])
        for number, step in enumerate(steps)
        for source in step.reads
        if places[number].number - places[source].number > 1
    }
    drawn, track = [], 1
    for start, end in sorted(edges, key=lambda edge: (edge[0].number, edge[1].number)):
        if start.row == end.row:
            drawn.append(_arc(start, end, [solid for _, _, solid in slices[start.number : end.number + 1]]))
        else:
            drawn.append(_around(start, end, rows, track))
            track += 1
    return drawn


def _arc(start: _Place, end: _Place, below: Sequence[Solid]) -> str:
    (x, y), (end_x, end_y) = start.roof, end.roof
    handle = min(solid.top - solid.size.up for solid in below) - RISE + 8
    path = f"M{x:.1f} {y:.1f}C{x + 6:.1f} {handle:.1f} {end_x - 6:.1f} {handle:.1f} {end_x:.1f} {end_y:.1f}"
    return tag("path", d=path, class_="skip")


def _around(start: _Place, end: _Place, rows: Sequence[Row], track: int) -> str:
    """Above its row to the right, between the rows to the left, and above the next row down to its end."""
    aside, (x, y), (end_x, end_y) = TRACK * track, start.roof, end.roof
    right, left = WIDTH - MARGIN + aside, MARGIN - aside
    over, between, next_over = (
        rows[start.row].top + aside,
        rows[start.row].bottom + 8 + aside,
        rows[end.row].top + aside,
    )
    points = [
        (x, y), (x, over), (right, over), (right, between), (left, between), (left, next_over), (end_x, next_over),
        (end_x, end_y),
    ]  # fmt: skip
    return tag("path", d=_rounded(points), class_="skip")


def _arrow(points: Sequence[tuple[float, float]]) -> list[str]:
    """A line with a head; the last piece of it runs to the right."""
    x, y = points[-1]
    head = f"M{x:.1f} {y:.1f}L{x - HEAD:.1f} {y - HEAD / 2:.1f}L{x - HEAD:.1f} {y + HEAD / 2:.1f}Z"
    line = _rounded([*points[:-1], (x - HEAD, y)])
    return [tag("path", d=line, class_="flow"), tag("path", d=head, class_="head")]


def _rounded(points: Sequence[tuple[float, float]], radius: float = 6.0) -> str:
    """Straight pieces, each along one axis, with round corners."""
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        (x0, y0), (x1, y1) = (_towards(corner, other, radius) for other in (before, after))
        path += f"L{x0:.1f} {y0:.1f}Q{corner[0]:.1f} {corner[1]:.1f} {x1:.1f} {y1:.1f}"
    return f"{path}L{points[-1][0]:.1f} {points[-1][1]:.1f}"


def _towards(corner: tuple[float, float], other: tuple[float, float], radius: float) -> tuple[float, float]:
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = max(abs(across), abs(down))
    part = min(radius, length / 2) / length if length else 0.0
    return corner[0] + across * part, corner[1] + down * part
