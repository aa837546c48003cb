"""What can go wrong with a run ends it with a sentence that says what to do, and takes nothing away."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from cnnviz.data.sets import DATASETS
from cnnviz.train import TrainConfig, checkpoint, from_toml
from cnnviz.train.faults import failure
from cnnviz.train.session import Session
from cnnviz.words import Refusal, Words
from tests.train_tiny import NAME, Listener, config, tiny, tiny_set

__all__ = ["tiny"]
torch.set_num_threads(1)


def test_a_loss_that_runs_away_keeps_the_last_good_state(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Listener().run(config(epochs=9), tmp_path, "pause", 9)
    before = (tmp_path / checkpoint.CHECKPOINT).read_bytes()
    monkeypatch.setattr("cnnviz.train.loop.CHECKPOINT_EVERY", 0.0)
    monkeypatch.setattr("cnnviz.train.journal.EVERY", 0.0)
    learn = Session.learn

    def explode(session: Session) -> None:
        for weight in session.model.parameters():
            weight.data.mul_(float("inf"))
        learn(session)

    monkeypatch.setattr(Session, "learn", explode)
    ended = Listener().run(config(epochs=9), tmp_path)
    assert ended.status == "failed" and ended.why
    assert "0.02" in ended.why.en and "is kept" in ended.why.en and "학습률" in ended.why.ko
    assert (tmp_path / checkpoint.CHECKPOINT).read_bytes() == before


def test_weights_that_the_last_step_spoiled_are_not_kept(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Listener().run(config(epochs=9), tmp_path, "pause", 9)
    before = (tmp_path / checkpoint.CHECKPOINT).read_bytes()
    learn = Session.learn

    def spoil(session: Session) -> None:
        learn(session)  # with a loss that is a number
        next(session.model.parameters()).data[0] = float("nan")

    monkeypatch.setattr(Session, "learn", spoil)
    ended = Listener().run(config(epochs=9), tmp_path, "pause", 1)
    assert ended.status == "failed" and ended.why and "is kept" in ended.why.en
    assert (tmp_path / checkpoint.CHECKPOINT).read_bytes() == before


def test_a_real_rate_too_high_is_told(tiny, tmp_path: Path):
    asked = config(model="lenet5:activation=relu", rate=10.0, schedule="constant", epochs=20)
    ended = Listener().run(asked, tmp_path)
    assert ended.status == "failed" and ended.why and "rate, 10," in ended.why.en


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        MemoryError(),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
    ],
    ids=["cuda", "python", "cpu"],
)
def test_too_little_memory_offers_half_the_batch(tiny, tmp_path: Path, monkeypatch, error: Exception):
    monkeypatch.setattr(Session, "learn", lambda session: raises(error))
    ended = Listener().run(config(batch=9), tmp_path)
    assert ended.status == "failed" and ended.why and "batches of 9" in ended.why.en and "4" in ended.why.ko
    assert ended.instead == replace(config(batch=9), batch=4)


def test_the_smallest_batch_has_no_half(tiny, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(Session, "learn", lambda session: raises(torch.OutOfMemoryError()))
    ended = Listener().run(config(batch=3), tmp_path)
    assert ended.status == "failed" and ended.instead is None and ended.why and "smaller network" in ended.why.en


def test_a_full_disk_leaves_the_old_checkpoint(tiny, tmp_path: Path, monkeypatch):
    Listener().run(config(), tmp_path, "pause", 5)
    before = (tmp_path / checkpoint.CHECKPOINT).read_bytes()
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", lambda number: raises(OSError(errno.ENOSPC, "No space left on device")))
        ended = Listener().run(config(), tmp_path)
    assert ended.status == "failed" and ended.why and "disk is full" in ended.why.en
    assert (tmp_path / checkpoint.CHECKPOINT).read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))
    assert Listener().run(config(), tmp_path).status == "finished"


def test_a_folder_that_cannot_be_written_is_told(tiny, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    ended = Listener().run(config(), tmp_path / "file" / "run")
    assert ended.status == "failed" and ended.why and "cannot be stored" in ended.why.en


def test_missing_data_is_told(tmp_path: Path, monkeypatch):
    gone = Words(ko="데이터가 없습니다.", en="The data are gone.")

    def load(progress):
        raise Refusal(gone)

    monkeypatch.setitem(DATASETS, NAME, replace(tiny_set(), load=load))
    ended = Listener().run(config(), tmp_path)
    assert (ended.status, ended.why) == ("failed", gone)
    ended = Listener().run(config(data="nowhere"), tmp_path)
    assert ended.status == "failed" and ended.why and "nowhere" in ended.why.en


def test_a_network_that_the_pictures_do_not_fit_is_told(tiny, tmp_path: Path):
    ended = Listener().run(config(size=12), tmp_path)
    assert ended.status == "failed" and ended.why
    ended = Listener().run(config(model="lenet5_1998"), tmp_path)
    assert ended.status == "failed" and ended.why and "ten digits" in ended.why.en


def test_what_nobody_foresaw_is_not_hidden():
    with pytest.raises(RuntimeError, match="cuDNN"):
        failure(RuntimeError("cuDNN error"), TrainConfig(), None)


@pytest.mark.parametrize(
    "values",
    [
        {"epochs": 0},
        {"momentum": 0.0},
        {"device": "tpu"},
        {"device": "cpu", "precision": "fp16"},
        {"milestones": "0.5,0.2"},
        {"milestones": "half"},
        {"milestones": "1"},
        {"model": "resnet21"},
        {"batch": 1},
        {"rate": 0.0},
        {"schedule": "none"},
        {"epochs": 1.5},
    ],
    ids=str,
)
def test_settings_that_make_no_run_are_refused(values: dict):
    with pytest.raises(Refusal):
        TrainConfig(**values)


@pytest.mark.parametrize("text", ["epochs", "colour = 3", "epochs = 1.5", 'rate = "high"', "epochs = 0"])
def test_records_that_cannot_be_read_are_refused(text: str):
    with pytest.raises(Refusal):
        from_toml(text)


def raises(error: Exception) -> nn.Module:
    raise error
