"""A data set of one's own outlives the wish to delete it while a run needs it."""

from dataclasses import replace
from pathlib import Path

import pytest

from cnnviz.data.sets import add_own, find_set, own_sets
from cnnviz.train.runs import ask, delete_set, submit
from cnnviz.words import Refusal
from tests.picture_sets import class_files, zipped
from tests.runs_apart import TINY, apart

__all__ = ["apart"]  # a fixture


def test_a_set_that_a_run_needs_stays(apart: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    add_own(zipped(tmp_path / "a.zip", class_files()), "mine", owner="ann")
    run_id = submit(replace(TINY, data="mine"), "ben")
    with pytest.raises(Refusal, match=f"Run {run_id} "):
        delete_set("mine", "ann")
    assert find_set("mine").load(None).categories
    ask(run_id, "stop", "ben")
    with pytest.raises(Refusal, match="Only whoever"):
        delete_set("mine", "ben")
    delete_set("mine", "ann")
    assert own_sets() == []
