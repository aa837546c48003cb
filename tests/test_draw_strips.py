"""Strips of small pictures: each at its place, at its own pixels, with room for those that are missing."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cnnviz.draw.strips import COLOURS, FRAME, GAP, crops_marked, strip


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("channels", [1, 3])
def test_pictures_stand_side_by_side(channels: int):
    images = np.zeros((3, channels, 20, 30), np.uint8)
    images[:] = np.array([40, 120, 220])[:, None, None, None]
    row = opened(strip(images, places=5))
    assert row.size == (5 * (30 + GAP) - GAP, 20)
    for place, level in enumerate((40, 120, 220)):
        red, green, blue, alpha = row.convert("RGBA").getpixel((place * (30 + GAP) + 15, 10))  # type: ignore[misc]
        assert abs(red - level) <= 4 and abs(green - level) <= 4 and abs(blue - level) <= 4 and alpha == 255
    assert row.convert("RGBA").getpixel((4 * (30 + GAP), 10))[3] == 0  # type: ignore[index]


def test_large_pictures_are_made_smaller_and_framed():
    row = opened(strip(np.full((5, 3, 300, 200), 90, np.uint8), largest=100, frames=COLOURS)).convert("RGB")
    assert row.size == (5 * (100 + GAP) - GAP, 100)
    blue = row.getpixel((100 + GAP + FRAME // 2, 50))
    assert np.abs(np.array(blue) - (0x00, 0x72, 0xB2)).max() < 40


def test_the_five_crops_are_framed_where_they_lie():
    marked = np.array(crops_marked(Image.new("RGB", (256, 256)), 224))
    bottom_right, centre = (0xCC, 0x79, 0xA7), (0x00, 0x9E, 0x73)
    assert tuple(marked[255, 255]) == bottom_right and tuple(marked[32, 200]) == bottom_right
    assert tuple(marked[128, 16]) == centre and tuple(marked[239, 128]) == centre
    assert tuple(marked[128, 128]) == (0, 0, 0)
