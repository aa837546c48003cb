"""Runs: a queue on disk, a worker process for each device, and what is known of every run.

Importing it starts nothing; `submit` and `resume` start a worker where a device has none.
"""

from cnnviz.train.runs.curve_csv import curve_csv
from cnnviz.train.runs.data_in_use import delete_set
from cnnviz.train.runs.folder import folder_of, runs_folder
from cnnviz.train.runs.orders import STATUS, ask, delete, repeat, resume, submit
from cnnviz.train.runs.owner import TERMINAL, Owner
from cnnviz.train.runs.pace import position, seconds_left, share_done
from cnnviz.train.runs.run import RESUMABLE, WAITING, Run, Status
from cnnviz.train.runs.store import NoRun, find_run, points, runs
from cnnviz.train.runs.watching import Bulletin, News, bulletin, news
from cnnviz.train.runs.workers import ensure_workers, prepare_worker

__all__ = [
    "RESUMABLE",
    "STATUS",
    "TERMINAL",
    "WAITING",
    "Bulletin",
    "News",
    "NoRun",
    "Owner",
    "Run",
    "Status",
    "ask",
    "bulletin",
    "curve_csv",
    "delete",
    "delete_set",
    "ensure_workers",
    "find_run",
    "folder_of",
    "news",
    "points",
    "position",
    "prepare_worker",
    "repeat",
    "resume",
    "runs",
    "runs_folder",
    "seconds_left",
    "share_done",
    "submit",
]
