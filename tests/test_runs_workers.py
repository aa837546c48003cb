"""Worker processes: one a device whoever starts them and whoever dies, and no run is lost between two of them."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnnviz.train import Wish
from cnnviz.train.runs import TERMINAL, ask, ensure_workers, find_run, prepare_worker, resume, runs, submit
from cnnviz.train.runs.device_lock import held, holder, take
from cnnviz.words import Refusal
from tests.runs_apart import CONTEXT, TINY, apart, ended, kill, process, until, work

__all__ = ["apart"]  # a fixture

STANDS = """
import os, sys, time
with open(os.environ["CNNVIZ_RUNS"] + "/started", "a") as file:
    file.write(f"{os.getpid()}\\n")
time.sleep(60)
"""


def test_of_many_who_start_a_worker_at_the_same_moment_one_does(apart: Path):
    """Each in a process of its own, as servers and terminals are; the started one only stands and holds the lock."""
    submit(TINY, TERMINAL)
    barrier = CONTEXT.Barrier(8)
    starters = [process(start_together, str(apart), barrier) for _ in range(8)]
    for starter in starters:
        starter.join()
        assert starter.exitcode == 0
    pids = until(lambda: (apart / "started").exists() and (apart / "started").read_text().split(), "one has started")
    assert held("cpu")  # though who started it is gone
    assert len(pids) == 1
    assert os.getsid(int(pids[0])) == int(pids[0])  # Ctrl-C in the server's terminal does not reach it
    os.kill(int(pids[0]), signal.SIGKILL)
    until(lambda: not held("cpu"), "the system has freed the lock")


def start_together(folder: str, barrier) -> None:
    os.environ["CNNVIZ_RUNS"] = folder
    from cnnviz.train.runs import workers

    workers.COMMAND = (sys.executable, "-c", STANDS)
    barrier.wait()
    for _ in range(20):
        ensure_workers()
        held("cpu")  # as every page does that looks at a run


def test_looking_at_the_lock_never_keeps_anyone_from_taking_it(apart: Path):
    watchers = [process(look_again_and_again, str(apart), 1.5) for _ in range(3)]
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        lock = take("cpu")
        assert lock is not None
        os.close(lock)
    for watcher in watchers:
        watcher.join()


def look_again_and_again(folder: str, seconds: float) -> None:
    os.environ["CNNVIZ_RUNS"] = folder
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        held("cpu")


def test_a_second_worker_of_a_device_leaves(apart: Path):
    lock = take("cpu")
    assert lock is not None
    second = process(work, str(apart))
    second.join()
    assert second.exitcode == 0 and held("cpu")
    os.close(lock)


def test_no_run_is_lost_when_it_is_submitted_as_the_worker_leaves(apart: Path):
    """The worker leaves at once when the queue is empty, so that submissions meet it at the door.

    Who submits looks at the lock once, as `ensure_workers` does; nobody looks again.
    """
    chance = random.Random(5)
    for _ in range(20):
        run_id = submit(TINY, TERMINAL)
        if not held("cpu"):
            process(play, str(apart))
        until(lambda run_id=run_id: find_run(run_id).status == "finished", "it is done")
        time.sleep(chance.choice((0, 0, 0.001, 0.002, 0.004)))
    assert len(until(all_done, "all runs are done")) == 20


def all_done():
    found = runs()
    return found if all(run.status == "finished" for run in found) else None


def play(folder: str) -> None:
    """A worker whose runs take no time."""
    from cnnviz.train import Ended, loop

    loop.train = lambda *_: Ended("finished")
    work(folder)


def test_a_run_that_is_stopped_or_paused_ends_within_one_step_and_can_go_on(apart: Path):
    run_id = submit(TINY, "ann")
    worker = process(step_slowly, str(apart))
    until(lambda: find_run(run_id).status == "running", "it runs")
    wishes: tuple[tuple[Wish, str], ...] = (("pause", "paused"), ("stop", "stopped"))
    for wish, status in wishes:
        steps = until(lambda: find_run(run_id).step, "it has learnt something")
        ask(run_id, wish, "ann")
        assert ended(run_id).status == status
        assert find_run(run_id).step - steps <= 20  # of a thousand; the machine may be slow to tell
        resume(run_id, "ann")
        until(lambda: find_run(run_id).status == "running", "it goes on")
    kill(worker)
    assert find_run(run_id).status == "interrupted"


def step_slowly(folder: str) -> None:
    from cnnviz.train import Ended, Point, loop

    def train(config, folder, device, report, wish):
        for number in range(1, 1001):
            if (asked := wish()) != "go":
                return Ended("paused" if asked == "pause" else "stopped")
            report(Point(number, number, number / 100, number / 10, {}))
            time.sleep(0.05)
        return Ended("finished")

    loop.train = train
    work(folder, idle=5)


def test_a_worker_outlives_the_process_that_started_it(apart: Path):
    server = process(serve_and_wait, str(apart))
    run_id = until(lambda: (apart / "runs.sqlite").exists() and runs() and runs()[0].id, "a run is submitted")
    worker = until(lambda: holder("cpu"), "a worker has started")
    kill(server)
    assert ended(run_id).status == "finished"
    assert holder("cpu") == worker
    prepare_worker()  # there is one
    assert holder("cpu") == worker


def serve_and_wait(folder: str) -> None:
    """Submits to the real command, and stays until it is killed."""
    os.environ["CNNVIZ_RUNS"] = folder
    submit(TINY, TERMINAL)
    time.sleep(600)


def test_a_worker_whose_folder_is_deleted_leaves(apart: Path):
    worker = process(work, str(apart), 60.0)
    until(lambda: holder("cpu"), "it is there")
    (apart / "workers" / "cpu.lock").unlink()
    worker.join(30)
    assert worker.exitcode == 0


def test_the_worker_command_refuses_what_it_cannot_do(apart: Path):
    done = subprocess.run(
        [sys.executable, "-m", "cnnviz.train.runs.worker"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "--device" in done.stderr


def test_a_worker_that_cannot_be_started_is_told_and_leaves_the_lock(apart: Path, monkeypatch: pytest.MonkeyPatch):
    submit(TINY, TERMINAL)
    monkeypatch.setattr("cnnviz.train.runs.workers.COMMAND", ("/nowhere/python",))
    with pytest.raises(Refusal, match="cannot be started"):
        ensure_workers()
    assert not held("cpu")


def test_windows_is_told_before_anything_is_queued(apart: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as windows:
        windows.setattr("cnnviz.train.runs.device_lock.fcntl", None)
        with pytest.raises(Refusal, match="WSL"):
            submit(TINY, TERMINAL)
    assert runs() == []
