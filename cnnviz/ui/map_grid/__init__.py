"""Many feature maps as one picture that answers which of them was clicked."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from cnnviz.draw.maps import Sprite
from cnnviz.ui.pictures import data_url

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.map_grid",
    html='<div class="grid" role="group"><img alt=""><div class="cells"></div></div>',
    css=(FOLDER / "map_grid.css").read_text("utf-8"),
    js=(FOLDER / "map_grid.js").read_text("utf-8"),
)


def map_grid(
    sprite: Sprite, channels: Sequence[int], names: Sequence[str], chosen: int, choose: Callable[[int], None],
    alt: str, key: str,
) -> None:  # fmt: skip
    """The maps of `channels`, in that order, as `sprite` shows them; `choose` hears which one is clicked.

    `alt` says in words what the grid shows, `names` what each map does.
    """
    grid = sprite.grid
    data = {
        "picture": data_url(sprite.png),
        "size": grid.size,
        "cell": grid.cell,
        "corners": [grid.corner(place) for place in range(grid.channels)],
        "channels": list(channels),
        "chosen": chosen,
        "alt": alt,
        "names": list(names),
    }

    def clicked() -> None:
        channel = st.session_state[key].get("channel")
        if channel is not None:
            choose(int(channel))

    _mount(key=key, data=data, on_channel_change=clicked)
