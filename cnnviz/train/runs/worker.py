"""The worker of one device: `python -m cnnviz.train.runs.worker --device cpu`; takes the oldest run, again and again."""

import argparse
import logging
import os
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from cnnviz.train.runs.device_lock import sign, still_there, take
from cnnviz.train.runs.perform import perform
from cnnviz.train.runs.queue import interrupt_orphans, leave, next_run
from cnnviz.train.runs.reserve import keep_room

IDLE = 30.0  # seconds without a run until it ends: the next one of a lesson starts without the two seconds of imports
HEAVY = ("cnnviz.train.loop", "torch._dynamo")  # torch's optimisers import the second: better before a run is there
LOOKS = 0.1  # seconds between two looks into an empty queue


def main(arguments: Sequence[str] | None = None) -> int:
    """Work until the queue has been empty for a while; exit code 1 where the device has a worker already."""
    asked = _arguments(arguments)
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s")
    lock = take(asked.device) if asked.lock is None else asked.lock
    if lock is None:
        print(f"{asked.device} has a worker already", file=sys.stderr)
        return 1
    os.set_inheritable(lock, False)  # a compiler that torch starts must not hold it when this process has died
    sign(lock)
    serve(asked.device, lock, asked.idle)
    return 0


def serve(device: str, lock: int, idle: float) -> None:
    """Perform the runs that `device` may take, until none has come in for `idle` seconds."""
    interrupt_orphans(device)
    for module in HEAVY:
        import_module(module)
    quiet = time.monotonic()
    while still_there(lock, device):
        if (run_id := next_run(device)) is not None:
            keep_room()
            perform(run_id, device)
            quiet = time.monotonic()
        elif time.monotonic() - quiet < idle:
            time.sleep(LOOKS)
        elif leave(device, lock):
            return


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", required=True, help="cpu, cuda:0 …")
    parser.add_argument("--lock", type=int, help="file descriptor of the lock of the device, inherited from who starts")
    parser.add_argument("--idle", type=float, default=IDLE, help=f"seconds without a run until it ends ({IDLE:g})")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
