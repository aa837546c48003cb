"""The lecturer's list of pages, and how to present it."""

import streamlit as st

from cnnviz.ui.language import language
from cnnviz.ui.presentation.listing import listing
from cnnviz.words import page_words

words, lang = page_words("presentation"), language()

st.title(words.title[lang])
st.markdown(words.lead[lang])
listing()
st.subheader(words.how[lang])
st.markdown(words.keys[lang])
