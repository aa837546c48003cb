"""Starting worker processes: one a device, however many visitors, servers and terminals ask at the same moment."""

import os
import subprocess
import sys
from pathlib import Path

from cnnviz.train.runs.database import reading
from cnnviz.train.runs.device_lock import check_system, take
from cnnviz.train.runs.folder import runs_folder, workers_folder
from cnnviz.train.runs.machine import takers
from cnnviz.words import Refusal, Words

HOUSE = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "cnnviz.train.runs.worker")
_STARTED: list[subprocess.Popen] = []  # asked now and then, so that none stays behind as a zombie


def ensure_workers() -> None:
    """See that every queued run has a device at work that may take it. Costs next to nothing where that is so.

    Call it after a run was queued: a worker that is about to leave looks into the queue before it gives its lock up.
    """
    _STARTED[:] = [process for process in _STARTED if process.poll() is None]
    with reading() as db:
        rows = db.execute("SELECT wanted FROM runs WHERE status = 'queued' ORDER BY queued, id").fetchall()
    free = dict.fromkeys(device for row in rows for device in takers(row["wanted"]))
    for row in rows:
        for device in takers(row["wanted"]):
            if device in free:
                del free[device]
                if start(device):
                    break


def prepare_worker() -> None:
    """Start the worker of the device that `auto` means before a run is there, so that the first one need not wait for it.

    For a page on which somebody is about to start one. The worker leaves by itself after a while without a run.
    """
    check_system()
    start(takers("auto")[0])


def start(device: str) -> bool:
    """Start the worker of `device`; False where it has one.

    The lock is taken here and inherited, so that there is no moment in which two could start.
    """
    lock = take(device)
    if lock is None:
        return False
    command = [*COMMAND, "--device", device, "--lock", str(lock)]
    try:
        with (workers_folder() / f"{device.replace(':', '-')}.log").open("ab") as log:
            _STARTED.append(
                subprocess.Popen(
                    command, env=_environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    pass_fds=[lock], start_new_session=True,  # it outlives the server, and Ctrl-C in its terminal
                )
            )  # fmt: skip
    except OSError as error:
        raise Refusal(NOT_STARTED.format(device=device, why=error.strerror or error)) from error
    finally:
        os.close(lock)
    return True


def _environment() -> dict[str, str]:
    """The same house and the same runs, whatever folder this process was started in."""
    path = os.pathsep.join(filter(None, (str(HOUSE), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": path, "CNNVIZ_RUNS": str(runs_folder())}


NOT_STARTED = Words(
    ko="{device}의 작업 프로세스를 시작할 수 없습니다: {why}. 대기열의 학습은 그대로 남아 있습니다.",
    en="The worker process of {device} cannot be started: {why}. What is in the queue stays there.",
)
