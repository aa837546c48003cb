"""`runs` from the terminal: what it prints for programs and people, and what it does to runs."""

import csv
import json
from pathlib import Path

import pytest

from cnnviz.train import Point
from cnnviz.train.runs import runs, submit
from cnnviz.train.runs.diary import Diary
from tests.runs_apart import TINY, apart
from tests.test_terminal import call

__all__ = ["apart", "call"]  # fixtures


def test_the_list_and_one_run(call, apart: Path):
    assert call("runs")[1].startswith("There are no runs yet")
    assert json.loads(call("runs", "list", "--json")[1]) == []
    run_id = submit(TINY, "ann", "first")
    Diary(run_id).report(Point(1, 6, 0.5, 3.0, {"test_accuracy": 0.25}))
    row = {
        "id": run_id, "status": "queued", "model": "lenet5", "data": "digits", "epoch": 0.5, "epochs": 2,
        "test_accuracy": 0.25,
    }  # fmt: skip
    assert json.loads(call("runs", "list", "--json")[1]) == json.loads(call("runs", "--json")[1]) == [row]
    shown = json.loads(call("runs", "show", str(run_id), "--json")[1])
    assert row.items() <= shown.items()
    assert (shown["position"], shown["title"], shown["config"]["rate"]) == (1, "first", TINY.rate)
    assert "schedule" in call("runs", "show", str(run_id))[1]


def test_the_terminal_may_stop_pause_and_delete_what_visitors_started(call, apart: Path):
    first, second = submit(TINY, "ann"), submit(TINY, "ben")
    assert json.loads(call("runs", "pause", str(first), "--json")[1]) == {"run": first, "status": "paused"}
    assert json.loads(call("runs", "stop", str(second), "--json")[1]) == {"run": second, "status": "stopped"}
    assert json.loads(call("runs", "delete", str(second), "--json")[1]) == {"run": second, "deleted": True}
    assert [run.id for run in runs()] == [first]


def test_export_writes_the_curve(call, apart: Path, tmp_path: Path):
    run_id = submit(TINY, "ann")
    diary = Diary(run_id)
    diary.report(Point(1, 1, 0.5, 1.0, {"train_loss": 2.0}))
    diary.report(Point(2, 2, 1.0, 2.0, {"train_loss": 1.5, "test_loss": 1.25}))
    out = tmp_path / "curve.csv"
    assert json.loads(call("runs", "export", str(run_id), "--out", str(out), "--json")[1])["out"] == str(out)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[1] == {
        "number": "2", "step": "2", "epoch": "1.0", "seconds": "2.0", "train_loss": "1.5", "test_loss": "1.25",
    }  # fmt: skip
    assert rows[0]["test_loss"] == ""


def test_what_cannot_be_done_with_this_run_is_one_sentence(call, apart: Path):
    run_id = submit(TINY, "ann")
    assert call("runs", "resume", str(run_id))[0] == 2
    code, _, said = call("runs", "export", str(run_id), "--out", "/nowhere/x.csv")
    assert code == 2 and "/nowhere/x.csv" in said


def test_sentences_are_korean_on_a_korean_system(call, apart: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "학습은 없습니다" in call("runs", "show", "7")[2]
    submit(TINY, "ann")
    assert "대기 중" in call("runs")[1]
