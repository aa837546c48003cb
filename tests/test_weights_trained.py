"""A finished run is a network for every other page: its weights are offered, load and answer as they did in training."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from cnnviz.architectures import find, with_options
from cnnviz.train.runs import folder_of
from cnnviz.weights import available, learnt_with, load, load_or_random, trained
from cnnviz.words import Refusal
from tests.train_tiny import Listener, config, tiny

__all__ = ["tiny"]
torch.set_num_threads(1)
MODEL = "lenet5:batch_norm=true"
OPTIONS = with_options("lenet5", batch_norm=True, classes=3)


@pytest.fixture
def run(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run 12, of three epochs."""
    monkeypatch.setenv("CNNVIZ_RUNS", str(tmp_path))
    folder = folder_of(12)
    assert Listener().run(config(model=MODEL), folder).status == "finished"
    return folder


def test_a_run_is_offered_for_the_options_that_it_trained(run: Path):
    assert [weights.name for weights in available("lenet5", OPTIONS)] == ["random", "run-12"]
    assert [weights.name for weights in available("lenet5_1998")] == ["random"]
    offer = available("lenet5", OPTIONS)[-1]
    assert offer.categories == ("class 0", "class 1", "class 2")
    card = json.loads((run / "card.json").read_text())
    assert offer.preparation.size == (32, 32) and offer.preparation.mean == tuple(card["mean"])
    assert f"{card['test_accuracy']:.1%}" in offer.title.en and "tiny" in offer.origin.ko


def test_its_network_has_the_weights_of_the_file(run: Path):
    network = load("lenet5", OPTIONS, "run-12")
    assert not network.random and network.note is None
    kept = load_file(run / "weights.safetensors")
    state = network.model.state_dict()
    assert all(torch.equal(state[name], kept[name]) for name in kept)


def test_every_saved_epoch_can_be_had_by_name(run: Path):
    for epoch in range(4):
        network = load("lenet5", OPTIONS, f"run-12@{epoch}")
        kept = load_file(run / "weights" / f"epoch-{epoch:03d}.safetensors")
        assert torch.equal(network.model.state_dict()["output.weight"], kept["output.weight"].float())
        assert f"epoch {epoch}" in network.weights.title.en
    with pytest.raises(Refusal):
        load("lenet5", OPTIONS, "run-12@4")
    with pytest.raises(Refusal):
        load("lenet5", OPTIONS, "run-13@1")


def test_what_nobody_chose_stays_what_it_was(run: Path):
    assert load("lenet5", OPTIONS).random
    assert load("lenet5_1998").random


def test_weights_of_other_options_are_no_choice(run: Path):
    with pytest.raises(Refusal, match="run-12"):
        load("lenet5", find("lenet5")[1].options, "run-12")


def test_a_deleted_run_is_told(run: Path):
    offer = available("lenet5", OPTIONS)[-1]
    shutil.rmtree(run)
    with pytest.raises(Refusal, match="gone"):
        offer.file.fetch()  # type: ignore[union-attr]
    with pytest.raises(Refusal, match="run-12"):
        load_or_random("lenet5", OPTIONS, "run-12")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": "resnet21"}', '{"model": "lenet5"}'])
def test_a_card_that_cannot_be_read_offers_nothing(run: Path, text: str):
    (run / "card.json").write_text(text)
    assert [weights.name for weights in available("lenet5", OPTIONS)] == ["random"]


def test_networks_that_come_with_the_program_are_offered_first(run: Path, tmp_path: Path, monkeypatch):
    shutil.copytree(run, tmp_path / "bundled" / "tiny")
    monkeypatch.setattr(trained, "BUNDLED", tmp_path / "bundled")
    assert [weights.name for weights in available("lenet5", OPTIONS)] == ["tiny", "random", "run-12"]
    assert not load("lenet5", OPTIONS).random
    assert learnt_with("lenet5") == [OPTIONS] and learnt_with("resnet50") == [find("resnet50")[1].options]


def test_runs_that_are_still_going_offer_their_epochs_alone(tiny, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_RUNS", str(tmp_path))
    Listener().run(config(model=MODEL), folder_of(7), "pause", 9)
    assert [weights.name for weights in available("lenet5", OPTIONS)] == ["random"]
    assert load("lenet5", OPTIONS, "run-7@1").weights.at_hand
