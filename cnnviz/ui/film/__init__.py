"""A film of few frames: one picture that holds them all, a slider and a play button; no frame asks the server."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from streamlit.components.v2 import component

from cnnviz.ui.language import language
from cnnviz.ui.pictures import data_url
from cnnviz.words import Words

FOLDER = Path(__file__).parent
QUALITY = 88  # of the JPEG
_mount = component(
    "cnnviz.film",
    html=(FOLDER / "film.html").read_text("utf-8"),
    css=(FOLDER / "film.css").read_text("utf-8"),
    js=(FOLDER / "film.js").read_text("utf-8"),
)


def film(frames: Sequence[Image.Image], names: Sequence[str], captions: Sequence[str], key: str) -> None:
    """`frames` of one size; `names` stand on the slider, `captions` below the picture and say it in words."""
    width, height = frames[0].size
    sheet = Image.new("RGB", (width, height * len(frames)))
    for place, frame in enumerate(frames):
        sheet.paste(frame, (0, place * height))
    file = BytesIO()
    sheet.save(file, "JPEG", quality=QUALITY)
    data = {
        "sheet": data_url(file.getvalue(), "jpeg"), "size": [width, height], "names": list(names), "captions": list(captions),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }  # fmt: skip
    _mount(key=key, data=data)


WORDS = {
    "play": Words(ko="재생", en="Play"),
    "pause": Words(ko="멈춤", en="Pause"),
    "frame": Words(ko="장면", en="Frame"),
}
