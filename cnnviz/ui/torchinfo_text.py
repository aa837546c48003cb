"""The summary that torchinfo prints, for those who know that format; computed on shapes, without memory for weights."""

import streamlit as st
import torch
from torchinfo import summary

from cnnviz.architectures import build, find
from cnnviz.options import Options

DEPTH = 3  # modules in modules, as torchinfo shows by itself


@st.cache_data(max_entries=64, show_spinner=False)
def torchinfo_text(name: str, options: Options) -> str:
    """torchinfo's table of the network `name`, one picture of the variant's own size."""
    with torch.device("meta"):
        model = build(name, options)
    return str(summary(model, (1, *find(name)[1].input_shape), device="meta", depth=DEPTH, verbose=0))
