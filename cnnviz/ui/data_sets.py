"""The data set that a page shows: chosen, downloaded where it is missing, and shared by all visitors."""

from typing import Any

import streamlit as st

from cnnviz.data.sets import DataSet, Loaded, all_sets, find_set
from cnnviz.data.sets.own import find_own
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick, setting_key
from cnnviz.words import Refusal, Words

_NEXT = "data.next"


def choose_set(label: str, default: str = "shapes") -> DataSet:
    """One of all data sets, kept in the link as `data`."""
    sets = all_sets()
    default = default if default in sets else next(iter(sets))  # one of somebody's own may be gone
    if (wanted := st.session_state.pop(_NEXT, None)) in sets:
        st.session_state[setting_key("data")] = wanted
    titles = {name: data.title[language()] for name, data in sets.items()}
    return sets[pick("data", list(sets), label, default, title=titles.__getitem__)]


def show_next(name: str) -> None:
    """Let the next run of the page show the set `name`: the list of this run stands already."""
    st.session_state[_NEXT] = name


def at_hand(data: DataSet) -> Loaded | None:
    """The set in memory; where it must be downloaded first, that is offered, and None returned."""
    lang = language()
    try:
        if not data.at_hand() and not _fetched(data):
            return None
        with st.spinner(LOADING[lang]):
            return _loaded(data.name, find_own(data.name) if data.own else None)
    except Refusal as refusal:
        st.error(refusal.words[lang], icon=":material/cloud_off:")
        return None


def _fetched(data: DataSet) -> bool:
    """Offer the download, and make it where the visitor wants it."""
    lang, megabytes = language(), round(data.megabytes)
    st.info(MISSING.format(name=data.title, megabytes=megabytes)[lang], icon=":material/download:")
    if not st.button(FETCH.format(megabytes=megabytes)[lang], type="primary"):
        return False
    bar = st.progress(0.0, LOADING[lang])
    try:
        data.load(lambda share: _tell(bar, share))
    finally:
        bar.empty()
    return True


def _tell(bar: Any, share: float) -> None:
    bar.progress(min(share, 1.0), f"{LOADING[language()]} {share:.0%}")


@st.cache_resource(max_entries=4, show_spinner=False)
def _loaded(name: str, own: Any) -> Loaded:
    """The set in memory, the same for all visitors; of one's own, only while it is the same `own`."""
    return find_set(name).load(None)


LOADING = Words(ko="데이터를 준비하는 중입니다.", en="Getting the data ready.")
MISSING = Words(
    ko="{name} 데이터는 아직 이 컴퓨터에 없습니다. 한 번만 내려받으면 됩니다({megabytes} MB).",
    en="{name} is not on this computer yet. It has to be downloaded once ({megabytes} MB).",
)
FETCH = Words(ko="내려받기 ({megabytes} MB)", en="Download ({megabytes} MB)")
