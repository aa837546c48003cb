"""A kernel is a picture whose colours are its weights, grey where they are 0."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from cnnviz.draw.filters import filter_sprite

GENERATOR = np.random.default_rng(0)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA")).astype(int)


@pytest.mark.parametrize("scale", ["own", "shared"])
def test_every_weight_has_its_colour_in_its_place(scale: str) -> None:
    kernels = GENERATOR.normal(size=(7, 3, 5, 4)).astype(np.float32)
    png, grid = filter_sprite(kernels, scale)
    seen = pixels(png)
    assert seen.shape == (*grid.size, 4)
    tops = np.abs(kernels).max((1, 2, 3)) if scale == "own" else np.full(7, np.abs(kernels).max())
    places = set()
    for top in range(0, seen.shape[0], 2):
        for left in range(0, seen.shape[1], 2):
            if (unit := grid.unit_at(top, left)) is None:
                assert seen[top, left, 3] == 0
                continue
            channel, row, column = unit
            places.add(unit)
            expected = 127.5 * (1 + kernels[channel, :, row, column] / tops[channel])
            assert np.abs(seen[top, left, :3] - expected).max() <= 0.51 and seen[top, left, 3] == 255
    assert len(places) == 7 * 5 * 4


def test_a_kernel_for_grey_pixels_is_grey_and_zero_is_the_middle() -> None:
    kernel = np.array([[[[-2.0, 0.0, 2.0]]]])
    seen = pixels(filter_sprite(kernel, smallest=1).png)[0, :, :3]
    assert seen.tolist() == [[0] * 3, [128] * 3, [255] * 3]
    assert (pixels(filter_sprite(np.zeros((2, 3, 3, 3))).png)[:20, :20, :3] == 128).all()


def test_with_others_to_compare_the_largest_of_all_is_the_end_of_the_scale() -> None:
    kernels = np.ones((1, 1, 1, 1))
    assert pixels(filter_sprite(kernels, "shared", most=2.0, smallest=1).png)[0, 0, 0] == round(127.5 * 1.5)
    assert pixels(filter_sprite(kernels, "shared", most=0.5, smallest=1).png)[0, 0, 0] == 255
    assert pixels(filter_sprite(kernels, "own", most=2.0, smallest=1).png)[0, 0, 0] == 255


@pytest.mark.parametrize("shape", [(3, 5, 5), (4, 2, 3, 3), (0, 3, 3, 3)])
def test_what_are_no_filters_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="filters are channels×3 or 1×height×width"):
        filter_sprite(np.zeros(shape))


def test_an_unknown_scale_and_numbers_that_are_not_finite_are_refused() -> None:
    with pytest.raises(ValueError, match="own or shared, not equal"):
        filter_sprite(np.zeros((1, 3, 2, 2)), "equal")
    with pytest.raises(ValueError, match="not finite"):
        filter_sprite(np.full((1, 3, 2, 2), np.nan))
