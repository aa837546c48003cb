"""A run that was interrupted goes on bit for bit as one that was not."""

from io import BytesIO
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from cnnviz.data.augment import SCHEMES
from cnnviz.options import controls
from cnnviz.train import TrainConfig
from cnnviz.train.checkpoint import load
from cnnviz.train.session import Session
from cnnviz.train.snapshot import restore, state_of
from cnnviz.words import Refusal
from tests.train_tiny import CPU, Listener, config, tiny

__all__ = ["tiny"]
torch.set_num_threads(1)
OPTIMISERS, SCHEDULES = (controls(TrainConfig)[name].choices for name in ("optimiser", "schedule"))
VARIED = [
    *({"optimiser": optimiser, "schedule": schedule} for optimiser in OPTIMISERS for schedule in SCHEDULES),
    *({"augmentation": scheme} for scheme in SCHEMES),
    {"average": 0.9},
    {"precision": "bf16"},
    {"warm_up": 1.0, "label_smoothing": 0.1},
    {"ten_crop": True},
    {"model": "stochastic_depth_resnet110:depth=8", "epochs": 2},
]
WITH_HEADS = {"model": "googlenet:dropout=0.4", "size": 32}


def name_of(values: dict) -> str:
    return "-".join(map(str, values.values()))


@pytest.mark.parametrize("values", VARIED, ids=name_of)
def test_interrupted_anywhere_it_ends_with_the_same_weights(tiny, tmp_path: Path, values: dict):
    asked = config(**values)
    assert Listener().run(asked, tmp_path / "whole").status == "finished"
    for after in (3, 4, 4):  # anywhere: the first step, between epochs, within a test
        assert Listener().run(asked, tmp_path / "parts", "pause", after).status == "paused"
        torch.manual_seed(99)  # another process has another past
    assert Listener().run(asked, tmp_path / "parts").status == "finished"
    whole, parts = (load_file(tmp_path / name / "weights.safetensors") for name in ("whole", "parts"))
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


@pytest.mark.parametrize("values", [*VARIED, WITH_HEADS], ids=name_of)
def test_the_next_steps_have_the_same_loss(tiny, values: dict):
    session, losses = Session(config(**values), CPU), []
    for _ in range(4):
        session.learn()
    file = BytesIO()
    torch.save(state_of(session), file)
    for again in (session, Session(config(**values), CPU)):
        file.seek(0)
        restore(again, torch.load(file, weights_only=True))
        again.read_sums()
        losses.append([loss_of_next_step(again) for _ in range(3)])
    assert losses[0] == losses[1]


def loss_of_next_step(session: Session) -> float:
    session.learn()
    return session.read_sums()[0]


def test_points_are_numbered_on(tiny, tmp_path: Path):
    listener = Listener()
    listener.run(config(), tmp_path, "pause", 9)
    count = len(listener.points)
    kept = load(tmp_path)
    assert kept and count == listener.points[-1].number == kept["points"]
    listener.run(config(), tmp_path)
    assert [point.number for point in listener.points] == list(range(1, len(listener.points) + 1))
    seconds = [point.seconds for point in listener.points]
    assert seconds == sorted(seconds)


def test_a_longer_run_goes_on_from_a_shorter_one(tiny, tmp_path: Path):
    Listener().run(config(epochs=1, schedule="constant"), tmp_path / "longer")
    Listener().run(config(epochs=3, schedule="constant"), tmp_path / "longer")
    Listener().run(config(epochs=3, schedule="constant"), tmp_path / "whole")
    whole, longer = (load_file(tmp_path / name / "weights.safetensors") for name in ("whole", "longer"))
    assert all(torch.equal(whole[name], longer[name]) for name in whole)


def test_a_checkpoint_of_another_network_is_refused(tiny, tmp_path: Path):
    Listener().run(config(), tmp_path, "pause", 3)
    ended = Listener().run(config(model="resnet20"), tmp_path)
    assert ended.status == "failed" and ended.why and "another network" in ended.why.en


def test_a_damaged_checkpoint_is_told(tiny, tmp_path: Path):
    Listener().run(config(), tmp_path, "pause", 3)
    file = tmp_path / "checkpoint.pt"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(Refusal):
        load(tmp_path)
    ended = Listener().run(config(), tmp_path)
    assert ended.status == "failed" and ended.why and "damaged" in ended.why.en
