"""Every kind of picture file that is promised, read upright and compared pixel by pixel."""

from io import BytesIO

import pytest
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo
from pillow_heif import from_pillow

from cnnviz.data import read_picture
from cnnviz.data.picture import TURNS
from tests.picture_files import assert_same, flag, saved

EXACT = {
    "PNG": {},
    "WEBP": {"lossless": True},
    "GIF": {},
    "BMP": {},
    "TIFF": {},
    "TIFF, LZW": {"compression": "tiff_lzw"},
    "TIFF, Deflate": {"compression": "tiff_adobe_deflate"},
    "TIFF, BigTIFF": {"big_tiff": True},
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


EXACT = {
    "PNG": {},
    "WEBP": {"lossless": True},
    "GIF": {},
    "BMP": {},
    "TIFF": {},
    "TIFF, LZW": {"compression": "tiff_lzw"},
    "TIFF, Deflate": {"compression": "tiff_adobe_deflate"},
    "TIFF, BigTIFF": {"big_tiff": True},
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


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning")
@pytest.mark.parametrize("damaged", [b"??\0*\0\0\0\x08", b"MM\0*\0\0\0\xff", b"MM\0*\0\0\0\x18"])
@pytest.mark.parametrize("format", ["JPEG", "WEBP"])
def test_a_damaged_exif_leaves_the_picture(format, damaged):
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(flag(), format, quality=95, exif=exif.tobytes())
    assert content.count(b"MM\0*\0\0\0\x08") == 1
    assert_same(read_picture(content.replace(b"MM\0*\0\0\0\x08", damaged)), flag(), tolerance=6)


def test_a_damaged_exif_in_a_text_leaves_the_picture():
    texts = PngInfo()
    texts.add_text("Raw profile type exif", "\nexif\n8\nno number")
    assert_same(read_picture(saved(flag(), "PNG", pnginfo=texts)), flag())
