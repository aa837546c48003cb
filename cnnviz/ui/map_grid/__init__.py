"""Many feature maps as one picture that answers which of them was clicked."""

from pathlib import Path

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


def map_grid(sprite: Sprite, channels: list[int], key: str, chosen: int | None, alt: str, name: str) -> int | None:
    """The maps of `channels`, in that order, as `sprite` shows them; returns the channel last clicked.

    `alt` says in words what the grid shows; `name` names one map, with `{channel}` in it.
    """
    grid = sprite.grid
    data = {
        "picture": data_url(sprite.png),
        "size": grid.size,
        "cell": grid.cell,
        "corners": [grid.corner(place) for place in range(grid.channels)],
        "channels": channels,
        "chosen": chosen,
        "alt": alt,
        "names": [name.format(channel=channel) for channel in channels],
    }
    return _mount(key=key, data=data, on_channel_change=lambda: None).get("channel")
