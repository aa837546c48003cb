"""What speaks for one thing and what for another as two colours over the photograph, from deep blue over nothing to orange."""

import numpy as np
from PIL import Image

from cnnviz.draw.palettes import palette_png

_BLUE, _PALE, _ORANGE = (0, 92, 175), (245, 245, 240), (213, 80, 0)
_MIDDLE = 128
_DISTANCE = np.abs(np.arange(256) - _MIDDLE) / (_MIDDLE - 1)
TABLE = np.where(
    np.arange(256)[:, None] < _MIDDLE,
    np.array(_PALE) + (np.array(_BLUE) - _PALE) * np.minimum(1, 1.5 * _DISTANCE[:, None]),
    np.array(_PALE) + (np.array(_ORANGE) - _PALE) * np.minimum(1, 1.5 * _DISTANCE[:, None]),
).round()
ALPHA = np.minimum(255, _DISTANCE * 400).astype(np.uint8)  # nothing to say lets the photograph through


def against_png(signed: np.ndarray, size: tuple[int, int] | None = None, highest: float | None = None) -> bytes:
    """A PNG of `signed` (h, w) to lay over its photograph: orange above 0, blue below, see-through at 0.

    `size` (height, width) enlarges it between the centres of its units. The scale goes from -`highest` to `highest`,
    by default the map's own largest magnitude. Raises `ValueError` where a number is not finite.
    """
    if signed.ndim != 2 or not np.isfinite(signed).all():
        raise ValueError(f"a map is h×w finite numbers, not {signed.shape}")
    top = float(np.abs(signed).max()) if highest is None else highest
    scaled = np.clip(signed.astype(np.float32) / top, -1, 1) if top > 0 else np.zeros_like(signed, np.float32)
    if size is not None:
        scaled = np.asarray(Image.fromarray(scaled).resize((size[1], size[0]), Image.Resampling.BILINEAR))
    levels = (_MIDDLE + scaled * (_MIDDLE - 1)).round().astype(np.uint8)
    return palette_png(levels, TABLE, ALPHA)


def against_bar(length: int = 255, thickness: int = 12) -> bytes:
    """A PNG of the palette, blue on the left, orange on the right; sizes in pixels."""
    levels = np.linspace(1, 255, length).round().astype(np.uint8)
    return palette_png(np.broadcast_to(levels, (thickness, length)), TABLE)
