"""Maps or kernels enlarged, with the number under the cursor and the part of the photograph that its unit sees.

Everything moves in the browser; only a click, which chooses a unit, runs the script.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.components.v2 import component

from cnnviz.draw.heat import colour_bar
from cnnviz.measure import Field
from cnnviz.ui.language import language
from cnnviz.ui.pictures import NUMBERS, data_url, light_url, packed
from cnnviz.unit.effective_field import Unit
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.unit_view",
    html=(FOLDER / "unit_view.html").read_text("utf-8"),
    css=(FOLDER / "unit_view.css").read_text("utf-8"),
    js=NUMBERS + (FOLDER / "unit_view.js").read_text("utf-8"),
)


class Panel(NamedTuple):
    """One enlarged picture of numbers."""

    title: str
    told: str  # below it, and for those who cannot see it
    values: np.ndarray  # (h, w), or (3, h, w) where each place holds a number for red, green and blue
    png: bytes  # a pixel a number
    ends: tuple[float, float] | None = None  # the values of the darkest and of the brightest colour
    photo: Image.Image | None = None
    field: Field | None = None  # of its units, on the photograph


def unit_view(panels: Sequence[Panel], key: str, unit: Unit, choose: Callable[[Unit], None] | None = None) -> None:
    """`panels` beside each other, `unit` of the first marked; the others mark the unit at the same place of the map.

    `choose` hears of a click, and of Enter behind the arrow keys, as a unit of the first panel.
    """
    data = {
        "panels": [_row(panel) for panel in panels],
        "unit": unit,
        "bar": data_url(colour_bar("viridis")),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }

    def clicked() -> None:
        if choose and (chosen := st.session_state[key].get("unit")):
            choose(Unit(*chosen))

    _mount(key=key, data=data, on_unit_change=clicked)


def _row(panel: Panel) -> dict:
    return {
        "title": panel.title,
        "told": panel.told,
        "units": panel.values.shape[-2:],
        "values": packed(panel.values),
        "picture": data_url(panel.png),
        "ends": panel.ends,
        "photo": panel.photo and light_url(panel.photo),
        "size": panel.photo and [panel.photo.height, panel.photo.width],
        "field": panel.field and panel.field._asdict(),
    }


WORDS = {
    "value": Words(ko="{row}행 {column}열: {value}", en="row {row}, column {column}: {value}"),
    "keys": Words(
        ko="화살표 키로 자리를 옮기고, Enter로 고릅니다.", en="Arrow keys move the cursor, Enter chooses a unit."
    ),
    "photo": Words(ko="신경망이 보는 사진", en="What the network sees"),
    "sees": Words(
        ko="이 유닛이 보는 자리: 세로 {top}…{bottom}, 가로 {left}…{right} 화소",
        en="This unit sees rows {top} to {bottom}, columns {left} to {right}.",
    ),
    "all": Words(ko="이 유닛은 사진 전체를 봅니다.", en="This unit sees the whole photograph."),
    "none": Words(ko="이 유닛은 사진 밖만 봅니다.", en="This unit sees only what lies beyond the edge."),
}
