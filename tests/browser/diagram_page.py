"""A page with nothing but a diagram: `?net=resnet50&height=600`."""

from functools import cache

import streamlit as st
import torch
import torchvision.models as models

import cnnviz
from cnnviz.draw.graph import graph
from cnnviz.trace import Trace, trace
from cnnviz.ui.diagram import diagram


@cache
def traced(name: str) -> Trace:
    """One of our networks, or torchvision's."""
    if name in cnnviz.list_variants():
        return cnnviz.structure(name)
    with torch.device("meta"):
        return trace(models.get_model(name, weights=None), (3, 224, 224))


def show() -> None:
    name = st.query_params.get("net", "resnet50")
    st.title(name)
    wide = st.sidebar.toggle("wide")
    marked = st.sidebar.text_input("marked") or None
    shown = traced("wide_resnet50_2") if wide else traced(name)
    changed = {layer.name for layer in shown.layers if layer.name.endswith("conv2")} if wide else set()
    fields = {layer.name: number for number, layer in enumerate(shown.layers)}
    height = int(st.query_params.get("height", 600))
    picked = diagram(graph(shown, changed, fields), key="diagram", height=height, selected=marked)
    st.write(f"picked: {picked}")
