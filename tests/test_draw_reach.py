"""The drawn influence shows the right piece of the photograph, and boxes where the figures say."""

import numpy as np
from PIL import Image

from cnnviz.draw.reach import EFFECTIVE, THEORETICAL, patch, reach_picture

PHOTO = Image.fromarray(np.arange(100 * 80 * 3, dtype=np.uint32).reshape(100, 80, 3).astype(np.uint8))
YELLOW, WHITE = ((0xFF, 0xD2, 0x3F), (0xFF, 0xFF, 0xFF))


def test_both_boxes_are_drawn_where_the_figures_say():
    assert (THEORETICAL, EFFECTIVE) == ("#ffd23f", "#ffffff")
    influence = np.zeros((100, 80))
    influence[40:60, 30:50] = 1 / 400
    picture = np.asarray(reach_picture(Image.new("RGB", (80, 100)), influence, (range(30, 70), range(20, 60)), 20.0))
    scale = picture.shape[1] // 72  # 40 columns and 16 on each side
    for colour, first, last in ((YELLOW, 16, 56), (WHITE, 26, 46)):
        rows, columns = np.nonzero((picture == colour).all(2))
        assert (rows.min(), rows.max()) == (first * scale, last * scale - 1)
        assert (columns.min(), columns.max()) == (first * scale, last * scale - 1)


def test_nothing_is_drawn_of_no_influence():
    picture = reach_picture(PHOTO, np.zeros((100, 80)), (range(-5, 5), range(-5, 5)), 1.0)
    assert picture.size[0] == picture.size[1]


def test_a_patch_is_what_the_unit_sees_without_what_lies_beyond_the_edge():
    seen = patch(PHOTO, (range(-10, 10), range(70, 90)), side=10)
    assert np.array_equal(np.asarray(seen), np.asarray(PHOTO)[:10, 70:80])
