"""The part of the URL behind `?`: every setting of a page stands there, so that a link shows the same page.

Values come from the URL when a link is opened or Back is pressed, from the visitor's memory when he changes the page,
and from the widgets otherwise; at the end of a run the URL is written from what the page used. Only the first one is
left to the browser (`cnnviz/ui/frame`): Streamlit would put it beside the bare address that was typed, and Back would
lead there.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.words import Refusal, Words

_STATE = "address"
Settings = dict[str, str]


class _Address:
    """What one visitor's URL held, and what the current run found and used."""

    def __init__(self) -> None:
        self.page: str | None = None
        self.runs = 0
        self.written: list[Settings] = []  # what the URL held, newest last
        self.memory: dict[str, Settings] = {}  # what this visitor used last, by group, on any page
        self.source: Settings | None = None  # where values come from in this run; None: from the widgets
        self.carried = False  # the source is the visitor's memory: what does not fit here was no wish for here
        self.ended = True  # the run before came to its end; a click, or the answer of a component, cuts a run short
        self.seeded: set[str] = set()  # widgets that have their value from the source already
        self.known: set[str] = set()
        self.used: dict[str, Settings] = {}
        self.notices: list[Words] = []


def begin(page: str) -> None:
    """Read the URL; call once, before any widget of the run."""
    address = st.session_state.setdefault(_STATE, _Address())
    url, last = st.query_params.to_dict(), address.written[-1] if address.written else {}
    address.runs += address.ended
    goes_on = not address.ended and page == address.page and url in address.written and not back_pressed()
    if not goes_on:  # else: what the run that was cut short has not yet taken from its source is taken now
        address.carried, address.seeded = False, set()
        _choose_source(address, page, url, last)
    address.page, address.used, address.known, address.ended = page, {}, set(), False


def _choose_source(address: _Address, page: str, url: Settings, last: Settings) -> None:
    if address.page is None:
        address.source, address.written = url, [url]
    elif back_pressed():  # a menu link leaves its bare address in the history, before the settings are written to it
        address.source = url or _all(address.memory)
    elif page != address.page:
        address.carried = not url or url == last  # the frame's own links take the old page's settings along
        address.source = _all(address.memory) if address.carried else url
    else:  # a click may overtake the URL that the run before it wrote, so older ones are no new link
        address.source = None if url in address.written else url


def back_pressed() -> bool:
    """True where this run shows an earlier page of the browser's history."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def end() -> None:
    """Write the URL; call once, after the last widget of the run."""
    address = st.session_state[_STATE]
    used = _all(address.used)
    address.memory |= address.used
    # The bar holds what was written last; Streamlit knows nothing of the first one and compares with the link.
    if address.runs > 1 and not used == st.query_params.to_dict() == address.written[-1]:
        st.query_params.from_dict(used)
    address.written = [*address.written[-20:], used]
    address.ended = True


def runs() -> int:
    """The number of this run in this visit, from 1."""
    return st.session_state[_STATE].runs


def first() -> Settings | None:
    """What the URL should hold after the first run of a visit, which leaves it to the browser; None after any other."""
    address = st.session_state[_STATE]
    return _all(address.used) if address.runs == 1 else None


def notices() -> list[Words]:
    """What could not be taken from the link, a sentence each; each is told once."""
    address = st.session_state[_STATE]
    foreign = set(address.source or {}) - address.known - set(_all(address.memory))
    told, address.notices = address.notices + [UNKNOWN.format(name=name) for name in sorted(foreign)], []
    return told


def seed(name: str, key: str, default: Any, read: Callable[[str], Any]) -> None:
    """Set the widget state `key` before its widget is made: from the link, or else to `default`.

    `read` turns the text of the link into a value, or raises `Refusal`, which becomes a notice. What another page left
    and this one cannot use is passed over in silence.
    """
    address = st.session_state[_STATE]
    address.known.add(name)
    if (address.source is None or key in address.seeded) and key in st.session_state:
        return
    address.seeded.add(key)
    value, source = default, address.source or {}
    if name in source:
        try:
            value = read(source[name])
        except Refusal as refusal:
            if not address.carried:
                address.notices.append(FELL_BACK.format(name=name, why=refusal.words))
    st.session_state[key] = value


def use(group: str, **settings: str) -> None:
    """Put settings into the link of this page; `group` names whose they are, and replaces what it said before."""
    st.session_state[_STATE].used.setdefault(group, {}).update(settings)


def hand_on(**groups: Settings) -> None:
    """Let the page that is switched to next start from these settings: group → what it says, `{}` for its defaults.

    `st.switch_page` with a query would write it into the history of the page that is left, where Back would find it.
    """
    address = st.session_state[_STATE]
    address.memory |= address.used
    for group, settings in groups.items():  # to the end: where other groups have a setting of the same name, it counts
        address.memory.pop(group, None)
        address.memory[group] = settings


def _all(groups: dict[str, Settings]) -> Settings:
    return {name: text for settings in groups.values() for name, text in settings.items()}


UNKNOWN = Words(
    ko="링크의 ‘{name}’은(는) 이 페이지가 모르는 설정이라 무시했습니다.",
    en="The link sets “{name}”, which this page does not know; it was left out.",
)
FELL_BACK = Words(
    ko="링크의 ‘{name}’ 대신 기본값을 썼습니다. {why}",
    en="The default was used instead of the link's “{name}”. {why}",
)
