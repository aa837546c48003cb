"""The server: `streamlit run app.py`."""

import streamlit as st

from cnnviz.ui.live_points import routes
from cnnviz.ui.server import tell, warm_up

app = st.App("cnnviz/ui/site.py", lifespan=warm_up, routes=routes(), on_script_error=tell)
