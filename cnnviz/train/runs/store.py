"""What the runs are and how they went: everything that only reads."""

import json
import math
import sqlite3

from cnnviz.train.report import Point
from cnnviz.train.runs.database import reading
from cnnviz.train.runs.run import Run, run_of
from cnnviz.words import Refusal, Words

LARGEST = 2**63 - 1  # that SQLite counts to


class NoRun(Refusal):
    """There is no run of that number."""


def runs() -> list[Run]:
    """All runs, newest first; those whose record this version cannot read are left out (`find_run` says why)."""
    with reading() as db:
        rows = db.execute("SELECT * FROM runs ORDER BY id DESC").fetchall()
    return [run for row in rows if (run := _readable(row))]


def find_run(run_id: int) -> Run:
    """`Refusal` where there is no such run."""
    with reading() as db:
        return run_of(row_of(db, run_id))


def points(run_id: int, after: int = 0) -> list[Point]:
    """The curve as it stands, from the point behind number `after` on; numbers rise, and so do steps."""
    with reading() as db:
        row_of(db, run_id)
        rows = db.execute(
            "SELECT * FROM points WHERE run = ? AND number > ? ORDER BY serial", (run_id, after)
        ).fetchall()
    return [
        Point(row["number"], row["step"], row["epoch"], row["seconds"], _finite_or_nan(row["values"])) for row in rows
    ]


def row_of(db: sqlite3.Connection, run_id: int) -> sqlite3.Row:
    row = db.execute("SELECT * FROM runs WHERE id = ?", (run_id,)).fetchone() if 0 < run_id <= LARGEST else None
    if row is None:
        raise NoRun(NO_RUN.format(id=run_id))
    return row


def _readable(row: sqlite3.Row) -> Run | None:
    try:
        return run_of(row)
    except Refusal:
        return None


def _finite_or_nan(text: str) -> dict[str, float]:
    return {name: math.nan if value is None else value for name, value in json.loads(text).items()}


NO_RUN = Words(ko="{id}번 학습은 없습니다. 지워졌을 수 있습니다.", en="There is no run {id}; it may have been deleted.")
