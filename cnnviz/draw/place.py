"""Where names may stand beside their bubbles so that none covers another name or another bubble."""

from collections.abc import Sequence

from cnnviz.draw.svg import TEXT

Circle = tuple[float, float, float]  # x, y, radius
Box = tuple[float, float, float, float]  # left, top, right, bottom
GAP = 4  # px


def placed(circles: Sequence[Circle], widths: Sequence[float], frame: Box) -> dict[int, tuple[float, float, str]]:
    """Number of a circle → x, baseline and anchor of its name; names that find no place are left out.

    The first in order chooses first: to the right, to the left, above, below, then the four corners.
    """
    taken: list[Box] = []
    found: dict[int, tuple[float, float, str]] = {}
    for number, (circle, width) in enumerate(zip(circles, widths, strict=True)):
        others = [other for place, other in enumerate(circles) if place != number]
        for box, anchor in _beside(circle, width):
            free = not any(_overlap(box, other) for other in taken) and not any(_covers(box, c) for c in others)
            if free and _inside(box, frame):
                taken.append(box)
                x = {"start": box[0], "middle": (box[0] + box[2]) / 2, "end": box[2]}[anchor]
                found[number] = (x, box[3] - GAP, anchor)
                break
    return found


def _beside(circle: Circle, width: float) -> list[tuple[Box, str]]:
    """The eight places of a name, and which end of it is next to the circle."""
    x, y, r = circle
    high, near = TEXT + GAP, 0.7 * r + GAP
    places = [
        (x + r + GAP, y - high / 2, "start"), (x - r - GAP - width, y - high / 2, "end"),
        (x - width / 2, y - r - GAP - high, "middle"), (x - width / 2, y + r + GAP, "middle"),
        (x + near, y - near - high, "start"), (x + near, y + near, "start"),
        (x - near - width, y - near - high, "end"), (x - near - width, y + near, "end"),
    ]  # fmt: skip
    return [((left, top, left + width, top + high), anchor) for left, top, anchor in places]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(box: Box, circle: Circle) -> bool:
    x, y, r = circle
    across, up = x - min(max(x, box[0]), box[2]), y - min(max(y, box[1]), box[3])
    return across * across + up * up < r * r


def _inside(box: Box, frame: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
