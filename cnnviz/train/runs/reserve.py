"""A little room on the disk that is given up when the disk is full, so that a run can still say why it ended."""

import os
from pathlib import Path

from cnnviz.train.runs.folder import runs_folder

SIZE = 256 << 10  # bytes: SQLite writes whole pages, and makes a file of 32 KiB when it is opened


def keep_room() -> None:
    """Take the room where there is as much."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size == SIZE:
        return
    try:
        path.write_bytes(os.urandom(SIZE))  # zeros would take no room on some file systems
    except OSError:
        give_room()  # a disk that is full already has no room to keep


def give_room() -> None:
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return runs_folder() / "reserve"
