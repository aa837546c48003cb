"""Each unit of each channel is found where the grid says, in the colour of its value."""

from dataclasses import FrozenInstanceError
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cnnviz.draw.maps import SHADES, Grid, feature_map_sprite, limits
from cnnviz.draw.palettes import colours

GENERATOR = np.random.default_rng(0)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA")).astype(int)


def shade(value: float) -> np.ndarray:
    """The colour of a value from 0 to 1."""
    return colours("viridis")[round(round(value * (SHADES - 1)) * 255 / (SHADES - 1))]


@given(
    channels=st.integers(1, 40),
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    columns=st.none() | st.integers(1, 50),
    smallest=st.integers(1, 30),
    gap=st.integers(0, 3),
)
def test_every_unit_is_where_the_grid_says(
    channels: int, height: int, width: int, columns: int | None, smallest: int, gap: int
) -> None:
    maps = np.random.default_rng(channels).random((channels, height, width), np.float32)
    png, grid = feature_map_sprite(maps, scale="shared", columns=columns, smallest=smallest, gap=gap)
    seen = pixels(png)
    assert seen.shape == (*grid.size, 4)
    assert max(grid.cell) >= smallest
    scaled = (maps - maps.min()) / max(np.ptp(maps), 1e-9)
    for top in range(0, seen.shape[0], 3):
        for left in range(0, seen.shape[1], 3):
            unit = grid.unit_at(top, left)
            if unit is None:
                assert seen[top, left, 3] == 0
            else:
                assert seen[top, left, 3] == 255
                assert np.abs(seen[top, left, :3] - shade(scaled[unit])).max() <= 7  # a value between two shades
    for channel in range(channels):
        top, left = grid.corner(channel)
        assert grid.unit_at(top, left) == (channel, 0, 0)
        cell_height, cell_width = grid.cell
        assert grid.unit_at(top + cell_height - 0.5, left + cell_width - 0.5) == (channel, height - 1, width - 1)


@pytest.mark.parametrize("top, left", [(-1, 0), (0, -1), (0, 10_000), (10_000, 0), (28, 0), (0, 29), (30, 30)])
def test_beside_the_maps_and_in_a_gap_is_no_unit(top: int, left: int) -> None:
    """Three maps in two columns: the fourth cell is empty."""
    _, grid = feature_map_sprite(GENERATOR.random((3, 7, 7)))
    assert (grid.columns, grid.rows, grid.cell, grid.enlarged) == (2, 2, (28, 28), 4)
    assert grid.unit_at(top, left) is None


def test_own_scale_shows_the_pattern_shared_scale_the_strength() -> None:
    weak = GENERATOR.random((4, 4))
    weak -= weak.min()
    maps = np.stack([weak, 100 * weak])
    own, grid = feature_map_sprite(maps, scale="own")
    left, right = (pixels(own)[:28, grid.corner(channel)[1] :][:, :28] for channel in (0, 1))
    assert np.array_equal(left, right)
    shared = pixels(feature_map_sprite(maps, scale="shared").png)
    assert np.abs(shared[:28, :28, :3] - shade(0)).max() < 10, "one hundredth of the range is dark"
    assert np.array_equal(shared[:28, 30:58], right)


@pytest.mark.parametrize("value", [0.0, -2.5, 7.0])
def test_a_constant_map_has_the_lowest_colour(value: float) -> None:
    for scale in ("own", "shared"):
        seen = pixels(feature_map_sprite(np.full((1, 5, 5), value), scale=scale).png)
        assert (seen[:, :, :3] == shade(0)).all()
    beside = np.stack([np.full((5, 5), value), np.arange(25.0).reshape(5, 5)])
    assert np.array_equal(pixels(feature_map_sprite(beside).png)[:30, :30], pixels(feature_map_sprite(beside[:1]).png))


@pytest.mark.parametrize("channels, columns", [(1, 1), (2, 2), (16, 4), (64, 8), (96, 16), (256, 16), (512, 32)])
def test_columns_by_default(channels: int, columns: int) -> None:
    assert feature_map_sprite(np.zeros((channels, 2, 2))).grid.columns == columns


def test_the_grid_is_frozen() -> None:
    grid = Grid(channels=3, columns=2, map_height=7, map_width=7, enlarged=4, gap=2)
    with pytest.raises(FrozenInstanceError):
        grid.columns = 5  # type: ignore[misc]


@pytest.mark.parametrize("dense", [False, True], ids=["after ReLU", "before ReLU"])
def test_512_maps_of_28_are_under_300_kilobytes(dense: bool) -> None:
    maps = np.random.default_rng(0).normal(size=(512, 28, 28))
    assert len(feature_map_sprite(maps if dense else maps.clip(0)).png) < 300_000


@pytest.mark.parametrize("maps", [np.zeros((7, 7)), np.zeros((0, 7, 7)), np.zeros((1, 4, 7, 7))])
def test_what_are_no_maps_is_refused(maps: np.ndarray) -> None:
    with pytest.raises(ValueError, match="feature maps are channels×height×width"):
        feature_map_sprite(maps)


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="own or shared, not equal"):
        feature_map_sprite(np.zeros((1, 2, 2)), scale="equal")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    maps = np.zeros((3, 4, 4))
    maps[1, 2, 2] = value
    with pytest.raises(ValueError, match="not finite"):
        feature_map_sprite(maps)


def test_two_sides_are_compared_on_one_scale() -> None:
    weak, strong = np.zeros((2, 4, 4)), np.zeros((2, 6, 6))
    weak[0, 0, 0], strong[0, 0, 0], weak[1, 0, 0], strong[1, 0, 0] = 1, 2, 8, 4
    own = limits([weak, strong], "own")
    assert own.high.ravel().tolist() == [2, 8] and own.at(1).high.item() == 8
    first, second = (
        pixels(feature_map_sprite(side[:1], smallest=1, within=own.at(0)).png)[0, 0, :3] for side in (weak, strong)
    )
    assert np.array_equal(first, shade(0.5)) and np.array_equal(second, shade(1))
    shared = limits([weak, strong], "shared")
    assert shared.high.item() == 8 == shared.at(1).high.item()
    with pytest.raises(ValueError, match="not finite"):
        limits([weak, np.full((2, 3, 3), np.nan)], "shared")


def test_of_very_many_units_a_square_is_the_mean() -> None:
    maps = np.zeros((64, 225, 224), np.float32)
    maps[:, :2, :2] = [[1, 2], [3, 2]]
    maps[:, 224, :] = 4  # the last row stands alone
    png, grid = feature_map_sprite(maps)
    assert (grid.map_height, grid.map_width) == (113, 112) and len(png) < 500_000
    top, left = grid.corner(9)
    seen = pixels(png)[top : top + 113, left : left + 112, :3]
    assert np.array_equal(seen[0, 0], shade(0.5)) and np.array_equal(seen[112, 5], shade(1))
    assert np.array_equal(seen[50, 50], shade(0))
