"""What squeeze-and-excitation lets through of a photograph, how each gate comes about, and what happens without it."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.ui.gate_classes import show_classes
from cnnviz.ui.gate_held import show_held
from cnnviz.ui.gate_views import show_all, show_block, show_two
from cnnviz.ui.gates import blocks_of, offer_gates
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang = page_words("gates"), language()
VIEWS = {"all": show_all, "block": show_block, "two": show_two, "classes": show_classes, "held": show_held}

st.title(words.title[lang])
inside = choose_inside("se_resnet20")
blocks = blocks_of(inside.choice)
title = find(inside.choice.name)[1].title
if blocks:
    st.markdown(words.lead.format(network=title)[lang])
    view = pick("view", list(VIEWS), words.view[lang], title=lambda v: getattr(words, v)[lang], few=True, bare=True)
    st.caption(getattr(words, f"about_{view}")[lang])
    VIEWS[view](inside, blocks)
else:
    st.info(words.none.format(network=title)[lang], icon=":material/info:")
    offer_gates(inside.choice)
