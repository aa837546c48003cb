"""The server: `streamlit run app.py`."""

import streamlit as st

from cnnviz.ui import live_points
from cnnviz.ui.run_list import rows
from cnnviz.ui.server import tell, warm_up

app = st.App(
    "cnnviz/ui/site.py", lifespan=warm_up, routes=[*live_points.routes(), *rows.routes()], on_script_error=tell
)
