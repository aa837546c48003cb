"""A page of Streamlit's alone, for `painted.py`: one switch, and one line that says where it stands."""

import streamlit as st

st.text(f"switched {st.toggle('switch')}")
