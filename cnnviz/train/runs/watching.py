"""What a watcher has not seen yet of a run, for the terminal and, as JSON, for browsers."""

import json
from dataclasses import dataclass

from cnnviz.train.runs.database import reading
from cnnviz.train.runs.pace import position, seconds_left
from cnnviz.train.runs.run import Run, run_of
from cnnviz.train.runs.store import LARGEST, row_of
from cnnviz.words import LANGUAGES

AT_ONCE = 5000  # points in one answer


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


@dataclass(frozen=True)
class Bulletin:
    """The news as a browser gets them.

    tag: the same as long as nothing changed but the estimate of the time left.
    """

    run: Run
    tag: str
    text: str


def bulletin(run_id: int, after: int = 0) -> Bulletin:
    """JSON: `{run, status, asked, position, seconds_left, epoch, step, seconds, test_accuracy, why, next, more, points}`."""
    found, place = news(run_id, after), position(run_id)
    run = found.run
    facts = {
        "run": run.id, "status": run.status, "asked": run.asked, "position": place,
        "seconds_left": seconds_left(run.id), "epoch": run.epoch, "step": run.step, "seconds": run.seconds,
        "test_accuracy": run.test_accuracy, "why": run.why and {name: run.why[name] for name in LANGUAGES},
        "next": found.next, "more": found.more,
    }  # fmt: skip
    text = f'{json.dumps(facts, ensure_ascii=False)[:-1]}, "points": {found.points}}}'  # SQLite made them JSON already
    return Bulletin(run, f"{found.next}-{run.status}-{run.asked}-{place}", text)
