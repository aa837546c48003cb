"""Scripts that several components share: SVG elements in one call, and a picture of the page as a file."""

from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent
CHOOSE = FOLDER / "choose.js"  # for drawings whose places are chosen; not every component has some
_SHARED = [(FOLDER / name).read_text("utf-8") for name in ("elements.js", "save.js")]


def module(files: Iterable[Path]) -> str:
    """The scripts in `files` and the shared ones as one module for a component; the last file exports its `mount`.

    Without the line that would make developer tools ask for a map.
    """
    texts = [*_SHARED, *(file.read_text("utf-8") for file in files)]
    return "\n".join(
        line for text in texts for line in text.splitlines() if not line.startswith("//# sourceMappingURL")
    )
