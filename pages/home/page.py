"""What the product is, and one click that leads on."""

from pathlib import Path

import streamlit as st

from cnnviz.ui.language import language
from cnnviz.words import page_words

words, lang, pages = page_words("home"), language(), st.session_state["pages"]

text, picture = st.columns((3, 1), gap="large", vertical_alignment="center")
with text:
    st.title(words.promise[lang])
    st.markdown(words.lead[lang])
    if st.button(words.start[lang], type="primary", icon=":material/arrow_forward:"):
        st.switch_page(pages["architecture"])
with picture:
    st.image(
        Path(__file__).parent / "tiger_cat.png",
        caption=words.tiger_cat[lang],
        width="stretch",
        alt=words.tiger_cat[lang],
    )
for row in (
    ("architecture", "compare", "history"),
    ("feature_maps", "receptive_field", "arithmetic"),
    ("gates", "grad_cam", "grid"),
    ("data", "train", "runs", "presentation"),
):
    for column, name in zip(st.columns(len(row)), row, strict=True):
        with column.container(border=True, height="stretch"):
            st.page_link(pages[name])
            st.markdown(getattr(words, name)[lang])
st.caption(words.offline[lang])
