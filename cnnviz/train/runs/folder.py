"""Where runs live on disk; the one place that knows."""

import os
from pathlib import Path

HOUSE = Path(__file__).parents[3]


def runs_folder() -> Path:
    """What CNNVIZ_RUNS names, else `runs` beside the program; it may not exist yet."""
    named = os.environ.get("CNNVIZ_RUNS")
    return Path(named).expanduser().absolute() if named else HOUSE / "runs"


def folder_of(run_id: int) -> Path:
    """The folder of what a run leaves behind: checkpoint, weights, figures; it may not exist yet."""
    return runs_folder() / f"{run_id:06d}"


def database_file() -> Path:
    """The SQLite file of all runs. On a disk of this machine: SQLite's WAL does not work over a network."""
    return runs_folder() / "runs.sqlite"


def workers_folder() -> Path:
    """The locks and logs of the worker processes."""
    return runs_folder() / "workers"
