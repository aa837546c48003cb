"""The chosen runs as curves: their colours, names and the view, which is kept in the link."""

from collections.abc import Sequence

import streamlit as st

from cnnviz.train.runs import Run
from cnnviz.ui import address
from cnnviz.ui.live_chart import Curve, View, live_chart
from cnnviz.ui.run_list.rows import name_of_run
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words

AXES = ("epoch", "step", "time")
DEFAULTS = {"x": "epoch", "log": "false", "smooth": "0"}


def show_chart(chosen: Sequence[Run], key: str) -> None:
    """The curves of all `chosen` runs."""
    names = [name_of_run(run) for run in chosen]
    curves = [
        Curve(run.id, _title(run, names), f"s{place}", run.status, run.config.epochs or None)
        for place, run in enumerate(chosen)
    ]
    keys = {name: setting_key(name) for name in DEFAULTS}
    for name, kept in keys.items():
        address.seed(name, kept, DEFAULTS[name], lambda text, name=name: _read(name, text))
    given = {name: st.session_state[kept] for name, kept in keys.items()}
    address.use("runs.view", **{name: text for name, text in given.items() if text != DEFAULTS[name]})

    def move(view: View) -> None:
        now = {"x": view.x, "log": str(view.log).lower(), "smooth": str(view.smooth)}
        st.session_state.update({keys[name]: text for name, text in now.items()})

    live_chart(curves, View(given["x"], given["log"] == "true", int(given["smooth"])), key, move)


def _title(run: Run, names: Sequence[str]) -> str:
    """Its name; with its number where two on the chart have the same."""
    name = name_of_run(run)
    return f"{name} #{run.id}" if names.count(name) > 1 else name


def _read(name: str, text: str) -> str:
    allowed = {"x": AXES, "log": ("true", "false"), "smooth": tuple(str(share) for share in range(0, 100, 5))}[name]
    if text not in allowed:
        raise Refusal(NOT_AMONG.format(text=text, allowed=", ".join(allowed)))
    return text


NOT_AMONG = Words(ko="‘{text}’은(는) 없습니다. 있는 것: {allowed}.", en="There is no “{text}” here. Known: {allowed}.")
