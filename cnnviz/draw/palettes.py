"""Palettes that every eye can read, from dark to bright, and pictures of such colours as the bytes of a PNG."""

from functools import cache
from io import BytesIO
from typing import Any, Literal
from zlib import Z_DEFAULT_STRATEGY, Z_RLE

import numpy as np
from PIL import Image

Palette = Literal["viridis", "cividis", "inferno"]

# Every fifth colour of matplotlib's tables. viridis and inferno: van der Walt and Smith, CC0;
# cividis: Nuñez, Anderton and Renslow 2018, PLOS ONE 13(7).
_EVERY_FIFTH: dict[Palette, str] = {
    "viridis": """
        440154 46085c 471063 481769 481d6f 482475 472a7a 46307e 453781 433d84 414287 3f4889 3d4e8a 3a538b 38598c
        355e8d 33638d 31688e 2e6d8e 2c718e 2a768e 297b8e 27808e 25848e 23898e 218e8d 20928c 1f978b 1e9c89 1fa188
        21a585 24aa83 28ae80 2eb37c 35b779 3dbc74 46c06f 50c46a 5ac864 65cb5e 70cf57 7cd250 89d548 95d840 a2da37
        b0dd2f bddf26 cae11f d8e219 e5e419 f1e51d fde725
    """,
    "cividis": """
        00224e 002656 002a5f 002d68 003070 083370 163770 203a6f 273e6e 2e416d 34456c 3a486c 3f4c6c 444f6c 49536c
        4e566c 535a6d 575d6d 5c616e 60646f 656870 696b71 6d6f72 727274 767676 7a7a78 7e7d78 838179 888578 8d8878
        928c78 969077 9b9476 a09875 a59c74 aaa073 afa471 b5a86f baac6d bfb06b c4b468 c9b965 cfbd62 d4c15f dac65b
        dfca57 e5cf52 ead34c f0d846 f6dd3f fce236 fee838
    """,
    "inferno": """
        000004 02020c 050417 0a0722 10092d 160b39 1e0c45 260c51 2f0a5b 380962 400a67 490b6a 510e6c 59106e 61136e
        69166e 71196e 781c6d 801f6c 88226a 902568 982766 a02a63 a82e5f b0315b b73557 bf3952 c63d4d cc4248 d34743
        d94d3d df5337 e45a31 e9612b ed6925 f1711f f47918 f78212 f98b0b fa9407 fb9d07 fca60c fcb014 fbba1f fac42a
        f8cd37 f6d746 f4e156 f2ea69 f2f27d f5f992 fcffa4
    """,
}


@cache
def colours(palette: Palette) -> np.ndarray:
    """The palette's 256 colours, lowest value first: (256, 3), uint8, read-only."""
    fifths = np.frombuffer(bytes.fromhex(_EVERY_FIFTH[palette]), np.uint8).reshape(52, 3)
    table = [np.interp(np.arange(256), np.arange(0, 256, 5), channel) for channel in fifths.T]
    rounded = np.stack(table, axis=1).round().astype(np.uint8)
    rounded.flags.writeable = False
    return rounded


def palette_png(levels: np.ndarray, table: np.ndarray, alpha: np.ndarray | None = None, smooth: bool = True) -> bytes:
    """A PNG of `levels` (h, w), uint8, each the number of its colour in `table` (n, 3); `alpha` (n) makes see-through.

    One byte a pixel, at compression level 1. Pixels that repeat those above want `smooth`; on others the search for
    repeated stretches finds nothing, and coding single pixels alone takes half the time and some bytes less.
    """
    picture = Image.fromarray(np.ascontiguousarray(levels))
    picture.putpalette(table.astype(np.uint8).tobytes())
    settings: dict[str, Any] = {} if alpha is None else {"transparency": alpha.astype(np.uint8).tobytes()}
    file = BytesIO()
    picture.save(file, "PNG", compress_level=1, compress_type=Z_DEFAULT_STRATEGY if smooth else Z_RLE, **settings)
    return file.getvalue()
