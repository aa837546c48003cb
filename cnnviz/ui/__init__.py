"""Where Streamlit meets the rest: the frame of every page, widgets from declarations, caches, components."""
