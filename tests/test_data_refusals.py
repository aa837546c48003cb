"""Files that are no pictures or not all of one: each cause is refused with its own sentence."""

import struct
import warnings
import zlib

import pytest
from PIL import Image, ImageFile

from cnnviz.data import read_picture
from cnnviz.data.picture import BROKEN, EMPTY, HEAVY, HUGE, MEGABYTES, NO_PICTURE, SLOW, SMALL
from tests.picture_files import FILES, noise, refusal, saved

pytestmark = [  # Pillow warns of damage and of size, and goes on
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]


def test_every_cause_has_its_own_natural_sentence():
    causes = [EMPTY, NO_PICTURE, BROKEN, HEAVY, HUGE, SMALL, SLOW]
    assert len({words.ko for words in causes}) == len({words.en for words in causes}) == len(causes)
    for words in causes:
        assert words.ko.endswith("니다.") and words.en.endswith(".")
    assert "20 MB" in HEAVY.ko and "20 MB" in HEAVY.en
    assert "5,000만 화소" in HUGE.ko and "50 megapixels" in HUGE.en
    assert "8픽셀" in SMALL.ko and "8 pixels" in SMALL.en
    for name in ("PNG", "JPEG", "WebP", "HEIC", "GIF", "BMP", "TIFF"):
        assert name in NO_PICTURE.ko and name in NO_PICTURE.en


def test_empty():
    assert refusal(b"") == EMPTY


@pytest.mark.parametrize(
    "content", [b"\0", b"hello", b"%PDF-1.7\n", b"PK\3\4" + bytes(60), b"<svg/>", bytes(1000), b"GIF"]
)
def test_not_a_picture(content):
    assert refusal(content) == NO_PICTURE


@pytest.mark.parametrize("format", ["ICO", "PPM", "TGA", "PCX", "JPEG2000", "AVIF", "EPS"])
def test_kinds_that_are_not_promised_are_not_decoded(format):
    assert refusal(saved(noise(), format)) == NO_PICTURE


def test_the_heaviest_file_is_read_and_one_byte_more_is_not():
    content = FILES["JPEG"] + bytes(MEGABYTES * 2**20 - len(FILES["JPEG"]))
    assert read_picture(content).size == (64, 48)
    assert refusal(content + b"\0") == HEAVY


@pytest.mark.parametrize("format", ["PNG", "HEIF", "GIF"])
def test_the_smallest_picture_is_read_and_one_pixel_less_is_not(format):
    assert read_picture(saved(noise(8, 40), format)).size == (8, 40)
    assert refusal(saved(noise(7, 40), format)) == SMALL
    assert refusal(saved(noise(40, 7), format)) == SMALL


def resized_header(name: str, width: int, height: int) -> bytes:
    """A file whose header tells of another size than its 64 × 48 pixels (HEIC: 64 × 64, a multiple of its blocks)."""
    content = saved(noise(64, 64), "HEIF") if name == "HEIC" else FILES[name]
    match name:
        case "PNG":
            header = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
            return content[:12] + header + struct.pack(">I", zlib.crc32(header)) + content[33:]
        case "JPEG":
            return content.replace(struct.pack(">HH", 48, 64), struct.pack(">HH", height, width))
        case "GIF":
            return content.replace(struct.pack("<HH", 64, 48), struct.pack("<HH", width, height))
        case "WebP":
            return content.replace(struct.pack("<HH", 64, 48), struct.pack("<HH", width, height))
        case "BMP":
            return content.replace(struct.pack("<II", 64, 48), struct.pack("<II", width, height))
        case "HEIC":
            was, told = (b"ispe" + struct.pack(">III", 0, *size) for size in ((64, 64), (width, height)))
            return content.replace(was, told)
    raise ValueError(name)


@pytest.mark.parametrize("name", ["PNG", "JPEG", "GIF", "WebP", "BMP", "HEIC"])
@pytest.mark.parametrize("size", [(7100, 7100), (10_000, 10_000), (16_000, 16_000)])
def test_pixels_are_counted_before_they_are_decoded(name, size):
    """None of these files holds that many pixels: decoding would call them damaged. Pillow warns from 89
    megapixels and raises from 179."""
    assert refusal(resized_header(name, *size)) == HUGE


@pytest.mark.parametrize("size", [(10_000, 10_000), (16_000, 16_000)])
def test_pixels_are_counted_whatever_the_warnings_filter(size):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert refusal(resized_header("PNG", *size)) == HUGE


def test_fifty_megapixels_are_read():
    assert read_picture(saved(Image.new("1", (10_000, 5_000)), "PNG")).size == (10_000, 5_000)
    assert refusal(saved(Image.new("1", (10_000, 5_001)), "PNG")) == HUGE


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(name, kept):
    content = FILES[name]
    assert refusal(content[: int(len(content) * kept)]) == BROKEN


@pytest.mark.parametrize("name", FILES)
def test_a_header_alone_is_refused_as_damaged(name):
    assert refusal(FILES[name][:20]) == BROKEN


def test_a_heic_header_that_lies_is_refused():
    assert refusal(resized_header("HEIC", 128, 128)) == BROKEN
    assert refusal(resized_header("HEIC", 32, 32)) == BROKEN


def test_pillow_is_left_as_it_was():
    """Its settings are those of the whole process, other libraries' pictures included."""
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False and Image.MAX_IMAGE_PIXELS == (1024**3 // 4 // 3)
