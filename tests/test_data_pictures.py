"""Every kind of picture file that is promised, read and compared pixel by pixel."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps
from pillow_heif import from_pillow, register_heif_opener

from cnnviz.data import SAMPLES, read_picture, sample
from cnnviz.data.picture import TURNS
from cnnviz.words import Refusal

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


EXACT = {
    "PNG": {},
    "WEBP": {"lossless": True},
    "GIF": {},
    "BMP": {},
    "TIFF": {},
    "TIFF, LZW": {"compression": "tiff_lzw"},
    "TIFF, Deflate": {"compression": "tiff_adobe_deflate"},
    "TIFF, big-endian": {"big_tiff": True},
}
LOSSY = {
    "JPEG": {"quality": 95},
    "JPEG, progressive": {"quality": 95, "progressive": True},
    "MPO": {"quality": 95, "save_all": True, "append_images": [Image.new("RGB", (64, 48))]},
    "WEBP": {"quality": 95},
    "HEIF": {"quality": 90},
    "HEIF, tiles": {"quality": 90, "tile_size": 16},
    "TIFF, JPEG": {"compression": "jpeg"},
}


@pytest.mark.parametrize("name", EXACT)
def test_lossless(name):
    assert_same(read_picture(saved(flag(), name.split(",")[0], **EXACT[name])), flag())


@pytest.mark.parametrize("name", LOSSY)
def test_lossy(name):
    assert_same(read_picture(saved(flag(), name.split(",")[0], **LOSSY[name])), flag(), tolerance=6)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "TIFF"])
def test_the_first_frame_counts(format):
    black = Image.new("RGB", (64, 48))
    settings = {"lossless": True} if format == "WEBP" else {}
    assert_same(read_picture(saved(flag(), format, save_all=True, append_images=[black], **settings)), flag())


def test_the_main_picture_of_a_heic_counts():
    file = from_pillow(Image.new("RGB", (64, 48)))
    file.add_from_pillow(flag())
    content = BytesIO()
    file.save(content, quality=90, primary_index=1)
    assert_same(read_picture(content.getvalue()), flag(), tolerance=6)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "MPO", "HEIF"])
def test_photographs_stand_upright(format, orientation):
    back = {6: 8, 8: 6}.get(orientation, orientation)  # every other turn undoes itself
    stored = flag().transpose(TURNS[back]) if back in TURNS else flag()
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = saved(stored, format, exif=exif.tobytes(), **({} if format == "TIFF" else {"quality": 95}))
    assert_same(read_picture(content), flag(), tolerance=6)
    if format == "JPEG":
        assert_same(read_picture(content), ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB"))


def test_a_damaged_exif_leaves_the_picture():
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(flag(), "JPEG", quality=95, exif=exif.tobytes())
    assert_same(read_picture(content.replace(b"Exif\0\0MM\0*", b"Exif\0\0??\0*")), flag(), tolerance=6)


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


def test_samples():
    assert list(SAMPLES) == ["cat", "coffee", "rocket", "motorcycle", "astronaut"]
    import skimage.data

    for name, theirs in {"cat": "chelsea", "coffee": "coffee", "rocket": "rocket", "astronaut": "astronaut"}.items():
        assert (np.asarray(sample(name)) == getattr(skimage.data, theirs)()).all()
    assert (np.asarray(sample("motorcycle")) == skimage.data.stereo_motorcycle()[0]).all()


def test_an_unknown_sample_is_refused_with_the_known_ones():
    with pytest.raises(Refusal) as refused:
        sample("dog")
    for text in (refused.value.words.ko, refused.value.words.en):
        assert all(name in text for name in ("dog", *SAMPLES))


def test_a_sample_is_the_callers_own():
    sample("cat").paste("black", (0, 0, 100, 100))
    assert at(sample("cat"), 50, 50) != (0, 0, 0)


def test_reading_needs_no_heavy_library():
    """Neither scikit-image nor its dependencies are imported for the samples."""
    code = "import sys; from cnnviz.data.samples import sample; sample('cat'); print('skimage' in sys.modules)"
    root = Path(__file__).parents[1]
    answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
