"""A whole number of a page that is in its link: typed, or drawn anew by a button."""

import streamlit as st

from cnnviz.ui import address
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words


def whole_number(name: str, last: int, label: str, next_label: str, step: int = 1) -> int:
    """A number from 0 to `last`, kept in the link as `name`; the button goes `step` on, and after the last to the first."""
    key = setting_key(name)
    address.seed(name, key, 0, lambda text: _read(text, last))
    st.session_state[key] = now = min(st.session_state[key], last)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input(label, 0, last, now, step=1, key=key, width=170)
        st.button(next_label, key=f"{key}.next", on_click=_go_on, args=(key, last, step), icon=":material/casino:")
    number = int(st.session_state[key])
    address.use(key, **({name: str(number)} if number else {}))
    return number


def _go_on(key: str, last: int, step: int) -> None:
    st.session_state[key] = (st.session_state[key] + step) % (last + 1)


def _read(text: str, last: int) -> int:
    if not (text.isdecimal() and int(text) <= last):
        raise Refusal(NO_NUMBER.format(text=text, last=last))
    return int(text)


NO_NUMBER = Words(
    ko="‘{text}’은(는) 0에서 {last} 사이의 정수가 아닙니다.", en="“{text}” is no whole number from 0 to {last}."
)
