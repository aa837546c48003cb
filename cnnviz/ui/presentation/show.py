"""The presenter's mode: `present=3.…` in a link, its page number and then the code of the whole presentation."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from cnnviz.ui import address
from cnnviz.ui.presentation.stops import Stop, read_stops
from cnnviz.words import Refusal, Words

FOLDER = Path(__file__).parent
_SETTING = "present"
_SHOWN = "presenting"


class Show(NamedTuple):
    """Where a presentation stands."""

    number: int  # of the page on the screen, from 1
    code: str
    stops: tuple[Stop, ...]


def begin_show() -> Show | None:
    """The presentation that the link asks for, with large type and without controls; None where it asks for none."""
    address.seed(_SETTING, _SETTING, "", _checked)
    setting = st.session_state[_SETTING]
    address.use(_SETTING, **({_SETTING: setting} if setting else {}))
    if not setting:
        return None
    st.html(FOLDER / "show.css")
    return _read(setting)


def changed(show: Show | None) -> bool:
    """True in the run in which a presentation begins or ends: type has another size from then on.

    Streamlit measures its tables when it first draws them, so that run shows no page, and the browser asks again.
    """
    was, st.session_state[_SHOWN] = st.session_state.get(_SHOWN, False), show is not None
    return was != st.session_state[_SHOWN]


def _checked(setting: str) -> str:
    if setting:
        _read(setting)
    return setting


def _read(setting: str) -> Show:
    number, _, code = setting.partition(".")
    stops = read_stops(code)
    if not (number.isdecimal() and 1 <= int(number) <= len(stops)):
        raise Refusal(NO_SUCH_PAGE.format(number=number, count=len(stops)))
    return Show(int(number), code, stops)


NO_SUCH_PAGE = Words(
    ko="발표의 {number}쪽은 없습니다. 1쪽부터 {count}쪽까지 있습니다.",
    en="The presentation has no page {number}; it has pages 1 to {count}.",
)
