"""The kernels of a first layer as small pictures in the colours of the pixels that they weigh."""

from io import BytesIO

import numpy as np
from PIL import Image

from cnnviz.draw.maps import Sprite, grid_of, laid_out

GREY = 127.5  # the level of a weight of 0


def filter_sprite(
    kernels: np.ndarray,
    scale: str = "own",
    columns: int | None = None,
    smallest: int = 28,
    gap: int = 2,
    most: float | None = None,
) -> Sprite:  # fmt: skip
    """All `kernels` (n, 3 for red, green, blue, or 1, h, w) in one picture, in the order given; see-through between.

    Grey is a weight of 0, so a kernel is as colourful as its weights differ between the colours. With `scale` "own"
    the largest weight of each kernel, without its sign, is as far from grey as there is room for; with "shared" that
    of all, or `most` where others are to be compared with. `columns` and `smallest` are those of `feature_map_sprite`. Raises `ValueError` for other shapes and scales,
    and where a number is not finite.
    """
    if kernels.ndim != 4 or kernels.shape[1] not in (1, 3) or not kernels.size:
        raise ValueError(f"filters are channels×3 or 1×height×width, not {kernels.shape}")
    if scale not in ("own", "shared"):
        raise ValueError(f"the scale is own or shared, not {scale}")
    top = np.abs(kernels).max((1, 2, 3) if scale == "own" else None, keepdims=True)
    if scale == "shared" and most is not None:
        top = np.maximum(top, most)
    if not np.isfinite(top).all():
        raise ValueError("filters hold a number that is not finite")
    levels = (GREY * (1 + kernels / np.where(top > 0, top, 1))).round().astype(np.uint8)
    count, _, height, width = kernels.shape
    grid = grid_of(count, height, width, columns, smallest, gap)
    shown = laid_out(np.full((count, height, width), 255, np.uint8), grid, ground=0)
    colours = np.broadcast_to(levels, (count, 3, height, width))
    pixels = [*(laid_out(colours[:, plane], grid, ground=0) for plane in range(3)), shown]
    file = BytesIO()
    Image.fromarray(np.stack(pixels, -1)).save(file, "PNG")
    return Sprite(file.getvalue(), grid)
