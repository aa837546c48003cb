"""The server: `streamlit run app.py`."""

import streamlit as st

from cnnviz.ui.server import tell, warm_up

app = st.App("cnnviz/ui/site.py", lifespan=warm_up, on_script_error=tell)
