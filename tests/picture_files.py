"""Picture files made for tests: a flag that shows every turn, and noise that no codec can shorten."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from cnnviz.data import read_picture
from cnnviz.words import Refusal, Words

register_heif_opener()  # to write; the reader under test knows HEIC without it

RED, GREEN, BLUE, GREY = (200, 30, 40), (20, 160, 60), (30, 50, 190), (128, 128, 128)
QUARTERS = [[RED, GREEN], [BLUE, GREY]]  # top left, top right; bottom left, bottom right


def flag(width: int = 64, height: int = 48) -> Image.Image:
    """Four plain quarters, so that a turn, a mirror or a wrong channel shows, and no codec can hide it."""
    picture = Image.new("RGB", (width, height))
    for row, colours in enumerate(QUARTERS):
        for column, colour in enumerate(colours):
            picture.paste(colour, (column * width // 2, row * height // 2, width, height))
    return picture


def noise(width: int = 64, height: int = 48) -> Image.Image:
    """A picture that no codec can shorten, so that any cut hits pixels."""
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8))


def saved(picture: Image.Image, format: str, **settings) -> bytes:
    file = BytesIO()
    picture.save(file, format, **settings)
    return file.getvalue()


def at(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    return tuple(np.asarray(picture)[y, x].tolist())


def far(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """The greatest difference of two colours in any channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def assert_same(got: Image.Image, expected: Image.Image, tolerance: int = 0) -> None:
    """Equal to within `tolerance` grey levels away from the quarters' edges, where lossy codecs ring."""
    assert (got.mode, got.size, type(got)) == ("RGB", expected.size, Image.Image)
    width, height = expected.size
    for x in (width // 4, width * 3 // 4):
        for y in (height // 4, height * 3 // 4):
            assert far(at(got, x, y), at(expected, x, y)) <= tolerance
    if not tolerance:
        assert got.tobytes() == expected.tobytes()


def refusal(content: bytes) -> Words:
    with pytest.raises(Refusal) as refused:
        read_picture(content)
    return refused.value.words


FILES = {
    "PNG": saved(noise(), "PNG"),
    "PNG, 16 bits": saved(Image.fromarray(np.asarray(noise())[..., 0] * np.uint16(255)), "PNG"),
    "PNG, palette": saved(noise().convert("P"), "PNG", transparency=3),
    "JPEG": saved(noise(), "JPEG"),
    "JPEG, progressive": saved(noise(), "JPEG", progressive=True),
    "JPEG, CMYK": saved(noise().convert("CMYK"), "JPEG"),
    "WebP": saved(noise(), "WEBP"),
    "WebP, lossless": saved(noise().convert("RGBA"), "WEBP", lossless=True),
    "GIF": saved(noise().convert("P"), "GIF"),
    "BMP": saved(noise(), "BMP"),
    "BMP, palette": saved(noise().convert("P"), "BMP"),
    "TIFF": saved(noise(), "TIFF"),
    "TIFF, LZW": saved(noise(), "TIFF", compression="tiff_lzw"),
    "TIFF, fax": saved(noise().convert("1"), "TIFF", compression="group4"),
    "TIFF, decimal": saved(noise().convert("F"), "TIFF"),
    "HEIC": saved(noise(), "HEIF"),
    "HEIC, tiles": saved(noise(), "HEIF", tile_size=16),
}
QUICK = {name: file for name, file in FILES.items() if not name.startswith("HEIC")}
FILES = {
    "PNG": saved(noise(), "PNG"),
    "PNG, 16 bits": saved(Image.fromarray(np.asarray(noise())[..., 0] * np.uint16(255)), "PNG"),
    "PNG, palette": saved(noise().convert("P"), "PNG", transparency=3),
    "JPEG": saved(noise(), "JPEG"),
    "JPEG, progressive": saved(noise(), "JPEG", progressive=True),
    "JPEG, CMYK": saved(noise().convert("CMYK"), "JPEG"),
    "WebP": saved(noise(), "WEBP"),
    "WebP, lossless": saved(noise().convert("RGBA"), "WEBP", lossless=True),
    "GIF": saved(noise().convert("P"), "GIF"),
    "BMP": saved(noise(), "BMP"),
    "BMP, palette": saved(noise().convert("P"), "BMP"),
    "TIFF": saved(noise(), "TIFF"),
    "TIFF, LZW": saved(noise(), "TIFF", compression="tiff_lzw"),
    "TIFF, fax": saved(noise().convert("1"), "TIFF", compression="group4"),
    "TIFF, decimal": saved(noise().convert("F"), "TIFF"),
    "HEIC": saved(noise(), "HEIF"),
    "HEIC, tiles": saved(noise(), "HEIF", tile_size=16),
}
QUICK = {name: file for name, file in FILES.items() if not name.startswith("HEIC")}
