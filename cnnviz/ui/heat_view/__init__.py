"""A heat map over its photograph, with an opacity slider that needs no answer from the server."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from PIL import Image
from streamlit.components.v2 import component

from cnnviz.ui.language import language
from cnnviz.ui.pictures import data_url, photo_url
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.heat_view",
    html=(FOLDER / "heat_view.html").read_text("utf-8"),
    css=(FOLDER / "heat_view.css").read_text("utf-8"),
    js=(FOLDER / "heat_view.js").read_text("utf-8"),
)


def heat_view(
    photo: Image.Image, heat: bytes, bar: bytes, key: str, opacity: int, move: Callable[[int], None], alt: str,
    ends: tuple[str, str] | None = None,
) -> None:  # fmt: skip
    """`photo` as the network saw it under the PNG `heat`, at first `opacity` percent of it.

    `bar` is the PNG of the palette, `alt` says in words what the picture shows, `ends` what the ends of the bar mean;
    `move` hears the percentage where the slider is let go.
    """
    words = {name: phrase[language()] for name, phrase in WORDS.items()}
    weak, strong = ends or (words["weak"], words["strong"])
    data = {
        "photo": photo_url(photo),
        "heat": data_url(heat),
        "bar": data_url(bar),
        "opacity": opacity,
        "alt": alt,
        "words": {**words, "weak": weak, "strong": strong},
    }

    def let_go() -> None:
        if (at := st.session_state[key].get("opacity")) is not None:
            move(at)

    _mount(key=key, data=data, on_opacity_change=let_go)


WORDS = {
    "opacity": Words(ko="열지도 불투명도", en="Heat map opacity"),
    "weak": Words(ko="기여 없음", en="no contribution"),
    "strong": Words(ko="가장 큰 기여", en="strongest"),
}
