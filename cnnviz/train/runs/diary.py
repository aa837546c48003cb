"""The record of one run while it goes on: its points, what is asked of it, how it ended.

Every point is committed before the loop goes on (about 0.1 ms), so that no checkpoint is ever ahead of the curve.
"""

import json
import logging
import math
import sqlite3
import time

from cnnviz.train.config import to_toml
from cnnviz.train.report import Ended, Point, Wish
from cnnviz.train.runs.database import DiskFull, reading, writing
from cnnviz.train.runs.reserve import give_room
from cnnviz.words import Words


class Diary:
    """What the loop writes and asks; a full disk ends the run instead of raising."""

    def __init__(self, run_id: int):
        self.run_id = run_id
        self.fault: Words | None = None
        self.fresh = True  # no point came in since the run was started or resumed

    def report(self, point: Point) -> None:
        """Keep a point. The first one of a resumed run takes the place of those that were made after its checkpoint."""
        if self.fault:
            return
        try:
            with writing() as db:
                if self.fresh:
                    db.execute("DELETE FROM points WHERE run = ? AND number >= ?", (self.run_id, point.number))
                _insert(db, self.run_id, point)
            self.fresh = False
        except DiskFull as full:
            self.fault = full.words

    def wish(self) -> Wish:
        """What is asked of the run now; asked before every step (some 0.02 ms)."""
        if self.fault:
            return "stop"
        with reading() as db:
            row = db.execute("SELECT wish FROM runs WHERE id = ?", (self.run_id,)).fetchone()
        return row["wish"] if row else "stop"  # the folder of the runs was deleted

    def end(self, ended: Ended) -> None:
        """The last entry; on a full disk the room that was kept for it is given up."""
        if self.fault:
            ended = Ended("failed", self.fault)
        try:
            self._end(ended)
        except DiskFull:
            logging.getLogger(__name__).warning("the disk is full; giving up the reserve", exc_info=True)
            give_room()
            self._end(ended)

    def _end(self, ended: Ended) -> None:
        why = (ended.why.ko, ended.why.en) if ended.why else (None, None)
        instead = to_toml(ended.instead) if ended.instead else None
        now = time.time()
        with writing() as db:
            db.execute(_END, (ended.status, ended.status, now, now, *why, instead, self.run_id))


def _insert(db: sqlite3.Connection, run_id: int, point: Point) -> None:
    finite = {name: value if math.isfinite(value) else None for name, value in point.values.items()}
    place = (point.step, point.epoch, point.seconds)
    db.execute("UPDATE runs SET serial = serial + 1 WHERE id = ?", (run_id,))
    row = db.execute("SELECT serial FROM runs WHERE id = ?", (run_id,)).fetchone()
    if row is None:  # the folder of the runs was deleted
        return
    db.execute(
        'INSERT INTO points (run, serial, number, step, epoch, seconds, "values") VALUES (?, ?, ?, ?, ?, ?, ?)',
        (run_id, row["serial"], point.number, *place, json.dumps(finite)),
    )
    db.execute(
        "UPDATE runs SET step = ?, epoch = ?, seconds = ?, test_accuracy = coalesce(?, test_accuracy) WHERE id = ?",
        (*place, finite.get("test_accuracy"), run_id),
    )


_END = """
    UPDATE runs SET status = CASE WHEN ? IN ('paused', 'stopped') AND wish = 'go' THEN 'queued' ELSE ? END,  -- taken back
        ended = ?, queued = ?, why_ko = ?, why_en = ?, instead = ? WHERE id = ?
"""
