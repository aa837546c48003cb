"""Small colour pictures side by side in one picture, and the ten crops marked on a photograph."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw

FRAME = 5  # pixels
GAP = 2  # pixels between two pictures, see-through
LARGEST = 64  # pixels
QUALITY = 92  # of WebP: a row of ten photographs of 32 pixels takes 8 kB, as PNG 30
COLOURS = ("#d55e00", "#0072b2", "#e0b000", "#cc79a7", "#009e73")  # Okabe and Ito, as everywhere


def strip(images: np.ndarray, places: int = 0, largest: int = LARGEST, frames: Sequence[str] = ()) -> bytes:
    """Pictures (n, c, h, w), uint8, c 1 (grey) or 3 (RGB), in a row: a WebP of the pixels as they are.

    The row has room for `places` pictures, if these are fewer. Sides of more than `largest` pixels are made smaller.
    `frames` are the colours of the pictures' frames, if they have any.
    """
    n, channels, height, width = images.shape
    high, wide = (min(side, largest) for side in (height, width))
    row = Image.new("RGBA", (max(n, places) * (wide + GAP) - GAP, high))
    for place, pixels in enumerate(images):
        picture = Image.fromarray(pixels[0] if channels == 1 else pixels.transpose(1, 2, 0))
        row.paste(picture.convert("RGBA").resize((wide, high), Image.Resampling.BOX), (place * (wide + GAP), 0))
    for place, colour in enumerate(frames):
        left = place * (wide + GAP)
        ImageDraw.Draw(row).rectangle((left, 0, left + wide - 1, high - 1), outline=colour, width=FRAME)
    file = BytesIO()
    row.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()


def crops_marked(photo: Image.Image, size: int) -> Image.Image:
    """A photograph with the frames of its five crops of `size` pixels: four corners and the centre."""
    marked, (width, height) = photo.convert("RGB"), photo.size
    right, down = width - size, height - size
    corners = ((0, 0), (right, 0), (0, down), (right, down), (round(right / 2), round(down / 2)))
    pen = ImageDraw.Draw(marked)
    for (left, top), colour in zip(corners, COLOURS, strict=True):
        pen.rectangle((left, top, left + size - 1, top + size - 1), outline=colour, width=FRAME)
    return marked
