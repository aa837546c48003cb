"""Pages with nothing but one part of the site, for its tests."""

import streamlit as st

from tests.browser import chart_page, diagram_page

st.set_page_config(layout="wide")
if "net" in st.query_params:
    diagram_page.show()
else:
    chart_page.show()
