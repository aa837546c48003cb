"""A heat map's colours, its transparency and its place over the photograph, read back from the bytes."""

from io import BytesIO

import matplotlib as mpl
import numpy as np
import pytest
import torch
from PIL import Image

from cnnviz.draw.heat import colour_bar, heat_png, overlay
from cnnviz.draw.palettes import Palette, colours
from cnnviz.explain import enlarge

PALETTES: tuple[Palette, ...] = ("viridis", "cividis", "inferno")


def pixels(png: bytes) -> np.ndarray:
    """(h, w, 4) as a browser reads it."""
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA")).astype(int)


@pytest.mark.parametrize("palette", PALETTES)
def test_palettes_are_those_of_matplotlib(palette: Palette) -> None:
    theirs = mpl.colormaps[palette](np.arange(256))[:, :3] * 255
    difference = np.abs(colours(palette) - theirs)
    assert difference.max() < 5
    assert difference.mean() < 0.5


@pytest.mark.parametrize("palette", PALETTES)
def test_brightness_rises_with_the_value(palette: Palette) -> None:
    """Also for whoever sees no colour: relative luminance of sRGB."""
    linear = (colours(palette) / 255) ** 2.2 @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(linear[::8]) > 0).all()


def test_the_lowest_value_lets_the_photograph_through() -> None:
    seen = pixels(heat_png(np.array([[0.0, 1.0], [0.5, -3.0]])))
    assert seen[0, 0, 3] == seen[1, 1, 3] == 0
    assert seen[0, 1, 3] == 255
    assert tuple(seen[0, 1, :3]) == tuple(colours("inferno")[255])
    assert tuple(seen[1, 0, :3]) == tuple(colours("inferno")[128])


def test_transparency_never_falls_as_the_value_rises() -> None:
    alpha = pixels(heat_png(np.linspace(0, 7, 256)[None]))[0, :, 3]
    assert alpha[0] == 0
    assert alpha[-1] == 255
    assert (np.diff(alpha) >= 0).all()


def test_a_given_top_makes_two_maps_comparable() -> None:
    ramp = np.linspace(0, 1, 8)[None]
    assert np.array_equal(pixels(heat_png(ramp)), pixels(heat_png(ramp * 2)))
    weak, strong = pixels(heat_png(ramp, highest=2)), pixels(heat_png(ramp * 2, highest=2))
    assert np.array_equal(strong, pixels(heat_png(ramp)))
    assert tuple(weak[0, -1, :3]) == tuple(colours("inferno")[128])


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_a_map_without_evidence_is_nothing_to_see(value: float) -> None:
    assert not pixels(heat_png(np.full((7, 7), value), (28, 28)))[:, :, 3].any()
    photo = Image.new("RGB", (28, 28), (10, 200, 30))
    assert np.array_equal(np.asarray(overlay(photo, np.full((7, 7), value))), np.asarray(photo))


def test_it_is_enlarged_as_explain_enlarges_it() -> None:
    """The colour that a value gets: inferno read backwards through its place in the table."""
    heat = np.random.default_rng(0).random((7, 5), np.float32)
    expected = enlarge(torch.from_numpy(heat / heat.max()), (140, 100)).numpy()
    drawn = pixels(heat_png(heat, (140, 100)))
    assert drawn.shape == (140, 100, 4)
    nearest = colours("inferno")[(expected * 255).round().astype(int)]
    assert np.abs(drawn[:, :, :3] - nearest).max() <= 4


def test_an_overlay_is_what_a_browser_shows() -> None:
    """Pillow's own blending of the PNG at the same opacity is the authority."""
    generator = np.random.default_rng(1)
    photo = Image.fromarray(generator.integers(0, 256, (90, 60, 3), np.uint8))
    heat = generator.random((6, 4), np.float32)
    layer = Image.open(BytesIO(heat_png(heat, (90, 60)))).convert("RGBA")
    layer.putalpha(layer.getchannel("A").point(lambda value: value * 0.4))
    expected = Image.alpha_composite(photo.convert("RGBA"), layer).convert("RGB")
    mixed = overlay(photo, heat, opacity=0.4)
    assert mixed.size == photo.size
    assert np.abs(np.asarray(mixed).astype(int) - np.asarray(expected)).max() <= 2
    assert np.array_equal(np.asarray(overlay(photo, heat, opacity=0)), np.asarray(photo))


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK"])
def test_a_photograph_of_any_mode_is_covered(mode: str) -> None:
    assert overlay(Image.new(mode, (20, 30)), np.eye(3)).mode == "RGB"


def test_an_impossible_opacity_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1, not 60"):
        overlay(Image.new("RGB", (9, 9)), np.eye(3), opacity=60)


@pytest.mark.parametrize("heat", [np.array([[1, np.nan]]), np.array([[np.inf, 1]]), np.ones((1, 7, 7)), np.ones(7)])
def test_what_is_no_heat_map_is_refused(heat: np.ndarray) -> None:
    with pytest.raises(ValueError, match="a heat map is h×w finite numbers"):
        heat_png(heat)


def test_the_bar_runs_from_lowest_to_highest() -> None:
    lying, upright = pixels(colour_bar("viridis", 100, 8)), pixels(colour_bar("viridis", 100, 8, upright=True))
    assert lying.shape == (8, 100, 4)
    assert upright.shape == (100, 8, 4)
    assert tuple(lying[0, 0, :3]) == tuple(upright[-1, 0, :3]) == tuple(colours("viridis")[0])
    assert tuple(lying[7, 99, :3]) == tuple(upright[0, 7, :3]) == tuple(colours("viridis")[255])
    assert (lying[:, :, 3] == 255).all()


def test_an_enlarged_map_is_a_small_file() -> None:
    assert len(heat_png(np.random.default_rng(0).random((7, 7)), (224, 224))) < 60_000
