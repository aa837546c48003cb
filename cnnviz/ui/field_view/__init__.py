"""What a unit can see: its receptive field on the photograph, for every layer, moved in the browser alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from PIL import Image
from streamlit.components.v2 import component

from cnnviz.measure import Field
from cnnviz.measure.units import shape
from cnnviz.trace import Layer
from cnnviz.ui.language import language
from cnnviz.ui.pictures import NUMBERS, data_url, photo_url
from cnnviz.ui.places import Place, choose_place
from cnnviz.unit.effective_field import Unit
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.field_view",
    html=(FOLDER / "field_view.html").read_text("utf-8"),
    css=(FOLDER / "field_view.css").read_text("utf-8"),
    js=NUMBERS + (FOLDER / "field_view.js").read_text("utf-8"),
)


class Seen(NamedTuple):
    """A layer whose units have a place in the picture."""

    path: str
    layer: Layer
    field: Field


def field_view(photo: Image.Image, layers: Sequence[Seen], place: Place, answers: bytes, key: str) -> None:
    """The `photo` as the network sees it with the field of the unit at `place`, and the layer's map to choose another.

    `answers` is a PNG of the map of the layer at `place`. A slider leads along the depth; a choice runs the script.
    """
    data = {
        "photo": photo_url(photo),
        "size": [photo.height, photo.width],
        "layers": [_row(seen) for seen in layers],
        "place": [[seen.path for seen in layers].index(place.path), *place.unit],
        "answers": data_url(answers),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }

    def choose() -> None:
        if chosen := st.session_state[key].get("place"):
            number, row, column = chosen
            choose_place(Place(layers[number].path, Unit(row, column)))

    _mount(key=key, data=data, on_place_change=choose)


def _row(seen: Seen) -> dict:
    return {
        "title": f"{seen.path} · {seen.layer.kind} · {shape(seen.layer.output_shape)}",
        "units": seen.layer.output_shape[1:],
        "size": seen.field.size,
        "stride": seen.field.stride,
        "padding": seen.field.padding,
    }


WORDS = {
    "depth": Words(ko="깊이", en="Depth"),
    "play": Words(ko="처음부터 깊이 따라가기", en="Walk through the depth"),
    "pause": Words(ko="멈추기", en="Pause"),
    "map": Words(
        ko="이 층의 맵 (밝을수록 큰 값). 유닛을 누르십시오.",
        en="The map of this layer (brighter is larger). Click a unit.",
    ),
    "other": Words(ko="이 층의 맵을 계산하는 중입니다.", en="The map of this layer is being computed."),
    "photo": Words(ko="유닛이 볼 수 있는 자리", en="What the unit can see"),
    "told": Words(
        ko="유닛 ({row}, {column}): {high}×{wide} 화소, 세로 {top}…{bottom}, 가로 {left}…{right}",
        en="Unit ({row}, {column}): {high}×{wide} px, rows {top} to {bottom}, columns {left} to {right}",
    ),
    "outside": Words(
        ko="사진 밖은 0으로 채워져 있습니다: 상자의 {share}%가 사진 밖입니다.",
        en="Beyond the edge there are only zeros: {share}% of the box lies outside the photograph.",
    ),
    "beyond": Words(ko="상자는 그림보다 더 큽니다.", en="The box reaches beyond this picture."),
}
