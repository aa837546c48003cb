"""What stands below a stage: its shape, its name and how often, and the windows of its convolutions."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from cnnviz.draw.volumes.stages import Stage
from cnnviz.trace.layer import Shape

TYPE, LINE = 13, 17  # px of the type, and from line to line


class Line(NamedTuple):
    """One line of a label."""

    text: str
    class_: str  # strong, or plain


def label(stage: Stage, shape: Shape, room: float) -> tuple[Line, ...]:
    """Lines that are no wider than `room` px, where a single word is not."""
    name = stage.title if stage.count == 1 else f"{stage.title} ×{stage.count}"
    figures = "×".join(map(str, shape))
    return (
        Line(figures, "strong"),
        *(Line(text, "plain") for text in _wrapped(name, room)),
        *(Line(text, "quiet") for text in _wrapped(stage.window, room)),
    )


def label_width(lines: Sequence[Line]) -> float:
    """Of the widest line, in px."""
    return max((_width(line.text, line.class_) for line in lines), default=0.0)


def prose_width(sentence: str) -> float:
    """Of a sentence in any language, in px."""
    return TYPE * sum(0.88 if east_asian_width(letter) in "WF" else 0.46 for letter in sentence)


def _width(text: str, class_: str = "plain") -> float:
    """Rather too much than too little."""
    return TYPE * sum(map(_letter_width, text)) * (1.06 if class_ == "strong" else 1.0)


def _letter_width(letter: str) -> float:
    """In parts of the type's size, as Pretendard has it."""
    if letter in "mwMW":
        return 0.85
    if letter in "·|_. ":
        return 0.4
    return 0.6 if letter.isdigit() or letter.isupper() or letter in "×–→+" else 0.5


def _wrapped(text: str, room: float) -> list[str]:
    """Broken behind a space, a dot, a bar or an underscore where the line would be too wide."""
    lines: list[str] = []
    for word in re.findall(r"[^ ·|_]+[·|_]?|(?<= )[^ ]", text):
        joined = f"{lines[-1]}{'' if lines[-1][-1] in '·|_' else ' '}{word}" if lines else ""
        if lines and _width(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
