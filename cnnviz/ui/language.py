"""The language of this visitor: from the link, else the browser's; only `ui` knows it."""

import streamlit as st

from cnnviz.ui import address
from cnnviz.words import LANGUAGES, Language, Refusal, Words

NAMES: dict[Language, str] = {"ko": "한국어", "en": "English"}
_KEY = "language"


def language() -> Language:
    """The language that the page is shown in; right before its switch is drawn, too, for the names of the pages."""
    linked = st.query_params.get("lang")
    if linked in LANGUAGES and (_KEY not in st.session_state or address.back_pressed()):
        return linked
    return st.session_state.get(_KEY) or _of_browser()


def choose_language() -> None:
    """The switch; it stands at the same place on every page."""
    address.seed("lang", _KEY, _of_browser(), _read)
    st.segmented_control(
        "한국어 · English",
        LANGUAGES,
        default=st.session_state[_KEY],
        key=_KEY,
        format_func=NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
    )
    address.use("language", lang=language())


def _of_browser() -> Language:
    locale = (st.context.locale or "ko").lower()
    return "ko" if locale.startswith("ko") else "en"


def _read(text: str) -> Language:
    if text not in LANGUAGES:
        raise Refusal(UNKNOWN.format(text=text))
    return text  # type: ignore[return-value]


UNKNOWN = Words(ko="언어 ‘{text}’은(는) 없습니다. ko 또는 en.", en="There is no language “{text}”; ko or en.")
