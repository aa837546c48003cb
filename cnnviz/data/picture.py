"""A picture file as a visitor has it, read into an upright RGB picture or refused with a sentence."""

import struct
from io import BytesIO
from time import thread_time

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

from cnnviz.data.heic import decode_heic, is_heic
from cnnviz.words import Refusal, Words

MEGABYTES = 20  # of the file, 2**20 bytes each
MEGAPIXELS = 50  # of the picture, 10**6 pixels each
SHORTEST_SIDE = 8  # in pixels
PATIENCE = 20  # seconds of work on one file; 50 megapixels take 1 to 3

# Only what is promised is ever decoded: every further decoder is one more way in for a hostile file.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
Image.init()  # loads the decoders now, not in the first visitor's thread

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # EXIF 2.32, tag 0x0112: how the stored picture is to be turned; 1 is upright


def read_picture(content: bytes) -> Image.Image:
    """The upright picture in the file `content`, in mode RGB: first frame, transparency over white.

    Raises `Refusal` for a file that is empty, too heavy, no picture, damaged or endless to decode, and for a
    picture with too many or too few pixels; the pixels are counted from the header, before anything is decoded.
    """
    if not content:
        raise Refusal(EMPTY)
    if len(content) > MEGABYTES * 2**20:
        raise Refusal(HEAVY)
    try:
        image = _opened(content)
        _check_size(image.size)
        image.load()
        return _upright(_rgb(image), _orientation(image))
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal(HUGE) from error
    except TimeoutError as error:
        raise Refusal(SLOW) from error
    except Exception as error:  # a damaged file can fail anywhere in a decoder, with any exception
        raise Refusal(BROKEN) from error


class _Limited(BytesIO):
    """A file that ends the work on it after `PATIENCE` seconds of its thread: a JPEG of 20 MB can ask for hours."""

    def __init__(self, content: bytes):
        super().__init__(content)
        self.end = thread_time() + PATIENCE

    def read(self, size: int | None = -1, /) -> bytes:
        if thread_time() > self.end:
            raise TimeoutError
        return super().read(size)


def _opened(content: bytes) -> Image.Image:
    """The picture of a HEIC file, or the still undecoded one of any other."""
    if is_heic(content):
        return decode_heic(content, MEGAPIXELS * 10**6, PATIENCE)
    try:
        return Image.open(_Limited(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refusal(BROKEN if _has_signature(content) else NO_PICTURE) from error


def _has_signature(content: bytes) -> bool:
    return any(accept and accept(content[:16]) for _, accept in (Image.OPEN[name] for name in FORMATS))


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MEGAPIXELS * 10**6:
        raise Refusal(HUGE)
    if min(size) < SHORTEST_SIDE:
        raise Refusal(SMALL)


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    return picture.transpose(TURNS[orientation]) if orientation in TURNS else picture


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation of a decoded picture; 1 (upright) where its EXIF is damaged, for its pixels are not."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except (SyntaxError, struct.error, ValueError):
        return 1


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode[0] in "IF":
        image = _grey(image)
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(colours, mask=colours)
        return white
    return image.convert("RGB")


def _grey(image: Image.Image) -> Image.Image:
    """A grey picture of more than 8 bits as one of 8; Pillow itself clips all that is brighter than 255 to white.

    Modes I;16… hold 16 (or 12) bits, 0 is black and the greatest number white. Whole numbers of 32 bits (I) and
    decimal ones (F) have no white of their own: they are stretched from the darkest to the brightest value.
    """
    values = np.array(image, dtype=np.float32)
    np.nan_to_num(values, copy=False)
    black, white = float(values.min()), float(values.max())
    if image.mode.startswith("I;16"):
        bits = getattr(image, "tag_v2", {}).get(ExifTags.Base.BitsPerSample, (16,))[0]
        black, white = 0.0, 2.0**bits - 1
    if "transparency" in image.info:
        values[values == image.info["transparency"]] = white
    span = (white - black) or np.inf  # a picture of one value becomes black
    values *= 255 / span
    values -= 255 * black / span
    return Image.fromarray(np.rint(values.clip(0, 255, out=values), out=values).astype(np.uint8))


READABLE = "PNG, JPEG, WebP, HEIC, GIF, BMP, TIFF"
EMPTY = Words(
    ko=f"파일이 비어 있습니다. {READABLE} 사진만 쓸 수 있습니다.",
    en=f"The file is empty; a {READABLE} picture is needed.",
)
NO_PICTURE = Words(
    ko=f"읽을 수 있는 사진 파일이 아닙니다. {READABLE} 사진만 쓸 수 있습니다.",
    en=f"The file is not a picture that can be read here; {READABLE} can.",
)
BROKEN = Words(
    ko="사진 파일이 손상되었거나 중간에 잘렸습니다. 온전한 파일이 필요합니다.",
    en="The picture file is damaged or cut short; the whole file is needed.",
)
HEAVY = Words(
    ko=f"파일이 너무 큽니다. {MEGABYTES} MB까지 쓸 수 있습니다.",
    en=f"The file is too large; up to {MEGABYTES} MB are allowed.",
)
SLOW = Words(
    ko="사진을 여는 데 시간이 너무 오래 걸립니다. PNG나 JPEG로 다시 저장한 사진이 필요합니다.",
    en="The picture takes too long to decode; one saved anew as PNG or JPEG is needed.",
)
HUGE = Words(
    ko=f"사진의 화소 수가 너무 많습니다. {MEGAPIXELS * 100:,}만 화소까지 쓸 수 있습니다.",
    en=f"The picture has too many pixels; up to {MEGAPIXELS} megapixels are allowed.",
)
SMALL = Words(
    ko=f"사진이 너무 작습니다. 가로와 세로가 모두 {SHORTEST_SIDE}픽셀 이상이어야 합니다.",
    en=f"The picture is too small; each side needs at least {SHORTEST_SIDE} pixels.",
)
