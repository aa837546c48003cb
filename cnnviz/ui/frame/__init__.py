"""What the frame of every page needs in the browser itself: the document's language, and one press of Back for one step."""

from pathlib import Path
from urllib.parse import urlencode

from streamlit.components.v2 import component

from cnnviz.ui import address
from cnnviz.ui.language import language

FOLDER = Path(__file__).parent
SCRIPTS = ("steps", "frame")
_mount = component("cnnviz.frame", js="\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in SCRIPTS))


def frame() -> None:
    """Tell the browser what this run showed; call once, when the address is written."""
    first = address.first()
    data = {
        "language": language(),
        "run": address.runs(),  # the browser hears of a run only where something is new
        "first": urlencode(first) if first else None,
    }
    _mount(key="frame", data=data)
