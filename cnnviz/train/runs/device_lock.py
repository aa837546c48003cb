"""One worker a device: a lock on a file that the system frees when its holder dies, however it dies."""

import os
import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from cnnviz.train.runs.folder import workers_folder
from cnnviz.words import Refusal, Words

TRIES = 200
fcntl: Any = import_module("fcntl") if find_spec("fcntl") else None  # Windows has none


def check_system() -> None:
    """`Refusal` on a system where no process can hand a lock to another."""
    if fcntl is None:
        raise Refusal(NO_LOCKS)


def take(device: str) -> int | None:
    """The lock of `device`, as a file descriptor that holds it until it is closed; None where another process has it.

    A child process that inherits the descriptor goes on holding it. Those who only look (`held`) share the lock for a
    few microseconds: they are waited for.
    """
    lock = _file(device)
    for _ in range(TRIES):
        if _locked(lock, fcntl.LOCK_EX):
            return lock
        if not _locked(lock, fcntl.LOCK_SH):
            break
        fcntl.flock(lock, fcntl.LOCK_UN)
        time.sleep(0.001)
    os.close(lock)
    return None


def held(device: str) -> bool:
    """True while a worker of `device` lives."""
    lock = _file(device)
    try:
        return not _locked(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)


def sign(lock: int) -> None:
    """Write the process id of the holder into the file, for people who look for it."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)


def holder(device: str) -> int | None:
    """The process id of the worker of `device`; None where none lives."""
    text = workers_folder().joinpath(_name(device)).read_text() if held(device) else ""
    return int(text) if text.strip() else None


def still_there(lock: int, device: str) -> bool:
    """False where somebody deleted the folder of the runs under its worker."""
    path = workers_folder() / _name(device)
    return path.exists() and os.path.samestat(path.stat(), os.fstat(lock))


def _file(device: str) -> int:
    path = workers_folder() / _name(device)
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def _name(device: str) -> str:
    return f"{device.replace(':', '-')}.lock"


def _locked(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


NO_LOCKS = Words(
    ko="학습은 Linux와 macOS에서만 됩니다. Windows에서는 WSL 안에서 실행하십시오. 다른 페이지는 그대로 쓸 수 있습니다.",
    en="Training needs Linux or macOS; on Windows, run this inside WSL. The other pages work as they are.",
)
