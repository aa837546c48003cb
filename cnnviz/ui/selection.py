"""The layer that a page shows: one for all its views, and kept in the link."""

from collections.abc import Callable

import streamlit as st

from cnnviz.trace import Trace
from cnnviz.ui import address
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words


def selected_layer(trace: Trace) -> str | None:
    """Name of the layer that was last selected on this page or that the link names; None where there is none.

    A link may also name a module that holds several layers: then the layer is meant whose output is the module's.
    """
    key = setting_key("layer")
    address.seed("layer", key, None, lambda text: _known(text, trace))
    if st.session_state[key] not in trace:
        return None  # selected in another network; it comes back with that one
    address.use(key, layer=st.session_state[key])
    return st.session_state[key]


def select_layer(name: str | None) -> None:
    """Make `name` the selected layer; call before the script runs, from the callback of whatever was clicked."""
    st.session_state[setting_key("layer")] = name


def select_clicked(key: str) -> Callable[[], None]:
    """The callback of a component under `key` whose state `selected` is the name of the layer last clicked."""
    return lambda: select_layer(st.session_state[key]["selected"])


def _known(text: str, trace: Trace) -> str:
    if text in trace:
        return text
    if text in trace.outputs:
        return trace.outputs[text].name
    raise Refusal(UNKNOWN.format(text=text))


UNKNOWN = Words(ko="이 망에는 ‘{text}’ 층이 없습니다.", en="This network has no layer “{text}”.")
