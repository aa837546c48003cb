"""What the product is, and one click that leads on."""

import streamlit as st

from cnnviz.ui.language import language
from cnnviz.words import page_words

words, lang, pages = page_words("home"), language(), st.session_state["pages"]

st.title(words.promise[lang])
st.markdown(words.lead[lang])
st.page_link(pages["architecture"], label=words.start[lang], icon=":material/arrow_forward:")
for column, name in zip(st.columns(3), ("architecture", "feature_maps", "grad_cam"), strict=True):
    with column.container(border=True, height="stretch"):
        st.markdown(getattr(words, name)[lang])
        st.page_link(pages[name])
st.caption(words.offline[lang])
