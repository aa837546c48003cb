"""From a unit of a map to the pages that say what it sees and how its number comes about."""

import streamlit as st

from cnnviz.measure import Field
from cnnviz.trace import Trace
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.places import Place, spelled_place
from cnnviz.unit.arithmetic import explains
from cnnviz.words import Words


def unit_links(place: Place, channel: int, trace: Trace, field: Field | None) -> None:
    """A button for each page that has something to say about this unit of `channel`."""
    layer, lang = trace.outputs[place.path], language()
    pages = {"receptive_field": (SEES, "center_focus_strong")} if field else {}
    if layer.module == place.path and explains(layer.kind):
        pages["arithmetic"] = (COMES, "calculate")
    with st.container(horizontal=True):
        for page, (label, icon) in pages.items():
            if st.button(label[lang], key=f"to.{page}", icon=f":material/{icon}:"):
                address.hand_on(
                    unit={"unit": spelled_place(place)},
                    **{
                        f"{page}.layer": {"layer": place.path},
                        f"{page}.channel": {"channel": str(channel)},
                    },
                )
                st.switch_page(st.session_state["pages"][page])


SEES = Words(ko="이 유닛의 수용 영역", en="What this unit sees")
COMES = Words(ko="이 값의 계산 과정", en="How its number comes about")
