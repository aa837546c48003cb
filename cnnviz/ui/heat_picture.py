"""A heat map over its photograph in the colours that fit its method: one way from nothing, or for and against."""

from typing import NamedTuple

import numpy as np
import streamlit as st
from PIL import Image

from cnnviz.draw.against import against_bar, against_png
from cnnviz.draw.heat import colour_bar, heat_png
from cnnviz.explain import METHODS
from cnnviz.ui.heat_view import heat_view
from cnnviz.ui.language import language
from cnnviz.ui.widgets import slide
from cnnviz.words import Words

FINE = 99.5  # percentile of a map of single pixels that is the top of its scale; few of them stick out far


class Painted(NamedTuple):
    """A map as a PNG with its bar, and what the ends of the bar mean where they are two sides."""

    png: bytes
    bar: bytes
    ends: tuple[str, str] | None


def painted(
    heat: np.ndarray, signed: bool, size: tuple[int, int] | None, ends: tuple[str, str] | None = None
) -> Painted:
    """`heat` (h, w) enlarged to `size` (height, width); a map with many units is cut at its 99.5th percentile."""
    top = float(np.percentile(np.abs(heat), FINE)) if heat.size > 4096 else None
    if signed:
        return Painted(against_png(heat, size, top), against_bar(), ends or _sides())
    return Painted(heat_png(heat, size, highest=top), colour_bar(), None)


def show_heat(photo: Image.Image, heat: np.ndarray, method: str, alt: str) -> None:
    """The map of `method` over the photograph, with its opacity kept in the link."""
    picture = painted(heat, METHODS[method].signed, (photo.height, photo.width))
    heat_view(photo, picture.png, picture.bar, "heat", *slide("opacity", 60), alt, picture.ends)
    st.caption(alt)
    if np.abs(heat).max() <= 0 or (heat.max() <= 0 and not METHODS[method].signed):
        st.info(NOTHING[language()])


def _sides() -> tuple[str, str]:
    return AGAINST[language()], FOR[language()]


AGAINST = Words(ko="반대하는 곳", en="speaks against")
FOR = Words(ko="지지하는 곳", en="speaks for")
NOTHING = Words(
    ko="이 방법으로는 이 클래스의 점수를 올리는 곳이 없습니다. 열지도가 비어 있습니다.",
    en="By this method nothing raises the score of this class here: the heat map is empty.",
)
