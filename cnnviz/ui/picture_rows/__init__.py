"""A table whose rows are a name, a note or a bar, and a strip of small pictures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from streamlit.components.v2 import component

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.picture_rows",
    html="<table><thead></thead><tbody></tbody></table>",
    css=(FOLDER / "picture_rows.css").read_text("utf-8"),
    js=(FOLDER / "picture_rows.js").read_text("utf-8"),
)


@dataclass(frozen=True)
class Row:
    """One row; `bars` are parts of the longest bar, 0 to 1, `pictures` the address of a strip."""

    name: str
    note: str
    pictures: str
    alt: str
    bars: tuple[float, ...] = ()


def picture_rows(heads: Sequence[str], rows: Sequence[Row], key: str) -> None:
    """The rows under the names of their three columns."""
    _mount(key=key, data={"heads": list(heads), "rows": [asdict(row) for row in rows]})
