"""A run may begin with learnt weights: with all of them, or with all but the layer that names other classes."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from cnnviz.architectures import VARIANTS, build_blank, with_options
from cnnviz.data.sets import DATASETS
from cnnviz.spelling import chosen, spelled
from cnnviz.train.first_weights import check_start, starts
from cnnviz.train.runs import TERMINAL, folder_of, runs, submit
from cnnviz.train.session import Session
from cnnviz.weights import load
from cnnviz.words import Refusal
from tests.runs_apart import apart
from tests.train_tiny import CPU, NAME, Listener, config, tiny, tiny_set

__all__ = ["apart", "tiny"]
torch.set_num_threads(1)
MODEL = "lenet5:batch_norm=true"
BEGUN = {"model": MODEL, "weights": "run-12"}


@pytest.fixture
def learnt(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, torch.Tensor]:
    """The weights of run 12, of three epochs."""
    monkeypatch.setenv("CNNVIZ_RUNS", str(tmp_path))
    assert Listener().run(config(model=MODEL), folder_of(12)).status == "finished"
    return load_file(folder_of(12) / "weights.safetensors")


def test_it_begins_with_the_weights_of_a_run_and_of_one_of_its_epochs(learnt):
    state = Session(config(**BEGUN), CPU).model.state_dict()
    assert all(torch.equal(state[name], learnt[name]) for name in learnt)
    early = load_file(folder_of(12) / "weights" / "epoch-001.safetensors")
    state = Session(config(model=MODEL, weights="run-12@1"), CPU).model.state_dict()
    assert torch.equal(state["output.weight"], early["output.weight"].float())
    assert not torch.equal(state["output.weight"], learnt["output.weight"])


def test_for_other_classes_the_last_layer_alone_is_drawn(learnt, monkeypatch):
    monkeypatch.setitem(DATASETS, NAME, tiny_set(classes=5))
    session, drawn = Session(config(**BEGUN), CPU), Session(config(model=MODEL), CPU)
    assert list(starts(session.network.named)) == ["run-12"]
    state, fresh = session.model.state_dict(), drawn.model.state_dict()
    differ = {name for name in learnt if not torch.equal(state[name], learnt[name])}
    assert differ == {"output.weight", "output.bias"}
    assert all(torch.equal(state[name], fresh[name]) for name in differ)


def test_the_dropout_may_differ(learnt):
    other = config(model=f"{MODEL},dropout=0.3", weights="run-12")
    session = Session(other, CPU)
    assert list(starts(session.network.named)) == ["run-12"]
    assert "dropout=0.3" in spelled(session.network.named)
    assert all(torch.equal(session.model.state_dict()[name], learnt[name]) for name in learnt)
    with pytest.raises(Refusal, match="dropout"):
        check_start(chosen("lenet5:activation=relu"), "run-12")


@pytest.mark.parametrize(
    "name", [name for name, (_, variant) in VARIANTS.items() if hasattr(variant.options, "dropout")]
)
def test_dropout_leaves_the_weights_their_names_and_shapes(name):
    without, much = (
        {
            each: tensor.shape
            for each, tensor in build_blank(name, with_options(name, dropout=dropout)).state_dict().items()
        }
        for dropout in (0.0, 0.3)
    )
    assert without == much


def test_bundled_weights_answer_before_the_first_step_as_they_do_elsewhere(monkeypatch):
    monkeypatch.setitem(DATASETS, NAME, tiny_set(channels=3, classes=10))
    session = Session(config(model="resnet20", weights="resnet20"), CPU)
    picture = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        ours, theirs = session.model.eval()(picture), load("resnet20", weights_name="resnet20").model(picture)
    torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-5)


def test_an_interrupted_run_goes_on_though_the_weights_that_it_began_with_are_gone(learnt):
    asked = config(**BEGUN, average=0.9)
    whole, parts = folder_of(1), folder_of(2)
    assert Listener().run(asked, whole).status == "finished"
    assert Listener().run(asked, parts, "pause", 5).status == "paused"
    for file in (folder_of(12) / "card.json", folder_of(12) / "weights.safetensors"):
        file.unlink()
    assert Listener().run(asked, parts).status == "finished"
    ends = [load_file(folder / "weights.safetensors") for folder in (whole, parts)]
    assert all(torch.equal(ends[0][name], ends[1][name]) for name in ends[0])


def test_weights_that_went_while_it_waited_end_it_with_a_sentence(learnt):
    (folder_of(12) / "card.json").unlink()
    ended = Listener().run(config(**BEGUN), folder_of(1))
    assert ended.status == "failed" and ended.why is not None
    assert "run-12" in ended.why.en and "run-12" in ended.why.ko


def test_damaged_ones_too(learnt):
    save_file({"output.weight": torch.zeros(3, 84)}, folder_of(12) / "weights.safetensors")
    ended = Listener().run(config(**BEGUN), folder_of(1))
    assert ended.status == "failed" and ended.why is not None and "weights.safetensors" in ended.why.en


@pytest.mark.parametrize(
    "model, weights", [("resnet20", "nosuch"), ("resnet20:se=true", "resnet20"), ("plain20", "resnet20"), ("resnet20", "random")]
)  # fmt: skip
def test_weights_that_do_not_fit_are_refused_before_the_run_waits(apart: Path, model: str, weights: str):
    with pytest.raises(Refusal, match=weights):
        submit(config(model=model, weights=weights, data="shapes"), TERMINAL)
    assert not runs()
