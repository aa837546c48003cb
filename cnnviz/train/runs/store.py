"""What the runs are and how they went: everything that only reads."""

import json
import math
import sqlite3
from dataclasses import dataclass

from cnnviz.train.report import Point
from cnnviz.train.runs.database import reading
from cnnviz.train.runs.run import Run, run_of
from cnnviz.words import Refusal, Words

LARGEST = 2**63 - 1  # that SQLite counts to
AT_ONCE = 5000  # points in one answer to a watcher


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


@dataclass(frozen=True)
class News:
    """What a watcher has not seen yet.

    points: JSON, a list of `{number, step, epoch, seconds, values}`. A point takes the place of those that the watcher
    has with its number or a higher one: a resumed run does them again.
    """

    run: Run
    points: str
    next: int  # to ask after the next time
    more: bool  # there are more points already; ask at once


def news(run_id: int, after: int = 0) -> News:
    """What came in behind `after`, the `next` of the last answer (0: from the start)."""
    with reading() as db:
        run = run_of(row_of(db, run_id))
        text, last, count = db.execute(_NEWS, (run_id, min(after, LARGEST), AT_ONCE)).fetchone()
    return News(run, text, last or after, count == AT_ONCE)


_NEWS = """
    SELECT json_group_array(json_object('number', number, 'step', step, 'epoch', epoch, 'seconds', seconds,
                                        'values', json("values"))), max(serial), count(*)
    FROM (SELECT * FROM points WHERE run = ? AND serial > ? ORDER BY serial LIMIT ?)
"""


def row_of(db: sqlite3.Connection, run_id: int) -> sqlite3.Row:
    row = db.execute("SELECT * FROM runs WHERE id = ?", (run_id,)).fetchone() if 0 < run_id <= LARGEST else None
    if row is None:
        raise Refusal(NO_RUN.format(id=run_id))
    return row


def _readable(row: sqlite3.Row) -> Run | None:
    try:
        return run_of(row)
    except Refusal:
        return None


def _finite_or_nan(text: str) -> dict[str, float]:
    return {name: math.nan if value is None else value for name, value in json.loads(text).items()}


NO_RUN = Words(
    ko="{id}번 학습은 없습니다. ‘python -m cnnviz runs list’로 있는 것을 볼 수 있습니다.",
    en="There is no run {id}; “python -m cnnviz runs list” shows those there are.",
)
