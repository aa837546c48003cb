"""A picture file as a visitor has it, read into an upright RGB picture or refused with a sentence."""

from io import BytesIO

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile, register_heif_opener

from cnnviz.words import Refusal, Words

MEGABYTES = 20  # of the file, 2**20 bytes each
MEGAPIXELS = 50  # of the picture, 10**6 pixels each
SHORTEST_SIDE = 8  # in pixels

# Only what is promised is ever decoded: every further decoder is one more way in for a hostile file.
DECODERS = (PngImageFile, JpegImageFile, WebPImageFile, HeifImageFile, GifImageFile, BmpImageFile, TiffImageFile)
FORMATS = tuple(decoder.format for decoder in DECODERS)
register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)

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

    Raises `Refusal` for a file that is empty, too heavy, no picture or damaged, and for a picture with
    too many or too few pixels; the pixels are counted from the header, before anything is decoded.
    """
    if not content:
        raise Refusal(EMPTY)
    if len(content) > MEGABYTES * 2**20:
        raise Refusal(HEAVY)
    image = _opened(content)
    _check_size(image.size)
    picture = _decoded(image)
    _check_size(picture.size)  # a HEIC file's header may lie about its picture
    return picture


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal(HUGE) from error
    except UnidentifiedImageError as error:
        raise Refusal(BROKEN if _has_signature(content) else NO_PICTURE) from error
    except Exception as error:  # a damaged file may fail anywhere in a decoder, with any exception
        raise Refusal(BROKEN) from error


def _has_signature(content: bytes) -> bool:
    return any(accept and accept(content[:16]) for _, accept in (Image.OPEN[name] for name in FORMATS))


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MEGAPIXELS * 10**6:
        raise Refusal(HUGE)
    if min(size) < SHORTEST_SIDE:
        raise Refusal(SMALL)


def _decoded(image: Image.Image) -> Image.Image:
    try:
        image.load()
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
        picture = _rgb(image)
    except Exception as error:  # as in `_opened`
        raise Refusal(BROKEN) from error
    return picture.transpose(turn) if turn is not None else picture


def _rgb(image: Image.Image) -> Image.Image:
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _grey(image).convert("RGB")
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(colours, mask=colours)
        return white
    return image.convert("RGB")


def _grey(image: Image.Image) -> Image.Image:
    """More than 8 bits a pixel, scaled to 8: Pillow's own conversion clips everything bright to white."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32))
    low, white = float(values.min()), 1.0 if image.mode == "F" else 65535.0
    if low < 0 or values.max() > white:  # no known white: from the darkest to the brightest value
        white = float(values.max())
    else:
        low = 0.0
    scaled = (values - low) * np.float32(255 / ((white - low) or 1))
    return Image.fromarray(np.rint(scaled).astype(np.uint8))


READABLE = "PNG, JPEG, WebP, HEIC, GIF, BMP, TIFF"
EMPTY = Words(
    ko=f"파일이 비어 있습니다. {READABLE} 사진만 쓸 수 있습니다.",
    en=f"The file is empty; a {READABLE} picture is needed.",
)
NO_PICTURE = Words(
    ko=f"사진 파일이 아닙니다. {READABLE} 사진만 쓸 수 있습니다.",
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
HUGE = Words(
    ko=f"사진의 화소 수가 너무 많습니다. {MEGAPIXELS * 100:,}만 화소까지 쓸 수 있습니다.",
    en=f"The picture has too many pixels; up to {MEGAPIXELS} megapixels are allowed.",
)
SMALL = Words(
    ko=f"사진이 너무 작습니다. 가로와 세로가 모두 {SHORTEST_SIDE}픽셀 이상이어야 합니다.",
    en=f"The picture is too small; each side needs at least {SHORTEST_SIDE} pixels.",
)
