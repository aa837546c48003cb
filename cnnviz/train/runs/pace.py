"""How long a run still takes, from measured speed, and its place in the queue."""

import sqlite3

from cnnviz.train.config import TrainConfig
from cnnviz.train.runs.database import reading
from cnnviz.train.runs.machine import takers
from cnnviz.train.runs.run import Run, run_of
from cnnviz.train.runs.store import row_of, runs

RECENT = 60.0  # seconds of training that the speed is taken from


def position(run_id: int) -> int | None:
    """Place in the queue, 1 for the next to start; None where the run does not wait."""
    with reading() as db:
        row = row_of(db, run_id)
        return len(_before(db, row)) + 1 if row["status"] == "queued" else None


def seconds_left(run_id: int) -> float | None:
    """Seconds until the run ends, those before it in the queue included; None where nothing was measured to tell it by.

    A running run is judged by its own last minute, a waiting one by the newest run of the same network, data and batch.
    """
    with reading() as db:
        row = row_of(db, run_id)
        run = run_of(row)
        if run.status == "running":
            return _left(db, run)
        if run.status != "queued":
            return None
        may = takers(row["wanted"])
        ahead = [run_of(other) for other in _before(db, row)]
        ahead += [other for other in _running(db) if other.device in may]
        needs = [_left(db, other) if other.status == "running" else _expected(other) for other in [*ahead, run]]
    known = [seconds for seconds in needs if seconds is not None]
    return sum(known[:-1]) / len(may) + known[-1] if len(known) == len(needs) else None


def share_done(config: TrainConfig, epoch: float, step: int, seconds: float) -> float:
    """The share of a run that is behind it, 0 to 1, by whichever of its limits comes first."""
    limits = ((epoch, config.epochs), (step, config.steps), (seconds, config.seconds))
    return min(1.0, max(done / limit for done, limit in limits if limit))


def _left(db: sqlite3.Connection, run: Run) -> float | None:
    """By the speed of its last minute; its own start counts where it is younger."""
    earlier = db.execute(
        "SELECT epoch, step, seconds FROM points WHERE run = ? AND seconds <= ? ORDER BY serial DESC LIMIT 1",
        (run.id, run.seconds - RECENT),
    ).fetchone()
    before = share_done(run.config, *earlier) if earlier else 0.0
    now = share_done(run.config, run.epoch, run.step, run.seconds)
    if now <= before:
        return None
    return (1 - now) * (run.seconds - (earlier["seconds"] if earlier else 0.0)) / (now - before)


def _expected(run: Run) -> float | None:
    """By the newest run like it, itself included where it is resumed."""
    for other in [run, *runs()]:
        if other.seconds and other.epoch and _alike(other.config, run.config):
            pace = other.seconds / other.epoch, other.seconds / other.step, 1.0
            limits = (run.config.epochs, run.config.steps, run.config.seconds)
            whole = min(limit * unit for limit, unit in zip(limits, pace, strict=True) if limit)
            return max(0.0, whole - run.seconds)
    return None


def _alike(one: TrainConfig, other: TrainConfig) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("model", "data", "batch", "size", "device"))


def _before(db: sqlite3.Connection, row: sqlite3.Row) -> list[sqlite3.Row]:
    """The waiting runs that will be taken before that of `row`, by a device that may take both."""
    waiting = db.execute("SELECT * FROM runs WHERE status = 'queued' ORDER BY queued, id").fetchall()
    before = waiting[: next(place for place, other in enumerate(waiting) if other["id"] == row["id"])]
    return [other for other in before if set(takers(other["wanted"])) & set(takers(row["wanted"]))]


def _running(db: sqlite3.Connection) -> list[Run]:
    found = [run_of(row) for row in db.execute("SELECT * FROM runs WHERE status = 'running'")]
    return [run for run in found if run.status == "running"]
