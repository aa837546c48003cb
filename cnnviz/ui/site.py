"""The frame of every page: language, navigation, notices; `MAP` is the map of the site."""

from pathlib import Path

import streamlit as st

from cnnviz.ui import address
from cnnviz.ui.copy_link import copy_link
from cnnviz.ui.frame import frame
from cnnviz.ui.language import choose_language, language
from cnnviz.ui.presentation import add_to_presentation, begin_show, changed
from cnnviz.ui.server import IMPORTED, ready
from cnnviz.words import PAGES, Refusal, Words, page_words

NETWORKS = Words(ko="신경망", en="Networks")
INSIDE = Words(ko="속 보기", en="Inside")
IN_CLASS = Words(ko="수업", en="In class")
MAP = {  # section → its pages, each with its icon; what stands in no section has no menu above it
    None: {"home": ":material/home:"},
    NETWORKS: {
        "architecture": ":material/account_tree:",
        "compare": ":material/compare_arrows:",
        "history": ":material/history:",
    },
    INSIDE: {
        "feature_maps": ":material/grid_view:",
        "receptive_field": ":material/center_focus_strong:",
        "arithmetic": ":material/calculate:",
        "gates": ":material/toll:",
        "grad_cam": ":material/visibility:",
        "grid": ":material/apps:",
    },
    IN_CLASS: {
        "data": ":material/photo_library:",
        "train": ":material/model_training:",
        "runs": ":material/show_chart:",
        "presentation": ":material/slideshow:",
    },
}

FOLDER = Path(__file__).parent
STARTING = Words(ko="시작하는 중입니다.", en="Starting up.")


def site() -> None:
    """One run for one visitor."""
    st.set_page_config(page_title="cnnviz", page_icon=str(FOLDER / "static" / "icon.png"), layout="wide")
    st.html(FOLDER / "site.css")
    sections, pages = {}, {}
    for section, icons in MAP.items():
        for name, icon in icons.items():
            title, source = page_words(name).title[language()], PAGES / name / "page.py"
            pages[name] = st.Page(source, title=title, icon=icon, url_path=name, default=name == "home")
        sections[section[language()] if section else ""] = [pages[name] for name in icons]
    page = st.navigation(sections, position="top")
    address.begin(page.url_path)
    st.session_state["pages"] = pages
    show = begin_show()
    if changed(show):
        frame(show, again=True)
        st.stop()
    with st.sidebar:
        choose_language()
        with st.container(horizontal=True, gap="xsmall"):
            copy_link()
            add_to_presentation(page_words(page.url_path or "home").title[language()])
    if page.url_path and not IMPORTED.is_set():  # the first page needs nothing heavy
        with st.spinner(STARTING[language()]):
            ready()
    try:
        page.run()
    except Refusal as refusal:
        st.error(refusal.words[language()], icon=":material/block:")
    for notice in address.notices():
        st.toast(notice[language()], icon=":material/info:")
    address.end()
    frame(show)


if __name__ == "__main__":  # not where a child process loads this file as the main script of its parent
    site()
