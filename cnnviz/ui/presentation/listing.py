"""The stops of a presentation as a list to rename, reorder, delete, present and hand on as one link."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.presentation.stops import MOST, read_stops
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_KEY = "presentation"
_mount = component(
    "cnnviz.presentation",
    html=(FOLDER / "listing.html").read_text("utf-8"),
    css=(FOLDER / "listing.css").read_text("utf-8"),
    js="\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in ("stored", "listing")),
)


def listing() -> None:
    """The list that the link holds, else the visitor's own, which only his browser knows."""
    key = setting_key("list")
    address.seed("list", key, "", _checked)
    code = st.session_state[key]
    data = {
        "code": code,
        "given": read_stops(code) if code else None,
        "most": MOST,
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }
    _mount(key=_KEY, data=data, on_changed_change=lambda: _take(key))
    address.use(key, **({"list": code} if code else {}))


def _take(key: str) -> None:
    """A change of a list that the link holds is a step of the address; an empty code: from now on, the visitor's own."""
    changed = st.session_state[_KEY]["changed"]
    st.session_state[key] = _checked(changed["code"])


def _checked(code: str) -> str:
    if code:
        read_stops(code)
    return code


WORDS = {
    "present": Words(ko="발표 시작", en="Present"),
    "copy": Words(ko="목록이 든 링크 복사", en="Copy link to this list"),
    "clear": Words(ko="모두 지우기", en="Delete all"),
    "copied": Words(
        ko="복사했습니다. 다른 컴퓨터에서 이 링크를 열면 같은 목록이 나옵니다.",
        en="Copied. On any machine the link shows this list.",
    ),
    "blocked": Words(
        ko="브라우저가 복사를 막았습니다. 아래 링크를 직접 복사하십시오.",
        en="The browser did not allow it: copy the link below.",
    ),
    "empty": Words(
        ko="아직 비어 있습니다. 보여 줄 페이지를 열고 왼쪽의 ‘발표에 추가’를 누르면 그 페이지가 설정과 함께 여기에 들어옵니다.",
        en="Nothing here yet. Open a page that you want to show and press “Add to presentation” on its left: it comes here with all its settings.",
    ),
    "given": Words(
        ko="이 목록은 링크로 받은 것입니다. 여기서 고치면 링크가 바뀌고, 이 브라우저의 목록은 그대로입니다.",
        en="This list came with the link. Changes here change the link; the list in this browser stays as it is.",
    ),
    "keep": Words(ko="이 브라우저에 저장", en="Keep in this browser"),
    "replace": Words(ko="이 브라우저의 목록 {count}쪽을 대신함", en="Replace this browser's list of {count}"),
    "unreadable": Words(
        ko="이 브라우저에 저장된 목록을 읽을 수 없습니다. ‘모두 지우기’를 누르면 새로 시작합니다.",
        en="The list in this browser cannot be read. “Delete all” starts a new one.",
    ),
    "unstored": Words(
        ko="브라우저가 목록을 저장하지 못했습니다. 링크를 복사해 두십시오.",
        en="The browser could not store the list: keep its link instead.",
    ),
    "toomany": Words(ko="{most}쪽까지 쓸 수 있습니다.", en="Up to {most} pages are allowed."),
    "title": Words(ko="{number}쪽 제목", en="Title of page {number}"),
    "open": Words(ko="열기", en="Open"),
    "up": Words(ko="{number}쪽을 위로", en="Move page {number} up"),
    "down": Words(ko="{number}쪽을 아래로", en="Move page {number} down"),
    "delete": Words(ko="{number}쪽 지우기", en="Delete page {number}"),
}
