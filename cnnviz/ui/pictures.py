"""Pictures and numbers as text: what a component shows needs no further request."""

from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

NUMBERS = (Path(__file__).parent / "numbers.js").read_text("utf-8")  # begins the script of what reads `packed` numbers


def photo_url(photo: Image.Image) -> str:
    file = BytesIO()
    photo.save(file, "PNG", compress_level=1)
    return data_url(file.getvalue())


def light_url(photo: Image.Image) -> str:
    """As `photo_url`; a large one as a JPEG of a tenth the size, where no pixel of it is read."""
    if min(photo.size) <= 64:
        return photo_url(photo)
    file = BytesIO()
    photo.convert("RGB").save(file, "JPEG", quality=90)
    return data_url(file.getvalue(), "jpeg")


def data_url(content: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64," + b64encode(content).decode()


def packed(numbers: np.ndarray, kind: str = "<f4") -> str:
    """The bytes of `numbers` in base64, as single precision where `kind` says nothing else; `numbers.js` reads them."""
    return b64encode(np.ascontiguousarray(numbers, kind).tobytes()).decode()


def inline_image(picture: Image.Image, alt: str) -> str:
    """`picture` as HTML. One that soon gives way to a better one is gone from Streamlit's store before it is fetched."""
    return f'<img src="{photo_url(picture)}" alt="{escape(alt)}" style="display: block; width: 100%; border-radius: 0.4rem">'
