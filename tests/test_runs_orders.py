"""What people do with runs, who may, in which order they are taken, and how a curve is kept and watched."""

import os
from pathlib import Path
from typing import Any

import pytest

from cnnviz.train import Ended, Point, TrainConfig
from cnnviz.train.runs import (
    TERMINAL,
    NoRun,
    ask,
    bulletin,
    curve_csv,
    delete,
    find_run,
    folder_of,
    news,
    points,
    position,
    repeat,
    resume,
    runs,
    seconds_left,
    submit,
)
from cnnviz.train.runs.database import writing
from cnnviz.train.runs.device_lock import take
from cnnviz.train.runs.diary import Diary
from cnnviz.train.runs.perform import perform
from cnnviz.train.runs.queue import interrupt_orphans, next_run
from cnnviz.words import Refusal
from tests.runs_apart import TINY, apart, at_work

__all__ = ["apart", "at_work"]  # fixtures


def test_a_submitted_run_says_what_it_is(apart: Path):
    run_id = submit(TINY, "ann", "first", "degradation")
    run = find_run(run_id)
    assert (run.config, run.status, run.title, run.experiment) == (TINY, "queued", "first", "degradation")
    assert (run.belongs_to("ann"), run.belongs_to("ben"), run.belongs_to(TERMINAL)) == (True, False, True)
    assert "ann" not in run.owner
    assert (run.started, run.device, run.step, run.test_accuracy) == (None, None, 0, None)


@pytest.mark.parametrize(
    "setting, named",
    [({"data": "nosuch"}, "nosuch"), ({"device": "cuda:7"}, "cuda:7"), ({"model": "nosuch"}, "nosuch")],
)
def test_what_cannot_run_is_refused_before_it_is_queued(apart: Path, setting: dict[str, Any], named: str):
    with pytest.raises(Refusal, match=named):
        submit(TrainConfig(**setting), TERMINAL)
    assert runs() == []


def test_the_oldest_is_taken_first_and_one_that_was_resumed_last(at_work):
    first, second, third = (submit(TINY, "ann") for _ in range(3))
    assert [position(run_id) for run_id in (first, second, third)] == [1, 2, 3]
    ask(first, "pause", "ann")
    resume(first, "ann")
    assert [position(run_id) for run_id in (first, second, third)] == [3, 1, 2]
    assert [next_run("cpu") for _ in range(4)] == [second, third, first, None]
    assert position(first) is None
    assert {run.status for run in runs()} == {"running"}


def test_a_device_takes_only_what_it_may(at_work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("cnnviz.train.runs.machine.device_names", lambda: ("cuda:0", "cuda:1", "cpu"))
    monkeypatch.setattr("cnnviz.train.runs.orders.wanted", lambda device: device)
    anywhere, on_cpu, on_second = (submit(TrainConfig(device=d), "ann") for d in ("auto", "cpu", "cuda:1"))
    assert next_run("cpu") == on_cpu
    assert position(on_second) == 2
    assert next_run("cuda:1") == anywhere
    assert next_run("cuda:0") is None
    assert next_run("cuda:1") == on_second


@pytest.mark.parametrize(
    "order", [lambda run, who: ask(run, "stop", who), lambda run, who: ask(run, "pause", who), resume, delete]
)
def test_only_the_owner_and_the_terminal_may_change_a_run(apart: Path, order):
    run_id = submit(TINY, "ann")
    ask(run_id, "pause", "ann")
    before = find_run(run_id)
    for stranger in ("ben", "terminal", before.owner):
        with pytest.raises(Refusal, match="someone else's"):
            order(run_id, stranger)
    with pytest.raises(Refusal, match="token"):
        order(run_id, "")
    assert find_run(run_id) == before


def test_what_waits_is_stopped_at_once(apart: Path):
    run_id = submit(TINY, "ann")
    ask(run_id, "stop", TERMINAL)
    assert find_run(run_id).status == "stopped"
    with pytest.raises(Refusal, match="ended already"):
        ask(run_id, "pause", "ann")
    resume(run_id, "ann")
    assert find_run(run_id).status == "queued"
    with pytest.raises(Refusal, match="cannot be resumed"):
        resume(run_id, "ann")


def test_a_running_one_is_asked_and_may_be_asked_to_go_on_after_all(at_work):
    run_id = submit(TINY, "ann")
    next_run("cpu")
    diary = Diary(run_id)
    assert diary.wish() == "go"
    ask(run_id, "pause", "ann")
    assert (diary.wish(), find_run(run_id).asked, find_run(run_id).status) == ("pause", "pause", "running")
    ask(run_id, "go", "ann")
    assert diary.wish() == "go"
    ask(run_id, "pause", "ann")
    resume(run_id, "ann")  # the loop saw the wish for a moment, and pauses
    diary.end(Ended("paused"))
    assert find_run(run_id).status == "queued"


def test_a_run_whose_worker_died_is_interrupted_without_anyone_writing_it_down(apart: Path):
    run_id = submit(TINY, "ann")
    next_run("cpu")  # nobody holds the lock
    assert find_run(run_id).status == "interrupted"
    resume(run_id, "ann")
    assert next_run("cpu") == run_id
    lock = take("cpu")
    assert lock is not None
    assert find_run(run_id).status == "running"
    interrupt_orphans("cpu")  # what the worker does that holds it now
    assert find_run(run_id).status == "interrupted"
    os.close(lock)


def test_deleting_takes_the_folder_along_and_numbers_are_not_used_again(at_work):
    run_id = submit(TINY, "ann")
    next_run("cpu")
    Diary(run_id).report(point(1))
    folder_of(run_id).mkdir()
    (folder_of(run_id) / "checkpoint.pt").write_text("")
    with pytest.raises(Refusal, match="still running"):
        delete(run_id, "ann")
    Diary(run_id).end(Ended("stopped"))
    delete(run_id, "ann")
    assert not folder_of(run_id).exists()
    for look in (find_run, points, position, seconds_left, news, bulletin, curve_csv):
        with pytest.raises(NoRun):
            look(run_id)
    assert submit(TINY, "ann") == run_id + 1
    assert points(run_id + 1) == []


def test_anyone_may_repeat_a_run_as_his_own(apart: Path):
    again = find_run(repeat(submit(TINY, "ann", "mine"), 5, "ben"))
    assert (again.config.seed, again.config.epochs, again.title) == (5, TINY.epochs, "mine")
    assert again.belongs_to("ben") and not again.belongs_to("ann")


@pytest.mark.parametrize(
    "loop, status, why",
    [
        (lambda *_: Ended("finished"), "finished", None),
        (lambda *_: Ended("failed", None, TINY), "failed", None),
        (lambda *_: {}["missing"], "failed", "KeyError"),
    ],
)
def test_perform_writes_down_how_the_loop_ended(at_work, monkeypatch: pytest.MonkeyPatch, loop, status, why):
    monkeypatch.setattr("cnnviz.train.loop.train", loop)
    run_id = submit(TINY, "ann")
    next_run("cpu")
    perform(run_id, "cpu")
    run = find_run(run_id)
    assert (run.status, run.why and why in run.why.en) == (status, why and True)
    assert run.instead == (TINY if status == "failed" and not why else None)
    assert folder_of(run_id).is_dir()


def test_an_unknown_number_is_told(apart: Path):
    for number in (0, -1, 7, 2**70):
        with pytest.raises(NoRun):
            find_run(number)


def test_a_run_that_is_deleted_by_force_is_stopped_by_its_loop(at_work):
    run_id = submit(TINY, "ann")
    diary = Diary(run_id)
    with writing() as db:
        db.execute("DELETE FROM runs")
    diary.report(point(1))
    assert diary.wish() == "stop"


def point(number: int, loss: float | None = None) -> Point:
    return Point(number, number, number / 10, number / 2, {"train_loss": loss or float(number)})
