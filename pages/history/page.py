"""Who won when, and what an error costs: published figures, each with its source."""

import streamlit as st

from cnnviz.architectures import ARCHITECTURES
from cnnviz.history import CHARTS, figures
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.past import bubble_chart, contest_chart, contest_table, figures_table
from cnnviz.ui.widgets import pick, pick_many
from cnnviz.words import page_words

words, lang, pages = page_words("history"), language(), st.session_state["pages"]

st.title(words.title[lang])
st.subheader(words.contest[lang])
st.caption(words.contest_caption[lang])
pressed = contest_chart("contest")
with st.expander(words.contest_table[lang]):
    contest_table()

st.subheader(words.published[lang])
name = pick("chart", list(CHARTS), words.chart[lang], few=True, title=lambda name: CHARTS[name].title)
chart, found = CHARTS[name], figures(CHARTS[name])
known = list(dict.fromkeys(figure.family for figure in found))
families = pick_many("families", known, words.families[lang], title=lambda name: ARCHITECTURES[name].title)
st.caption(words.published_caption.format(told=chart.told)[lang])
with st.spinner(words.counting[lang]):
    pressed = bubble_chart(chart, found, families, "bubbles") or pressed
with st.expander(words.published_table[lang]):
    figures_table(chart, found, families)
if pressed:
    address.hand_on(network={"model": pressed}, options={})
    st.switch_page(pages["architecture"])
