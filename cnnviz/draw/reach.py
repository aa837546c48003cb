"""The influence of pixels on a unit, drawn over the photograph with the box of what the unit can see at all."""

import numpy as np
from PIL import Image, ImageDraw

from cnnviz.draw.heat import overlay

SIDE = 480  # px, of the drawn picture's longer side
LEAST = 16  # pixels of the photograph that are shown around the box at least, so that one sees where it lies
Box = tuple[float, float, float, float]  # left, top, right, bottom; the last two are the first pixels beyond
THEORETICAL, EFFECTIVE, DARK = "#ffd23f", "#ffffff", "#000000"


def reach_picture(photo: Image.Image, influence: np.ndarray, seen: tuple[range, range], width: float) -> Image.Image:
    """`photo` around the field of a unit, coloured by `influence` (height, width).

    Yellow is the theoretical field `seen` (rows, columns), white the square of side `width`, which holds 95 % of the
    influence; what lies beyond the edge of the photograph is left out.
    """
    rows, columns = seen
    piece = _around(photo, rows, columns)
    scale = max(1, SIDE // max(piece[2] - piece[0], piece[3] - piece[1]))
    shown = overlay(
        photo,
        influence,
        opacity=0.85,
        highest=float(np.quantile(influence[influence > 0], 0.995)) if influence.any() else None,
    )
    shown = shown.crop(piece)
    shown = shown.resize((shown.width * scale, shown.height * scale), Image.Resampling.NEAREST)
    middle = ((columns.start + columns.stop) / 2, (rows.start + rows.stop) / 2)
    box: Box = (columns.start, rows.start, columns.stop, rows.stop)
    square: Box = (middle[0] - width / 2, middle[1] - width / 2, middle[0] + width / 2, middle[1] + width / 2)
    pen = ImageDraw.Draw(shown)
    for colour, (left, top, right, bottom) in ((THEORETICAL, box), (EFFECTIVE, square)):
        corners = [(place - piece[axis % 2]) * scale for axis, place in enumerate((left, top, right, bottom))]
        corners[2:] = [place - 1 for place in corners[2:]]
        pen.rectangle([corners[0] - 2, corners[1] - 2, corners[2] + 2, corners[3] + 2], outline=DARK, width=7)
        pen.rectangle(corners, outline=colour, width=3)
    return shown


def patch(photo: Image.Image, seen: tuple[range, range], side: int = 160) -> Image.Image:
    """What a unit sees of `photo`, its longer side `side` px; what lies beyond the edge is left out."""
    rows, columns = seen
    piece = photo.convert("RGB").crop((
        max(columns.start, 0), max(rows.start, 0), min(columns.stop, photo.width), min(rows.stop, photo.height)
    ))  # fmt: skip
    ratio = side / max(piece.size)
    return piece.resize((round(piece.width * ratio) or 1, round(piece.height * ratio) or 1), Image.Resampling.NEAREST)


def _around(photo: Image.Image, rows: range, columns: range) -> tuple[int, int, int, int]:
    """The part of `photo` to show: the box and some room around it, at most all."""
    room = max(LEAST, len(rows) // 4, len(columns) // 4)
    return (
        max(0, columns.start - room), max(0, rows.start - room),
        min(photo.width, columns.stop + room), min(photo.height, rows.stop + room),
    )  # fmt: skip
