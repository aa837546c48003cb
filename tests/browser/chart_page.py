"""A page with nothing but a live chart: `?runs=1,2`."""

import streamlit as st

from cnnviz.ui.live_chart import Curve, View, live_chart


def show() -> None:
    st.title("chart")
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    ids = [int(text) for text in st.query_params.get("runs", "1").split(",")]
    curves = [Curve(number, f"Run {number}", f"s{place}", "running", until=10) for place, number in enumerate(ids)]
    view = st.session_state.setdefault("view", View())
    live_chart(curves, view, "chart", lambda moved: st.session_state.update(view=moved))
    st.write(f"view: {view.x} {view.log} {view.smooth}; script runs: {st.session_state['runs']}")
