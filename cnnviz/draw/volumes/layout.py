"""Where everything stands: stages in rows as wide as the page, each with its label below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cnnviz.draw.volumes.label import LINE, Line, label, label_width
from cnnviz.draw.volumes.solid import MIDDLE, Size, Solid, size_of
from cnnviz.draw.volumes.stages import Slice, Stage, stages
from cnnviz.draw.volumes.steps import Step

WIDTH = 1050.0  # px; 900 px of a page that is 1280 px wide show the type at 11 px
EDGE = 28.0  # px at both ends of a row, where the line from row to row runs
MARGIN = 4.0  # px at both ends of a single row
ARROW, APART = 15.0, 8.0  # px at least between bodies, and between labels
LOOSE = 60.0  # px that a gap may grow by where a row has room
OVER, UNDER = 12.0, 24.0  # px above a row, and below its labels
FOR_ARCS = 22.0  # px more above each row where arcs lead over bodies
ROOMY, NARROW = 118.0, 88.0  # px that any label may take
# Slices that one stage may have, and the room of labels: the first with which the network stands in one row is taken.
TRIED = ((6, ROOMY), (6, NARROW), (4, NARROW))


class Body(NamedTuple):
    """One stage at its place."""

    stage: Stage
    slices: tuple[tuple[Slice, Solid], ...]
    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        return self.slices[0][1].x

    @property
    def right(self) -> float:
        last = self.slices[-1][1]
        return last.end + last.size.right


class Row(NamedTuple):
    """Stages side by side; `y` is the height of their middles."""

    bodies: tuple[Body, ...]
    top: float  # where its arcs end
    y: float
    foot: float  # where its labels begin
    bottom: float  # of its labels


@dataclass
class _Piece:
    """A stage before it has its place."""

    stage: Stage
    sizes: list[Size]
    lines: tuple[Line, ...]
    width: float = 0
    label: float = 0

    def __post_init__(self) -> None:
        self.width = sum(size.depth for size in self.sizes) + self.sizes[-1].right
        self.label = label_width(self.lines)


def layout(steps: Sequence[Step]) -> list[Row]:
    """All stages in as few rows as hold them, the rows about equally full."""
    over = OVER + FOR_ARCS * any(number - source > 1 for number, step in enumerate(steps) for source in step.reads)
    for most, room in TRIED:
        pieces = [_piece(stage, steps, room) for stage in stages(steps, most)]
        if _fits([pieces]):
            return _placed([pieces], over)
    most, room = TRIED[0]
    pieces = [_piece(stage, steps, room) for stage in stages(steps, most)]
    count = 2
    while not _fits(rows := _split(pieces, count)):
        count += 1
    return _placed(rows, over)


def _piece(stage: Stage, steps: Sequence[Step], room: float) -> _Piece:
    sizes = [size_of(steps[piece.steps[-1]].shape) for piece in stage.slices]
    sizes = [
        size._replace(depth=MIDDLE) if piece.is_middle else size
        for size, piece in zip(sizes, stage.slices, strict=True)
    ]
    room = max(room, sum(size.depth for size in sizes))
    return _Piece(stage, sizes, label(stage, steps[stage.slices[-1].steps[-1]].shape, room))


def _offsets(pieces: Sequence[_Piece]) -> list[float]:
    """Left edges of the bodies, as close as bodies and labels allow; the first label or body starts at 0."""
    found: list[float] = []
    body_end = label_end = -APART
    for piece in pieces:
        overhang = max(0.0, (piece.label - piece.width) / 2)
        x = max(body_end + ARROW if found else 0.0, label_end + APART + overhang)
        found.append(x)
        body_end, label_end = x + piece.width, x + (piece.width + piece.label) / 2
    return found


def _length(pieces: Sequence[_Piece]) -> float:
    last = pieces[-1]
    return _offsets(pieces)[-1] + max(last.width, (last.width + last.label) / 2)


def _fits(rows: Sequence[Sequence[_Piece]]) -> bool:
    margin = MARGIN if len(rows) == 1 else EDGE
    return all(len(row) == 1 or _length(row) <= WIDTH - 2 * margin for row in rows)


def _split(pieces: Sequence[_Piece], count: int) -> list[list[_Piece]]:
    """Rows of about the same length, in order."""
    share = _length(pieces) / count
    rows: list[list[_Piece]] = [[] for _ in range(count)]
    for piece, x in zip(pieces, _offsets(pieces), strict=True):
        rows[min(count - 1, int((x + piece.width / 2) / share))].append(piece)
    return [row for row in rows if row]


def _placed(rows: Sequence[Sequence[_Piece]], over: float) -> list[Row]:
    top, found = 0.0, []
    for row in rows:
        found.append(_row(row, top, top + over, is_single=len(rows) == 1))
        top = found[-1].bottom + UNDER
    return found


def _row(pieces: Sequence[_Piece], top: float, roofs: float, is_single: bool) -> Row:
    margin, most = (MARGIN, LOOSE) if is_single else (EDGE, 2 * LOOSE)
    gaps = max(1, len(pieces) - 1)
    loose = min(most, max(0.0, WIDTH - 2 * margin - _length(pieces)) / gaps)
    start = (WIDTH - _length(pieces) - loose * gaps) / 2 if is_single else EDGE
    highest = max((size.height + size.up) / 2 for piece in pieces for size in piece.sizes)
    y, bodies = roofs + highest, []
    for place, (piece, offset) in enumerate(zip(pieces, _offsets(pieces), strict=True)):
        x, slices = start + offset + loose * place, []
        for part, size in zip(piece.stage.slices, piece.sizes, strict=True):
            slices.append((part, Solid(x, y, size)))
            x += size.depth
        bodies.append(Body(piece.stage, tuple(slices), piece.lines))
    foot = y + highest + 6
    return Row(tuple(bodies), top, y, foot, foot + LINE * max(len(piece.lines) for piece in pieces))
