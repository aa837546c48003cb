"""Pictures of more than 8 bits, of other colours than red, green and blue, or with transparency."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from cnnviz.data import read_picture
from tests.picture_files import GREEN, assert_same, at, far, flag, saved


@pytest.mark.parametrize("dtype", ["<u2", ">u2"])
@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_sixteen_bits_keep_their_greys(format, dtype):
    levels = np.linspace(0, 65535, 256).round().astype(dtype).repeat(2).reshape(16, 32)
    got = np.asarray(read_picture(saved(Image.fromarray(levels), format)))
    assert (got == np.arange(256).repeat(2).reshape(16, 32, 1)).all()


def test_sixteen_bits_with_transparency():
    levels = np.full((16, 16), 32768, dtype=np.uint16)
    levels[:8] = 1000
    got = read_picture(saved(Image.fromarray(levels), "PNG", transparency=1000))
    assert (at(got, 3, 3), at(got, 3, 12)) == ((255, 255, 255), (128, 128, 128))


def test_sixteen_bits_a_colour():
    """Pillow writes none, so the file is made by hand."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + struct.pack(">HHH", 0x8000, 0x4000, 0xFFFF) * 16
    header = struct.pack(">IIBBBBB", 16, 16, 16, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * 16)) + chunk(b"IEND", b"")
    assert at(read_picture(png), 5, 5) == (128, 64, 255)


def test_twelve_bits():
    """A scanner's TIFF: two pixels in three bytes, white is 4095."""
    pixels = bytes([2048 >> 4, (2048 & 15) << 4 | 4095 >> 8, 4095 & 255]) * (16 * 16 // 2)
    tags = [(256, 16), (257, 16), (258, 12), (259, 1), (262, 1), (273, 8), (277, 1), (278, 16), (279, len(pixels))]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    got = read_picture(b"II*\0" + struct.pack("<I", 8 + len(pixels)) + pixels + directory + bytes(4))
    assert (at(got, 4, 4), at(got, 5, 4)) == ((128, 128, 128), (255, 255, 255))


@pytest.mark.parametrize("low, high", [(0.0, 1.0), (-3.0, 5.0), (0.0, 1e30), (-3e38, 3e38)])
def test_decimal_numbers_reach_from_black_to_white(low, high):
    values = np.linspace(low, high, 256, dtype=np.float64).astype(np.float32).reshape(16, 16)
    got = np.asarray(read_picture(saved(Image.fromarray(values), "TIFF")))[..., 0].ravel().astype(int)
    assert abs(got - np.arange(256)).max() <= 1 and (got[0], got[-1]) == (0, 255)


def test_whole_numbers_of_32_bits_reach_from_black_to_white():
    values = np.arange(-500, 500, dtype=np.int32)[: 31 * 32].reshape(31, 32)
    got = np.asarray(read_picture(saved(Image.fromarray(values), "TIFF")))
    assert got.min() == 0 and got.max() == 255 and (np.diff(got[..., 0].ravel().astype(int)) >= 0).all()


def test_a_plain_or_endless_decimal_picture_is_still_one():
    for value in (0.5, float("nan"), float("inf")):
        assert at(read_picture(saved(Image.new("F", (16, 16), value), "TIFF")), 3, 3) == (0, 0, 0)


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk(format):
    settings = {"quality": 95} if format == "JPEG" else {}
    assert_same(read_picture(saved(flag().convert("CMYK"), format, **settings)), flag(), tolerance=6)
    ink = read_picture(saved(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), format, **settings))
    assert far(at(ink, 8, 8), (0, 255, 255)) <= 6  # cyan ink, no red light


def test_other_colour_spaces():
    assert_same(read_picture(saved(flag().convert("YCbCr"), "TIFF")), flag(), tolerance=3)
    lab = read_picture(saved(Image.new("LAB", (16, 16), (138, 209, 198)), "TIFF"))  # L 54, a 81, b 70: sRGB's red
    assert far(at(lab, 8, 8), (255, 0, 0)) <= 8


@pytest.mark.parametrize("format", ["PNG", "GIF", "BMP", "TIFF"])
def test_palette_and_grey_and_black_and_white(format):
    assert_same(read_picture(saved(flag().convert("P", palette=Image.Palette.ADAPTIVE), format)), flag(), tolerance=1)
    grey = flag().convert("L")
    assert_same(read_picture(saved(grey, format)), grey.convert("RGB"))
    dots = grey.convert("1")
    assert_same(read_picture(saved(dots, format)), dots.convert("RGB"))


def half_clear(colours: Image.Image) -> Image.Image:
    """Upper half opaque, lower half fully transparent."""
    colours.putalpha(Image.new("L", colours.size, 0))
    colours.paste(flag().convert(colours.mode).crop((0, 0, 64, 24)))
    return colours


def over_white(picture: Image.Image) -> Image.Image:
    """What the eye sees of `half_clear`: the upper half as it is, the lower one white."""
    picture.paste("white", (0, 24, 64, 48))
    return picture


@pytest.mark.parametrize("mode, format", [("RGBA", "PNG"), ("RGBA", "TIFF"), ("LA", "PNG"), ("LA", "TIFF")])
def test_transparent_becomes_white(mode, format):
    expected = over_white(flag().convert(mode[:-1]).convert("RGB"))
    assert_same(read_picture(saved(half_clear(flag().convert(mode)), format)), expected)


def test_transparent_becomes_white_in_other_formats():
    clear = half_clear(flag().convert("RGBA"))
    assert_same(read_picture(saved(clear, "WEBP", lossless=True)), over_white(flag()))
    assert_same(read_picture(saved(clear, "HEIF", quality=95)), over_white(flag()), tolerance=6)
    assert_same(read_picture(saved(clear, "GIF")), over_white(flag()), tolerance=2)
    palette = flag().convert("P", palette=Image.Palette.ADAPTIVE, colors=4)
    green = np.asarray(palette)[3, 60].item()
    got = read_picture(saved(palette, "PNG", transparency=green))
    assert at(got, 60, 3) == (255, 255, 255) and at(got, 3, 3) != (255, 255, 255)
    assert at(read_picture(saved(flag(), "PNG", transparency=GREEN)), 60, 3) == (255, 255, 255)


def test_half_transparent_is_half_white():
    veil = read_picture(saved(Image.new("RGBA", (16, 16), (0, 0, 0, 127)), "PNG"))
    assert at(veil, 8, 8) == (128, 128, 128)
