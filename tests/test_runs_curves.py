"""How a curve is kept, resumed, watched and exported, and what the speed of a run says of the time left."""

import json
import math
from pathlib import Path

import pytest

from cnnviz.train import Ended, Point, TrainConfig
from cnnviz.train.runs import (
    ask,
    bulletin,
    curve_csv,
    news,
    points,
    seconds_left,
    submit,
)
from cnnviz.train.runs.diary import Diary
from cnnviz.train.runs.queue import next_run
from tests.runs_apart import TINY, apart, at_work

__all__ = ["apart", "at_work"]  # fixtures


def test_a_resumed_curve_replaces_what_came_after_its_checkpoint(at_work):
    run_id = submit(TINY, "ann")
    diary = Diary(run_id)
    for number in range(1, 8):
        diary.report(point(number))
    seen = news(run_id)
    resumed = Diary(run_id)  # from a checkpoint that was made after point 4
    resumed.report(point(5, loss=9.0))
    assert [(p.number, p.values["train_loss"]) for p in points(run_id)] == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 9)]
    unseen = json.loads(news(run_id, seen.next).points)
    assert [(p["number"], p["values"]["train_loss"]) for p in unseen] == [(5, 9)]
    assert [p.number for p in points(run_id, after=3)] == [4, 5]


def test_what_is_not_finite_is_kept_as_such_and_is_json_all_the_same(apart: Path):
    run_id = submit(TINY, "ann")
    Diary(run_id).report(Point(1, 1, 0.1, 0.5, {"train_loss": math.inf, "train_accuracy": 0.5}))
    assert math.isnan(points(run_id)[0].values["train_loss"])
    assert json.loads(bulletin(run_id).text)["points"][0]["values"] == {"train_loss": None, "train_accuracy": 0.5}
    assert curve_csv(run_id).splitlines() == ["number,step,epoch,seconds,train_loss,train_accuracy", "1,1,0.1,0.5,,0.5"]


def test_a_bulletin_has_what_is_new_and_a_tag_that_says_whether_anything_is(at_work, monkeypatch):
    monkeypatch.setattr("cnnviz.train.runs.watching.AT_ONCE", 2)
    run_id = submit(TINY, "ann")
    queued = bulletin(run_id)
    assert json.loads(queued.text)["position"] == 1
    next_run("cpu")
    diary = Diary(run_id)
    for number in range(1, 4):
        diary.report(point(number))
    first, second = bulletin(run_id, 0), bulletin(run_id, 2)
    assert [json.loads(b.text)["more"] for b in (first, second)] == [True, False]
    assert [p["number"] for b in (first, second) for p in json.loads(b.text)["points"]] == [1, 2, 3]
    assert bulletin(run_id, 3).tag == bulletin(run_id, 3).tag != bulletin(run_id, 2).tag.replace("3", "2")
    still = bulletin(run_id, 3)
    ask(run_id, "stop", "ann")
    assert bulletin(run_id, 3).tag != still.tag != queued.tag


def test_the_time_left_follows_from_the_speed_that_was_measured(at_work):
    running, waiting, another = submit(TINY, "ann"), submit(TINY, "ann"), submit(TrainConfig(), "ann")
    next_run("cpu")
    assert [seconds_left(run_id) for run_id in (running, waiting)] == [None, None]
    Diary(running).report(Point(1, 6, 0.5, 10.0, {}))  # a quarter of two epochs in ten seconds
    assert seconds_left(running) == pytest.approx(30)
    assert seconds_left(waiting) == pytest.approx(30 + 40)
    assert seconds_left(another) is None  # nothing like it was ever run
    Diary(running).end(Ended("finished"))
    assert seconds_left(running) is None
    assert seconds_left(waiting) == pytest.approx(40)


def test_the_speed_is_that_of_the_last_minute(at_work):
    run_id = submit(TrainConfig(epochs=10), "ann")
    next_run("cpu")
    diary = Diary(run_id)
    diary.report(Point(1, 10, 1.0, 1000.0, {}))  # a slow start
    diary.report(Point(2, 20, 2.0, 1070.0, {}))
    assert seconds_left(run_id) == pytest.approx(8 * 70)


def point(number: int, loss: float | None = None) -> Point:
    return Point(number, number, number / 10, number / 2, {"train_loss": loss or float(number)})
