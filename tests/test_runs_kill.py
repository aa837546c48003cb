"""Twenty times `kill -9` at random moments: nothing is lost, no row is torn, and the end is that of an undisturbed run."""

import random
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from cnnviz.train import Point
from cnnviz.train.runs import TERMINAL, find_run, folder_of, points, resume, submit
from tests.runs_apart import TINY, apart, ended, kill, process, until, work

__all__ = ["apart"]  # a fixture

KILLS = 20
LONGEST_LIFE = 8  # steps beyond the furthest one so far; the run has more than twenty such lives
RUN = replace(TINY, model="lenet5:dropout=0.2", augmentation="crop_flip", batch=32, epochs=12)


def test_a_run_killed_twenty_times_ends_as_one_that_was_left_alone(apart: Path):
    undisturbed = finished(submit(RUN, TERMINAL), apart)
    killed, chance, kills = submit(RUN, TERMINAL), random.Random(3), 0
    for _ in range(KILLS):
        worker = process(work_in_small_steps, str(apart))
        until(lambda: find_run(killed).status == "running", "the run goes on")
        furthest = furthest_step(killed) + chance.randint(0, LONGEST_LIFE)
        until(lambda furthest=furthest: furthest_step(killed) >= furthest, "the run gets further")
        time.sleep(chance.uniform(0, 0.02))
        before = points(killed)
        kill(worker)
        kills += find_run(killed).status == "interrupted"
        assert_nothing_lost(before, points(killed))
        resume(killed, TERMINAL)
    assert kills == KILLS
    finished(killed, apart)
    assert curve(killed) == curve(undisturbed)
    assert weights(killed) == weights(undisturbed)


def furthest_step(run_id: int) -> int:
    return max((point.step for point in points(run_id)), default=0)


def finished(run_id: int, folder: Path) -> int:
    worker = process(work_in_small_steps, str(folder))
    assert ended(run_id).status == "finished"
    worker.join()
    return run_id


def work_in_small_steps(folder: str) -> None:
    """A point at each step, and checkpoints as often as the disk can."""
    from cnnviz.train import journal, loop

    journal.EVERY, loop.CHECKPOINT_EVERY, loop.CHECKPOINT_SHARE = 0.0, 0.1, 0.5
    work(folder)


def assert_nothing_lost(before: list[Point], after: list[Point]) -> None:
    """What was read before the kill is still there; every curve counts through and never goes back."""
    assert after[: len(before)] == before
    assert [point.number for point in after] == list(range(1, len(after) + 1))
    assert all(one.step <= other.step for one, other in pairwise(after))


def curve(run_id: int) -> list[tuple]:
    timed = ("images_per_second", "gradient_norm", "dead_relu")  # these are looked at when there is time
    return [
        (point.number, point.step, point.epoch, {k: v for k, v in point.values.items() if not k.startswith(timed)})
        for point in points(run_id)
    ]


def weights(run_id: int) -> dict[str, bytes]:
    folder = folder_of(run_id)
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.safetensors"))}
