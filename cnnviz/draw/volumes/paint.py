"""The bodies of the picture in SVG: faces, labels, and the arcs of blocks whose input joins their output."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from cnnviz.draw.svg import tag, text
from cnnviz.draw.volumes.label import LINE, TYPE
from cnnviz.draw.volumes.layout import Body, Row
from cnnviz.draw.volumes.solid import Solid
from cnnviz.draw.volumes.stages import Slice
from cnnviz.draw.volumes.steps import Step

ARC = 30.0  # px: how far the handles of a small arc stand above its feet
DOT = 1.8  # px: radius of the three dots on the middle of a long stage


class Marks(NamedTuple):
    """What is marked in the picture, by the numbers of the steps."""

    changed: Collection[int] = ()  # differ from the paper's network
    off: Collection[int] = ()  # had a shortcut there, and have none now
    selected: int | None = None


def bodies(
    rows: Sequence[Row], steps: Sequence[Step], marks: Marks, card: Callable[[tuple[int, ...]], Sequence[str]]
) -> list[str]:
    """All bodies, each slice something to press, and over them what is marked."""
    drawn, over = [], []
    for body in (body for row in rows for body in row.bodies):
        for piece, solid in body.slices:
            is_last = (piece, solid) == body.slices[-1]
            drawn.append(_slice(piece, solid, steps, marks, card(piece.steps), is_last))
            over += _outlines(piece, solid, marks, is_last)
            over += _arcs(piece, solid, steps, marks)
    return [*drawn, *over, *(line for row in rows for body in row.bodies for line in _label(body, row))]


def _slice(piece: Slice, solid: Solid, steps: Sequence[Step], marks: Marks, card: Sequence[str], is_last: bool) -> str:
    step = steps[piece.steps[-1]]
    is_selected = marks.selected in piece.steps
    faces = [tag("path", d=solid.roof(), class_="roof"), tag("path", d=solid.front(), class_="front")]
    if is_last:
        faces.append(tag("path", d=solid.side(), class_="side"))
    if piece.is_middle:
        middle = (solid.x + solid.end) / 2
        faces += [
            tag("circle", cx=middle + 3 * DOT * k, cy=(solid.top + solid.bottom) / 2, r=DOT, class_="dot")
            for k in (-1, 0, 1)
        ]
    looks = ["step", *(["middle"] if piece.is_middle else []), *(["selected"] if is_selected else [])]
    return tag(
        "g", *faces, class_=" ".join(looks), data_role=step.role, data_name=step.name, data_card="\n".join(card),
        role="button", tabindex=0 if is_selected or (marks.selected is None and piece.steps[0] == 0) else -1,
        aria_label=", ".join(card), aria_pressed=str(is_selected).lower(),
    )  # fmt: skip


def _outlines(piece: Slice, solid: Solid, marks: Marks, is_last: bool) -> list[str]:
    looks = ["changed"] if any(step in marks.changed for step in piece.steps) else []
    looks += ["chosen"] if marks.selected in piece.steps else []
    return [tag("path", d=solid.outline(is_last), class_=f"outline {look}") for look in looks]


def _arcs(piece: Slice, solid: Solid, steps: Sequence[Step], marks: Marks) -> list[str]:
    """From where the map enters the block to where it leaves it; broken where an option switched it off."""
    if any(steps[step].shortcut for step in piece.steps):
        look = "skip"
    elif any(step in marks.off for step in piece.steps):
        look = "skip off"
    else:
        return []
    size, y = solid.size, solid.top - solid.size.up / 2
    start, end = solid.x + size.right / 2 + 1.5, solid.end + size.right / 2 - 1.5
    path = f"M{start:.1f} {y:.1f}C{start:.1f} {y - ARC:.1f} {end:.1f} {y - ARC:.1f} {end:.1f} {y:.1f}"
    return [tag("path", d=path, class_=look)]


def _label(body: Body, row: Row) -> list[str]:
    middle = (body.left + body.right) / 2
    return [
        text(line.text, middle, row.foot + TYPE + LINE * place, "middle", line.class_)
        for place, line in enumerate(body.lines)
    ]
