"""All gates of a network as one picture: a row for each block, a cell for each channel, and how they are spread."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st
from streamlit.components.v2 import component

from cnnviz.draw.palettes import colours
from cnnviz.gates.blocks import GateBlock
from cnnviz.ui.gates import block_name, choose_gate
from cnnviz.ui.language import language
from cnnviz.ui.pictures import NUMBERS, packed
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.gate_map",
    html=(FOLDER / "gate_map.html").read_text("utf-8"),
    css=(FOLDER / "gate_map.css").read_text("utf-8"),
    js=NUMBERS + (FOLDER / "gate_map.js").read_text("utf-8"),
)


def gate_map(
    blocks: Sequence[GateBlock], gates: Sequence[np.ndarray], key: str,
    others: Sequence[np.ndarray] = (), sides: tuple[str, str] = ("", ""),
) -> None:  # fmt: skip
    """The `gates` (channels) of each block; with `others`, those of a second photograph in the same row, below.

    A click on a cell makes its gate the one that the page shows in detail. `sides` names the two photographs.
    """
    rows = [
        {"title": block_name(block), "values": [packed(each) for each in (own, *([others[place]] if others else []))]}
        for place, (block, own) in enumerate(zip(blocks, gates, strict=True))
    ]
    data = {
        "rows": rows,
        "sides": list(sides),
        "palette": packed(colours("viridis"), "u1"),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }

    def choose() -> None:
        if pressed := st.session_state[key].get("pressed"):
            choose_gate(blocks[pressed[0]], pressed[1])

    _mount(key=key, data=data, on_pressed_change=choose)


WORDS = {
    "block": Words(ko="블록", en="Block"),
    "gates": Words(ko="채널마다 게이트", en="Gate of each channel"),
    "spread": Words(ko="분포", en="Spread"),
    "mean": Words(ko="평균", en="Mean"),
    "change": Words(ko="평균 차이", en="Mean change"),
    "one": Words(ko="{block} · 채널 {channel}: 게이트 {gate}", en="{block} · channel {channel}: gate {gate}"),
    "two": Words(ko="{block} · 채널 {channel}: {a} → {b}", en="{block} · channel {channel}: {a} → {b}"),
    "hint": Words(
        ko="칸 위에 마우스를 올리면 값이 보이고, 누르면 그 게이트의 계산이 열립니다.",
        en="Point at a cell to read its value; click it to see how that gate is computed.",
    ),
    "row": Words(
        ko="{block}: 게이트 {count}개, 평균 {mean}, {low}에서 {high}까지",
        en="{block}: {count} gates, mean {mean}, from {low} to {high}",
    ),
}
