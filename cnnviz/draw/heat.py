"""A heat map as colour over the photograph that it explains."""

import numpy as np
from PIL import Image

from cnnviz.draw.palettes import Palette, colours, palette_png

# The photograph shows through where the map is low; from half of the scale upward the colour covers it.
ALPHA = np.minimum(np.arange(256) * 2, 255).astype(np.uint8)


def heat_png(
    heat: np.ndarray,
    size: tuple[int, int] | None = None,
    palette: Palette = "inferno",
    highest: float | None = None,
) -> bytes:
    """A PNG of `heat` (h, w) to lay over its photograph; a page sets how strongly by the opacity of the element.

    `size` (height, width) enlarges it between the centres of its units, else one pixel is one unit. The scale goes
    from 0, where nothing speaks for the class, to `highest`, by default the map's own maximum; what is below 0
    counts as 0. Raises `ValueError` where `heat` has no two axes or a number that is not finite.
    """
    return palette_png(heat_levels(heat, size, highest), colours(palette), ALPHA)


def overlay(
    photo: Image.Image,
    heat: np.ndarray,
    opacity: float = 0.6,
    palette: Palette = "inferno",
    highest: float | None = None,
) -> Image.Image:
    """`photo`, as the network saw it, under `heat` (h, w): the same picture that a page shows at `opacity` (0–1).

    In RGB and of the photograph's size, for a file. The scale is that of `heat_png`.
    """
    if not 0 <= opacity <= 1:
        raise ValueError(f"opacity is between 0 and 1, not {opacity}")
    levels = heat_levels(heat, (photo.height, photo.width), highest)
    cover = opacity / 255 * ALPHA[levels][:, :, None]
    mixed = (1 - cover) * np.asarray(photo.convert("RGB")) + cover * colours(palette)[levels]
    return Image.fromarray(mixed.round().astype(np.uint8))


def colour_bar(palette: Palette = "inferno", length: int = 256, thickness: int = 12, upright: bool = False) -> bytes:
    """A PNG of the palette from lowest to highest: left to right, or `upright` from bottom to top; sizes in pixels."""
    levels = np.linspace(0, 255, length).round().astype(np.uint8)
    bar = np.broadcast_to(levels, (thickness, length))
    return palette_png(bar.T[::-1] if upright else bar, colours(palette))


def heat_levels(heat: np.ndarray, size: tuple[int, int] | None = None, highest: float | None = None) -> np.ndarray:
    """`heat` (h, w) on the scale of `heat_png`, as numbers of colours: (h, w) or `size`, uint8."""
    heat = np.asarray(heat, np.float32)
    if heat.ndim != 2 or not np.isfinite(heat).all():
        raise ValueError(f"a heat map is h×w finite numbers, not {heat.shape} with {np.sum(~np.isfinite(heat))} others")
    top = float(heat.max()) if highest is None else highest
    scaled = np.clip(heat / top, 0, 1) if top > 0 else np.zeros_like(heat)
    if size is not None:
        height, width = size
        scaled = np.asarray(Image.fromarray(scaled).resize((width, height), Image.Resampling.BILINEAR))
    return (scaled * 255).round().astype(np.uint8)
