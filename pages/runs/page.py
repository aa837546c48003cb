"""The runs there are: which go on, their curves, what one may do with them, and what is left of each."""

import streamlit as st

from cnnviz.train.runs import runs
from cnnviz.ui.language import language
from cnnviz.ui.run_actions import run_actions
from cnnviz.ui.run_chart import show_chart
from cnnviz.ui.run_details import confusion_view, files, histograms_view, look_inside, mistakes_view, one_of, tell_end
from cnnviz.ui.run_film import run_film
from cnnviz.ui.run_list import choose_runs
from cnnviz.ui.run_parts import parts_of
from cnnviz.ui.visitor import visitor
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang, pages = page_words("runs"), language(), st.session_state["pages"]

st.title(words.title[lang])
st.markdown(words.lead[lang])
owner, listed = visitor(), runs()
chosen = choose_runs(listed, owner)
if not listed:
    st.info(words.empty[lang], icon=":material/model_training:")
    st.page_link(pages["train"], icon=":material/play_arrow:")
elif not chosen:
    st.info(words.choose[lang], icon=":material/check_box:")
else:
    run_actions(chosen, owner)
    show_chart(chosen, "chart")

    st.subheader(words.look[lang])
    run = one_of(chosen, words.which[lang])
    tell_end(run, owner)
    files(run)
    if parts := parts_of(run):
        look_inside(run)
        part = pick("part", parts, words.part[lang], few=True, title=lambda name: getattr(words, name)[lang], bare=True)
        if part == "answers":
            confusion_view(run)
        elif part == "mistakes":
            st.caption(words.mistakes_caption[lang])
            mistakes_view(run)
        elif part == "weights":
            st.caption(words.weights_caption[lang])
            histograms_view(run, words.epoch[lang])
        elif part == "film":
            st.caption(words.film_caption[lang])
            run_film(run)
    else:
        st.caption(words.later[lang])
