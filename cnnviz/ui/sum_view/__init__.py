"""The arithmetic of one unit, number by number: what it reads, times its weights, added up."""

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components.v2 import component

from cnnviz.draw.maps import feature_map_sprite
from cnnviz.ui.language import language
from cnnviz.ui.pictures import NUMBERS, data_url, packed
from cnnviz.ui.places import Place, choose_place
from cnnviz.unit.arithmetic import Work
from cnnviz.unit.effective_field import Unit
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.sum_view",
    html=(FOLDER / "sum_view.html").read_text("utf-8"),
    css=(FOLDER / "sum_view.css").read_text("utf-8"),
    js=NUMBERS + (FOLDER / "sum_view.js").read_text("utf-8"),
)


def sum_view(work: Work, place: Place, answers: np.ndarray, key: str) -> None:
    """`work` behind the unit at `place` step by step; another unit is chosen on the map.

    `answers` is the map (height, width) of the unit's channel, as PyTorch computed it.
    """
    data: dict[str, Any] = {
        "kind": work.kind,
        "shape": work.reads.shape,
        "reads": packed(work.reads, "<f8"),
        "weights": None if work.weights is None else packed(work.weights, "<f8"),
        "inside": work.inside.flatten().tolist(),
        "first": work.first_channel,
        "bias": work.bias,
        "scale": work.scale,
        "result": work.result,
        "place": place.unit,
        "units": answers.shape,
        "layer": place.path,
        "answers": data_url(feature_map_sprite(answers[None], smallest=1).png),
        "answer": float(answers[place.unit]),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }

    def choose() -> None:
        if chosen := st.session_state[key].get("place"):
            choose_place(Place(place.path, Unit(*chosen)))

    _mount(key=key, data=data, on_place_change=choose)


WORDS = {
    "map": Words(ko="이 채널의 맵. 유닛을 누르십시오.", en="The map of this channel. Click a unit."),
    "unit": Words(ko="유닛", en="Unit"),
    "reads": Words(ko="읽는 값 x", en="It reads x"),
    "weights": Words(ko="가중치 w", en="Weights w"),
    "products": Words(ko="곱 x·w", en="Products x·w"),
    "channel": Words(ko="입력 채널 {channel} ({place}/{all})", en="Input channel {channel} ({place} of {all})"),
    "start": Words(ko="처음으로", en="To the start"),
    "back": Words(ko="한 걸음 뒤로", en="One step back"),
    "step": Words(ko="한 걸음", en="One step"),
    "play": Words(ko="재생", en="Play"),
    "pause": Words(ko="멈추기", en="Pause"),
    "next": Words(ko="다음 채널", en="Next channel"),
    "end": Words(ko="끝까지", en="To the end"),
    "padding": Words(ko="맵 밖 (0으로 채움)", en="beyond the map (zero)"),
    "sum": Words(ko="합", en="Sum"),
    "so_far": Words(ko="지금까지의 합", en="Sum so far"),
    "bias": Words(ko="편향", en="bias"),
    "max": Words(ko="창 안에서 가장 큰 값", en="The largest number in the window"),
    "mean": Words(ko="창 안의 {count}개 값의 평균", en="The mean of {count} numbers in the window"),
    "scaled": Words(ko="(x − 평균)/√(분산 + ε) · γ + β", en="(x − mean)/√(variance + ε) · γ + β"),
    "mapped": Words(ko="f(x)", en="f(x)"),
    "torch": Words(ko="PyTorch의 출력: {value}", en="PyTorch's output: {value}"),
}
