"""A drawn SVG that says what is under the pointer, and answers what was pressed."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

FOLDER = Path(__file__).parent
HUES = (FOLDER / "hues.css").read_text("utf-8")  # the classes s0 … s9, each with its `--hue`
_mount = component(
    "cnnviz.svg_view",
    html='<figure class="view"><div class="scroll" role="group"></div><div class="card" hidden></div></figure>',
    css=HUES + (FOLDER / "svg_view.css").read_text("utf-8"),
    js=(FOLDER / "svg_view.js").read_text("utf-8"),
)


def svg_view(svg: str, key: str, alt: str, choose: Callable[[str], None] | None = None) -> str | None:
    """Show `svg` in the colours of the theme; returns the id of what was just pressed, once.

    `alt` says in words what the picture shows. `choose` hears the id before the script runs.
    """

    def press() -> None:
        if choose and (pressed := st.session_state[key].get("pressed")):
            choose(pressed)

    return _mount(key=key, data={"svg": svg, "alt": alt}, on_pressed_change=press).get("pressed")
