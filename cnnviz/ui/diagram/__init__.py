"""The layer diagram: a network as boxes that open, zoom and answer to a click."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from cnnviz.draw.graph import layer_names
from cnnviz.ui.diagram.words import WORDS
from cnnviz.ui.language import language
from cnnviz.ui.svg_scripts import module

FOLDER = Path(__file__).parent
ROLES = (FOLDER / "roles.css").read_text("utf-8")  # for each `data-role` its `--hue`
SCRIPTS = (
    "vendor/dagre.min", "tree", "visible", "boxes", "links", "rails", "rows", "straighten", "columns", "routes", "layout",
    "paint", "camera", "motion", "pointer", "keyboard", "search", "toolbar", "export", "diagram",
)  # fmt: skip


def script() -> str:
    """All scripts as one module, dagre before ours."""
    return module(FOLDER / f"{name}.js" for name in SCRIPTS)


_mount = component(
    "cnnviz.diagram",
    html=(FOLDER / "diagram.html").read_text("utf-8"),
    css=ROLES + (FOLDER / "diagram.css").read_text("utf-8"),
    js=script(),
)


def diagram(
    graph: dict[str, Any],
    key: str,
    height: int = 640,
    selected: str | None = None,
    on_select: Callable[[], None] | None = None,
) -> str | None:
    """The layer diagram of `graph` (from `cnnviz.draw.graph.graph`); answers the name of the layer last clicked, or None.

    Opening, zooming and panning happen in the browser and stay as they are under the same `key`, also when `graph`
    changes. `height`: px of the whole, toolbar and legend included. `selected`: a layer to mark, for a page on which
    something else selects too; a new value takes the place of what was clicked. `on_select` is called before the
    script runs again after a click.
    """
    words = {name: phrase[language()] for name, phrase in WORDS.items()}
    data = {"graph": json.dumps(graph, separators=(",", ":")), "key": key, "words": words, "height": height}
    if selected is not None:
        data["selected"] = selected
    clicked = _mount(key=key, data=data, height=height, on_selected_change=on_select or _nothing).get("selected")
    return clicked if clicked and clicked in layer_names(graph) else None


def _nothing() -> None:
    """A component answers only what a callback is named for."""
