"""Probabilities before and after gates are held; one gate can be dragged, and they move at once, in the browser."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import streamlit as st
from streamlit.components.v2 import component

from cnnviz.ui.language import language
from cnnviz.ui.pictures import NUMBERS
from cnnviz.words import Words

FOLDER = Path(__file__).parent
SHOWN = 8  # classes
_mount = component(
    "cnnviz.gate_switch",
    html=(FOLDER / "gate_switch.html").read_text("utf-8"),
    css=(FOLDER / "gate_switch.css").read_text("utf-8"),
    js=NUMBERS + (FOLDER / "gate_switch.js").read_text("utf-8"),
)


class Drag(NamedTuple):
    """One gate that can be dragged: where to, where the network sets it, and where it stands now."""

    label: str
    positions: Sequence[float]
    own: float
    at: float


def gate_switch(
    before: np.ndarray, after: np.ndarray, categories: Sequence[str], key: str,
    drag: Drag | None = None, move: Callable[[float], None] | None = None,
) -> None:  # fmt: skip
    """The classes that matter in `before` (classes) or in any row of `after` (k, classes), as bars.

    With `drag` there is a row of `after` for each of its positions, and `move` hears where it is let go.
    """
    shown = _leading(before, after)
    data = {
        "names": [categories[number] for number in shown],
        "before": before[shown].tolist(),
        "after": after[:, shown].tolist(),
        "drag": drag and drag._asdict(),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }

    def let_go() -> None:
        if move and (gate := st.session_state[key].get("at")) is not None:
            move(gate)

    _mount(key=key, data=data, on_at_change=let_go)


def _leading(before: np.ndarray, after: np.ndarray) -> list[int]:
    """Numbers of the classes that are most probable somewhere, those of `before` first."""
    rows = np.vstack([before, after])
    highest = rows.max(0)
    chosen = np.argsort(-highest, kind="stable")[:SHOWN]
    return sorted(chosen.tolist(), key=lambda number: -before[number])


WORDS = {
    "gate": Words(ko="게이트", en="Gate"),
    "own": Words(ko="네트워크가 정한 값: {own}", en="set by the network: {own}"),
    "before": Words(ko="그대로", en="as computed"),
    "after": Words(ko="바꾼 뒤", en="held"),
    "row": Words(ko="{name}: {before} → {after}", en="{name}: {before} → {after}"),
}
