"""The server: `streamlit run app.py`."""

import streamlit as st
from starlette.middleware import Middleware

from cnnviz.ui import live_points
from cnnviz.ui.departures import Departures
from cnnviz.ui.run_list import rows
from cnnviz.ui.server import tell, warm_up
from cnnviz.ui.visitor import VisitorCookie

app = st.App(
    "cnnviz/ui/site.py",
    lifespan=warm_up,
    routes=[*live_points.routes(), *rows.routes()],
    middleware=[Middleware(Departures), Middleware(VisitorCookie)],
    on_script_error=tell,
)
