"""The curves of runs, live: the browser asks a route of the server for new points, and no script runs for it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from cnnviz.train.runs import STATUS
from cnnviz.ui.language import language
from cnnviz.ui.live_chart.words import WORDS
from cnnviz.ui.svg_scripts import module
from cnnviz.ui.svg_view import HUES

FOLDER = Path(__file__).parent
SCRIPTS = ("series", "watch", "scales", "panels", "paint", "readout", "told", "live_chart")
_mount = component(
    "cnnviz.live_chart",
    html=(FOLDER / "live_chart.html").read_text("utf-8"),
    css=HUES + (FOLDER / "live_chart.css").read_text("utf-8"),
    js=module(FOLDER / f"{name}.js" for name in SCRIPTS),
)


@dataclass(frozen=True)
class Curve:
    """One run on the chart."""

    id: int
    title: str
    colour: str  # s0 … s9
    status: str
    until: int | None = None  # epochs that it is to run, where that is its limit


@dataclass(frozen=True)
class View:
    """How the reader has set the chart."""

    x: str = "epoch"  # or step, time
    log: bool = False
    smooth: int = 0  # percent


def live_chart(curves: Sequence[Curve], view: View, key: str, move: Callable[[View], None]) -> None:
    """All of `curves` over each other; `move` hears how the reader sets the chart.

    The script runs again when one of the runs begins, ends or is put off.
    """
    words = {name: phrase[language()] for name, phrase in {**WORDS, **STATUS}.items()}
    data = {"runs": json.dumps([asdict(curve) for curve in curves]), "view": _written(view), "words": words}

    def moved() -> None:
        if text := st.session_state[key].get("view"):
            move(View(**json.loads(text)))

    _mount(key=key, data=data, on_view_change=moved, on_changed_change=_nothing)


def _written(view: View) -> str:
    return json.dumps(asdict(view), separators=(",", ":"))


def _nothing() -> None:
    """A component answers only what a callback is named for."""
