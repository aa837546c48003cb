"""Where runs live on disk; `cnnviz.weights.trained`, which reads their weights, knows the folder itself."""

from pathlib import Path

from cnnviz.weights.trained import HOUSE, runs_folder
from cnnviz.weights.trained import run_folder as folder_of

__all__ = ["HOUSE", "database_file", "folder_of", "runs_folder", "workers_folder"]


def database_file() -> Path:
    """The SQLite file of all runs. On a disk of this machine: SQLite's WAL does not work over a network."""
    return runs_folder() / "runs.sqlite"


def workers_folder() -> Path:
    """The locks and logs of the worker processes."""
    return runs_folder() / "workers"
