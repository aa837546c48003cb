"""Where in a photograph a channel answers most, one place each."""

from typing import NamedTuple

import numpy as np

from cnnviz.measure import Field


class Patch(NamedTuple):
    """A unit that answers strongly, and the part of the picture that it sees."""

    row: int
    column: int
    answer: float
    rows: range  # of the picture, not cut at the edges
    columns: range


def strongest_patches(answers: np.ndarray, field: Field, count: int = 6) -> list[Patch]:
    """The `count` units of one channel's map `answers` (h, w) that answer most, strongest first.

    Neighbours see nearly the same, so a unit is left out where its centre lies within half a field of a stronger
    one's. Units that answer 0 or less are left out too.
    """
    width = answers.shape[1]
    apart = [max(1, round(size / 2 / stride)) for size, stride in zip(field.size, field.stride, strict=True)]
    found: list[Patch] = []
    for place in np.argsort(-answers, axis=None, kind="stable"):
        row, column = divmod(int(place), width)
        if answers[row, column] <= 0 or len(found) == count:
            break
        if all(abs(row - other.row) >= apart[0] or abs(column - other.column) >= apart[1] for other in found):
            found.append(Patch(row, column, float(answers[row, column]), *field.seen_by(row, column)))
    return found
