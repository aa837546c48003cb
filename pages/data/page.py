"""A data set: examples of every class, its pixels in figures, what each augmentation does, and one's own pictures."""

import streamlit as st

from cnnviz.data.samples import SAMPLES
from cnnviz.ui.data_sets import at_hand, choose_set
from cnnviz.ui.data_views import show_augmentation, show_classes, show_figures, show_ten_crops
from cnnviz.ui.language import language
from cnnviz.ui.own_data import about_own, bring_own, delete_own
from cnnviz.ui.visitor import visitor
from cnnviz.ui.whole_number import whole_number
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang = page_words("data"), language()

st.title(words.title[lang])
st.markdown(words.lead[lang])
data = choose_set(words.data[lang])
st.markdown(data.about[lang])
if not data.own:
    st.caption(words.source.format(source=data.source)[lang])
about_own(data.name)
found = at_hand(data)
if found:
    show_figures(data, found)
    st.caption(words.figures_caption[lang])

    st.subheader(words.classes[lang])
    show_classes(data, found)

    st.subheader(words.augmentation[lang])
    st.caption(words.augmentation_caption[lang])
    if not data.mirrors:
        st.info(words.no_mirror[lang], icon=":material/flip:")
    left, right = st.columns(2)
    with left:
        number = whole_number("number", len(found.train) - 1, words.number[lang], words.next[lang], step=7)
    with right:
        seed = whole_number("seed", 9999, words.seed[lang], words.again[lang])
    show_augmentation(data, found, number, seed)

st.subheader(words.crops[lang])
st.markdown(words.crops_text[lang])
titles = {name: sample.title[lang] for name, sample in SAMPLES.items()}
photo = pick("photo", list(SAMPLES), words.photo[lang], few=True, title=titles.__getitem__, bare=True)
show_ten_crops(photo)
st.markdown(words.factor[lang])

st.subheader(words.own[lang])
st.markdown(words.own_text[lang])
owner = visitor()  # at the end: a new visitor's browser answers with a run of its own
bring_own(owner)
delete_own(data.name, owner)
