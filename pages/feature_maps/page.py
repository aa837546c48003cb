"""How each channel of a layer answers to the photograph, and the filters that read its pixels; one side or two."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.ui.filter_views import show_filters
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.map_views import show_maps
from cnnviz.ui.sides import choose_against
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang = page_words("feature_maps"), language()
views = {"maps": words.maps[lang], "filters": words.filters[lang]}

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
left, right = st.columns(2)
with left:
    view = pick("view", list(views), words.view[lang], title=views.__getitem__, few=True)
with right:
    against = choose_against()
network = find(inside.choice.name)[1].title
if view == "filters":
    st.markdown(words.lead_filters.format(network=network)[lang])
    show_filters(inside, against)
else:
    st.markdown(words.lead.format(network=network)[lang])
    show_maps(inside, against)
