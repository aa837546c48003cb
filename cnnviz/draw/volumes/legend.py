"""What the colours and signs of the picture mean, and how its lengths are to be read."""

from collections.abc import Mapping, Sequence

from cnnviz.draw.svg import tag, text
from cnnviz.draw.volumes.label import prose_width
from cnnviz.draw.volumes.layout import WIDTH, Row
from cnnviz.draw.volumes.paint import Marks
from cnnviz.draw.volumes.solid import Size, Solid
from cnnviz.draw.volumes.steps import Step

ROLES = ("input", "conv", "depthwise", "linear", "pool", "norm", "act", "drop", "shape", "junction", "other")
LINE = 22.0  # px from line to line
SIGN = 22.0  # px for a sign
SAMPLE = Size(10.0, 10.0, 4.0, 3.0)


def legend(
    rows: Sequence[Row], steps: Sequence[Step], marks: Marks, words: Mapping[str, str], top: float
) -> tuple[list[str], float]:
    """The legend from `top` on, and where it ends; `words` name the roles and signs, and hold the two sentences."""
    names = _signs(rows, steps, marks)
    parts, x, y = [], 0.0, top + LINE / 2
    for name in names:
        width = SIGN + prose_width(words[name]) + 18
        if x and x + width > WIDTH:
            x, y = 0.0, y + LINE
        parts += [*_sign(name, x, y), text(words[name], x + SIGN, y + 5, class_="plain")]
        x += width
    notes = ["scale", *(["windows"] if any(set("·|") & set(step.window) for step in steps) else [])]
    for line in (line for note in notes for line in _wrapped(words[note])):
        y += LINE
        parts.append(text(line, 0, y + 5, class_="quiet"))
    return parts, y + LINE / 2


def _signs(rows: Sequence[Row], steps: Sequence[Step], marks: Marks) -> list[str]:
    """What occurs in this picture."""
    roles = {step.role for step in steps}
    slices = [piece for row in rows for body in row.bodies for piece, _ in body.slices]
    jumps = any(number - source > 1 for number, step in enumerate(steps) for source in step.reads)
    return [
        *(role for role in ROLES if role in roles),
        *(["slices"] if any(body.stage.count > 1 for row in rows for body in row.bodies) else []),
        *(["middle"] if any(piece.is_middle for piece in slices) else []),
        *(["skip"] if jumps or any(step.shortcut for step in steps) else []),
        *(["off"] if marks.off else []),
        *(["changed"] if marks.changed else []),
    ]


def _sign(name: str, x: float, y: float) -> list[str]:
    if name in ("skip", "off"):
        path = f"M{x + 1:.1f} {y + 5:.1f}C{x + 1:.1f} {y - 9:.1f} {x + 15:.1f} {y - 9:.1f} {x + 15:.1f} {y + 5:.1f}"
        return [tag("path", d=path, class_="skip off" if name == "off" else "skip")]
    solid = Solid(x + 1, y, SAMPLE)
    if name == "changed":
        return [tag("path", d=solid.outline(True), class_="outline changed")]
    faces = [tag("path", d=face, class_=look) for face, look in (
        (solid.roof(), "roof"), (solid.front(), "front"), (solid.side(), "side"),
    )]  # fmt: skip
    if name == "slices":
        cuts = (solid.x + SAMPLE.depth / 2, solid.top, SAMPLE.right, SAMPLE.up)
        path = f"M{cuts[0]:.1f} {solid.bottom:.1f}V{cuts[1]:.1f}l{cuts[2]:.1f} {-cuts[3]:.1f}"
        return [tag("g", *faces, tag("path", d=path, class_="cut"), class_="sample", data_role="conv")]
    if name == "middle":
        dots = [
            tag("circle", cx=solid.x + 5 + 3 * k, cy=(solid.top + solid.bottom) / 2, r=1.0, class_="dot")
            for k in (-1, 0, 1)
        ]
        return [tag("g", *faces, *dots, class_="sample middle", data_role="conv")]
    return [tag("g", *faces, class_="sample", data_role=name)]


def _wrapped(sentence: str) -> list[str]:
    """Lines no wider than the picture."""
    lines = [""]
    for word in sentence.split():
        joined = f"{lines[-1]} {word}".strip()
        if prose_width(joined) <= WIDTH:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
