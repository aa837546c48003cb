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

MAP = {
    "home": ":material/home:",
    "architecture": ":material/account_tree:",
    "compare": ":material/compare_arrows:",
    "history": ":material/history:",
    "receptive_field": ":material/center_focus_strong:",
    "feature_maps": ":material/grid_view:",
    "arithmetic": ":material/calculate:",
    "grad_cam": ":material/visibility:",
    "grid": ":material/apps:",
    "data": ":material/photo_library:",
    "train": ":material/model_training:",
    "runs": ":material/show_chart:",
    "presentation": ":material/slideshow:",
}

FOLDER = Path(__file__).parent
STARTING = Words(ko="시작하는 중입니다.", en="Starting up.")

st.set_page_config(page_title="cnnviz", page_icon=str(FOLDER / "static" / "icon.png"), layout="wide")
st.html(FOLDER / "site.css")
titles = {name: page_words(name).title[language()] for name in MAP}
pages = {
    name: st.Page(PAGES / name / "page.py", title=titles[name], icon=icon, url_path=name, default=name == "home")
    for name, icon in MAP.items()
}
page = st.navigation(list(pages.values()), position="top")
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
        add_to_presentation(titles[page.url_path or "home"])
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
