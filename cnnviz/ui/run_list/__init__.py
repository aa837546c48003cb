"""The list of runs: which there are, how far they are, whose they are, and which of them are on the chart."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from cnnviz.train.runs import STATUS, Run, find_run
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.run_list.rows import written
from cnnviz.ui.run_list.words import WORDS
from cnnviz.ui.svg_view import HUES
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words

FOLDER = Path(__file__).parent
MOST = 10  # runs on the chart: as many as there are colours
_KEY = "run_list"
_mount = component(
    "cnnviz.run_list",
    html=(FOLDER / "run_list.html").read_text("utf-8"),
    css=HUES + (FOLDER / "run_list.css").read_text("utf-8"),
    js=(FOLDER / "run_list.js").read_text("utf-8"),
)


def choose_runs(listed: list[Run], owner: str | None) -> list[Run]:
    """The runs that are on the chart, in the order they were chosen; the newest run where nobody chose yet."""
    key, known = setting_key("runs"), {run.id: run for run in listed}
    address.seed("runs", key, None, _read)
    if not listed:
        return []
    chosen = st.session_state[key]
    shown = [number for number in (listed[0].id,) if chosen is None] or [n for n in chosen or () if n in known]
    mine = [run.id for run in listed if owner and run.belongs_to(owner)]
    words = {name: phrase[language()] for name, phrase in {**WORDS, **STATUS}.items()}
    data = {"rows": written(listed), "chosen": _text(shown), "mine": _text(mine), "most": MOST, "words": words}
    _mount(key=_KEY, data=data, on_chosen_change=lambda: _choose(key), on_changed_change=_nothing)
    address.use(key, **({"runs": _text(shown)} if chosen else {}))
    return [known[number] for number in shown]


def _choose(key: str) -> None:
    st.session_state[key] = [int(part) for part in st.session_state[_KEY]["chosen"].split(",") if part]


def _read(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts) > MOST:
        raise Refusal(BAD_LINK.format(text=text, most=MOST))
    return [find_run(int(part)).id for part in dict.fromkeys(parts)]


def _text(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def _nothing() -> None:
    """A component answers only what a callback is named for."""


BAD_LINK = Words(
    ko="‘{text}’은(는) 학습의 번호가 아닙니다. 번호를 쉼표로 나누어 {most}개까지 적으십시오: 3,4.",
    en="“{text}” does not name runs; write up to {most} numbers with commas: 3,4.",
)
