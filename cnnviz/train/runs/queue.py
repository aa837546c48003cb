"""The order in which runs are taken: the oldest first, by whichever device may."""

import os
import time

from cnnviz.train.runs.database import writing
from cnnviz.train.runs.machine import wants_of


def next_run(device: str) -> int | None:
    """Take the oldest queued run for `device`, which is then running; None where none waits for it."""
    wants = wants_of(device)
    with writing() as db:
        row = db.execute(_OLDEST.format(places=", ".join("?" * len(wants))), wants).fetchone()
        if row is None:
            return None
        db.execute(
            "UPDATE runs SET status = 'running', device = ?, started = coalesce(started, ?) WHERE id = ?",
            (device, time.time(), row["id"]),
        )
        return row["id"]


def interrupt_orphans(device: str) -> None:
    """Write down which runs died with the worker of `device` before; for who holds its lock now."""
    with writing() as db:
        db.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running' AND device = ?", (device,))


def leave(device: str, lock: int) -> bool:
    """Give the lock of `device` back, unless a run waits for it.

    Nobody can queue one in between: both happen within one transaction of the only writer, and who queues looks at the
    lock afterwards.
    """
    wants = wants_of(device)
    with writing() as db:
        if db.execute(_OLDEST.format(places=", ".join("?" * len(wants))), wants).fetchone():
            return False
        os.close(lock)
        return True


_OLDEST = "SELECT id FROM runs WHERE status = 'queued' AND wanted IN ({places}) ORDER BY queued, id LIMIT 1"
