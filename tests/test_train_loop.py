"""A run from start to end: it learns, reports, obeys, and leaves what other pages need."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torchmetrics.functional.classification import multiclass_confusion_matrix

from cnnviz.data.sets import find_set
from cnnviz.train import from_toml, recipe
from cnnviz.train.artefacts import keep_epoch, kept_epochs, kept_histograms
from cnnviz.train.checkpoint import load
from cnnviz.train.session import Session
from tests.train_tiny import CPU, Listener, config, tiny

__all__ = ["tiny"]
torch.set_num_threads(1)


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Listener]:
    folder, listener = tmp_path_factory.mktemp("digits"), Listener()
    asked = recipe("lenet5", "digits", epochs=6)
    assert listener.run(asked, folder).status == "finished"
    return folder, listener


def test_lenet_learns_the_digits(digits: tuple[Path, Listener]):
    _, listener = digits
    last = [point.values for point in listener.points if "test_accuracy" in point.values][-1]
    assert last["test_accuracy"] > 0.9
    assert last["train_accuracy"] > 0.9
    assert last["test_loss"] < 0.4


def test_every_epoch_and_the_first_step_have_points(digits: tuple[Path, Listener]):
    _, listener = digits
    assert listener.points[0].step == 1
    tested = [point for point in listener.points if "test_accuracy" in point.values]
    assert [point.epoch for point in tested] == [1, 2, 3, 4, 5, 6]
    for point in listener.points:
        assert {"train_loss", "train_accuracy", "rate", "images_per_second"} <= point.values.keys()
    watched = [name for name in listener.points[0].values if name.startswith("gradient_norm.")]
    assert watched == [f"gradient_norm.{stage}" for stage in ("c1", "c3", "c5", "f6", "output")]


def test_the_weights_answer_as_the_card_says(digits: tuple[Path, Listener]):
    folder, _ = digits
    card = json.loads((folder / "card.json").read_text())
    session = Session(from_toml((folder / "config.toml").read_text()), CPU)
    session.model.load_state_dict(load_file(folder / "weights.safetensors"))
    test = session.test(lambda: True)
    assert test and test.accuracy == card["test_accuracy"]
    assert (card["model"], card["data"], card["input"], card["seed"]) == ("lenet5", "digits", [1, 32, 32], 0)
    assert card["categories"] == list("0123456789") and card["epochs"] == 6


def test_confusion_and_mistakes_are_those_of_the_weights(digits: tuple[Path, Listener]):
    folder, _ = digits
    split = find_set("digits").load(None).test
    session = Session(from_toml((folder / "config.toml").read_text()), CPU)
    session.model.load_state_dict(load_file(folder / "weights.safetensors"))
    test = session.test(lambda: True)
    assert test
    confusion = json.loads((folder / "confusion.json").read_text())
    assert confusion["matrix"] == multiclass_confusion_matrix(test.logits, split.labels, 10).tolist()
    mistakes = json.loads((folder / "mistakes.json").read_text())
    wrong = (test.logits.argmax(1) != split.labels).nonzero().flatten().tolist()
    assert {row["picture"] for row in mistakes} <= set(wrong) and len(mistakes) == min(24, len(wrong))
    assert all(row["label"] == str(split.labels[row["picture"]].item()) != row["guess"] for row in mistakes)
    assert [row["right"] for row in mistakes] == sorted(row["right"] for row in mistakes)
    sheet = Image.open(folder / "mistakes.png")
    assert sheet.size == (8 * 32, -(-len(mistakes) // 8) * 32)
    first = torch.from_numpy(np.array(sheet.crop((0, 0, 32, 32))))
    assert torch.equal(first, split.images[mistakes[0]["picture"]][0])


def test_the_weights_of_every_epoch_are_kept_in_halves(digits: tuple[Path, Listener]):
    folder, _ = digits
    epochs = kept_epochs(folder)
    assert list(epochs) == [0, 1, 2, 3, 4, 5, 6]
    last, final = load_file(epochs[6]), load_file(folder / "weights.safetensors")
    assert all(torch.equal(last[name], final[name].half()) for name in final)
    assert not torch.equal(load_file(epochs[0])["output.weight"], last["output.weight"])
    spread = kept_histograms(folder)
    assert list(spread) == [1, 2, 3, 4, 5, 6]
    assert sum(spread[6]["c1"]["counts"]) == 6 * 25
    assert spread[6]["c1"]["low"] == pytest.approx(final["c1.weights.weight"].min().item())


def test_many_epochs_are_thinned_out_evenly(tmp_path: Path):
    model = torch.nn.Linear(2, 2)
    for epoch in range(101):
        keep_epoch(tmp_path, model, epoch)
        kept = list(kept_epochs(tmp_path))
        gaps = {later - earlier for earlier, later in pairwise(kept)}
        assert len(kept) <= 30 and len(gaps) <= 1
    assert kept[0] == 0 and kept[-1] == 100 and len(kept) > 15
    keep_epoch(tmp_path, model, 101, last=True)
    assert list(kept_epochs(tmp_path)) == [*kept, 101]


def test_the_last_epoch_is_kept_wherever_it_falls(tiny, tmp_path: Path):
    assert Listener().run(config(epochs=33), tmp_path).status == "finished"
    epochs = kept_epochs(tmp_path)
    assert list(epochs) == [*range(0, 33, 2), 33]
    last, final = load_file(epochs[33]), load_file(tmp_path / "weights.safetensors")
    assert all(torch.equal(last[name], final[name].half()) for name in final)


def test_numbers_beyond_the_halves_stay_whole(tmp_path: Path):
    model = torch.nn.BatchNorm2d(2)
    model.running_var.fill_(1e6)  # type: ignore[union-attr]
    keep_epoch(tmp_path, model, 0)
    state = load_file(kept_epochs(tmp_path)[0])
    assert state["running_var"].tolist() == [1e6, 1e6] and state["weight"].dtype == torch.float16


@pytest.mark.parametrize("wish", ["pause", "stop"])
@pytest.mark.parametrize("after", [0, 1, 2, 8])
def test_a_wish_takes_effect_before_the_next_step(tiny, tmp_path: Path, wish, after: int):
    listener = Listener()
    ended = listener.run(config(), tmp_path, wish, after)
    assert ended.status == {"pause": "paused", "stop": "stopped"}[wish]
    state = load(tmp_path)
    assert state and state["session"]["step"] == min(after, 6)  # after six steps comes a test, asked once a batch
    assert (tmp_path / "weights.safetensors").exists() == (wish == "stop")


@pytest.mark.parametrize(
    "limits, steps", [({"epochs": 2}, 12), ({"epochs": 2, "steps": 7}, 7), ({"epochs": 0, "steps": 15}, 15)]
)
def test_the_first_limit_ends_the_run(tiny, tmp_path: Path, limits: dict, steps: int):
    listener = Listener()
    assert listener.run(config(**limits), tmp_path).status == "finished"
    assert listener.points[-1].step == steps
    assert "test_accuracy" in listener.points[-1].values


def test_time_ends_a_run(tiny, tmp_path: Path):
    listener = Listener()
    assert listener.run(config(epochs=0, seconds=1, schedule="one_cycle"), tmp_path).status == "finished"
    assert listener.points[-1].seconds >= 1
    assert listener.points[-1].values["test_accuracy"] > 0.3
