"""Who this visitor is: a token that his browser keeps, by which his runs are known to be his."""

import re
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

COOKIE = "cnnviz_visitor"
_KEY = "visitor"
_mount = component("cnnviz.visitor", js=(Path(__file__).parent / "visitor.js").read_text("utf-8"))


def visitor() -> str | None:
    """The token; None until the browser has made one, after which the script runs again, or where it keeps none."""
    if _KEY not in st.session_state:
        token = st.context.cookies.get(COOKIE)
        if not _is_token(token):
            token = _mount(key="visitor_token", data={"cookie": COOKIE}, on_token_change=_nothing).get("token")
        if not _is_token(token):
            return None
        st.session_state[_KEY] = token
    return st.session_state[_KEY]


def _is_token(text: Any) -> bool:
    """True for what `visitor.js` makes; a browser may send anything."""
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{32}", text) is not None


def _nothing() -> None:
    """A component answers only what a callback is named for."""
