"""Runs in a folder of a test's own, and workers that are forked from a process with torch loaded."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from cnnviz.train import TrainConfig
from cnnviz.train.runs import Run, find_run
from cnnviz.train.runs.device_lock import holder, take

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    ["cnnviz.train.loop", "cnnviz.train.runs.worker", "cnnviz.data.sets", "sklearn.datasets", "torch._dynamo"]
)
TINY = TrainConfig(
    model="lenet5", data="digits", epochs=2, augmentation="none", precision="fp32", schedule="constant", rate=0.02
)
PATIENCE = 60.0  # seconds; the machine may do other things


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of runs; nobody starts a worker by itself, and none outlives the test."""
    folder = tmp_path / "runs"
    monkeypatch.setenv("CNNVIZ_RUNS", str(folder))
    monkeypatch.setattr("cnnviz.train.runs.orders.ensure_workers", lambda: None)
    yield folder
    if (pid := holder("cpu")) is not None and pid != os.getpid():
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def at_work(apart: Path) -> Iterator[None]:
    """This process is the worker of the CPU."""
    lock = take("cpu")
    assert lock is not None
    yield
    os.close(lock)


def process(target: Callable[..., Any], *arguments: Any) -> ForkServerProcess:
    """A started process of its own, which has this one's environment only as far as `target` sets it."""
    started = CONTEXT.Process(target=target, args=arguments)
    started.start()
    return started


def work(folder: str, idle: float = 0.0) -> None:
    """What the worker's command does, in a process that is there at once."""
    os.environ["CNNVIZ_RUNS"] = folder
    import torch

    from cnnviz.train.runs.worker import main

    torch.set_num_threads(1)
    main(["--device", "cpu", "--idle", str(idle)])


def kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait for `true`; its answer."""
    end = time.monotonic() + PATIENCE
    while not (answer := true()):
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.005)
    return answer


def ended(run_id: int) -> Run:
    """The run, once it has ended in some way."""
    return until(
        lambda: (run := find_run(run_id)).status not in ("queued", "running") and run, f"run {run_id} has ended"
    )
