"""torchvision's weights: the list is theirs, the files load strictly and answer as theirs, failures are said aloud."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
import torchvision

from cnnviz.architectures import VARIANTS
from cnnviz.data import prepare, sample
from cnnviz.weights import available, load, load_or_random, torchvision_hub
from cnnviz.weights.imagenet import imagenet_classes
from cnnviz.words import Refusal
from tests.weights_server import WeightsServer, weights_server

torch.set_num_threads(1)
THEIR_NAMES = {"alexnet_owt": "alexnet", "googlenet_torchvision": "googlenet"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    with weights_server() as running:
        monkeypatch.setattr(torchvision_hub, "SERVER", running.url)
        yield running


def offered_as(monkeypatch: pytest.MonkeyPatch, variant: str, file: str) -> None:
    """Let torchvision's list name `file` for `variant`."""
    row = next(row for row in torchvision_hub._ROWS if row.variant == variant)
    monkeypatch.setattr(torchvision_hub, "_ROWS", (row._replace(file=file),))


def test_class_names_are_torchvision_s():
    assert list(imagenet_classes()) == torchvision.models.ResNet18_Weights.IMAGENET1K_V1.meta["categories"]


@pytest.mark.parametrize("row", torchvision_hub._ROWS, ids=lambda row: f"{row.variant}-{row.weights}")
def test_the_list_of_files_is_torchvision_s(row: torchvision_hub._Row):
    theirs = torchvision.models.get_model_weights(THEIR_NAMES.get(row.variant, row.variant))[row.weights.upper()]
    recipe, figures = theirs.transforms(), theirs.meta["_metrics"]["ImageNet-1K"]
    preparation = torchvision_hub._preparation(row)
    assert torchvision_hub.SERVER + row.file == theirs.url
    assert (row.top1, row.top5) == (figures["acc@1"], figures["acc@5"])
    assert row.megabytes == pytest.approx(theirs.meta["_file_size"], abs=0.06)
    assert ([preparation.resize], list(preparation.size)) == (recipe.resize_size, recipe.crop_size * 2)
    assert preparation.interpolation == recipe.interpolation.value
    if row.variant != "googlenet_torchvision":
        assert (list(preparation.mean), list(preparation.std)) == (recipe.mean, recipe.std)


def test_googlenet_gets_what_torchvision_s_own_conversion_gives():
    [row] = [row for row in torchvision_hub._ROWS if row.variant == "googlenet_torchvision"]
    theirs = torchvision.models.GoogLeNet(transform_input=True, init_weights=False)
    ours = torchvision_hub._preparation(row)
    usual = replace(ours, mean=torchvision_hub.Preparation.mean, std=torchvision_hub.Preparation.std)
    converted = theirs._transform_input(prepare(sample("coffee"), usual))
    assert torch.allclose(converted, prepare(sample("coffee"), ours), atol=1e-5)


def test_every_variant_that_torchvision_has_is_offered_its_weights():
    listed = {row.variant for row in torchvision_hub._ROWS}
    for name in VARIANTS:
        theirs = THEIR_NAMES.get(name, name)
        if theirs in torchvision.models.list_models() and (name in THEIR_NAMES or theirs not in THEIR_NAMES.values()):
            assert name in listed, name


def test_what_is_on_the_disk_comes_before_what_must_be_downloaded(server: WeightsServer):
    assert [weights.name for weights in available("resnet50")] == ["imagenet1k_v1", "imagenet1k_v2", "random"]
    file = available("resnet50")[1].file
    assert isinstance(file, torchvision_hub.HubFile)
    file._path().parent.mkdir(parents=True)
    file._path().touch()
    assert [weights.name for weights in available("resnet50")] == ["imagenet1k_v2", "imagenet1k_v1", "random"]


def test_torchvision_s_weights_arrive_load_strictly_and_answer_as_theirs(server: WeightsServer, monkeypatch):
    theirs = torchvision.models.resnet18().eval()
    for name, statistic in theirs.named_buffers():  # no two layers alike
        if "running" in name:
            statistic.uniform_(0.5, 2)
    offered_as(monkeypatch, "resnet18", server.offer(theirs.state_dict(), "resnet18"))
    assert not available("resnet18")[0].at_hand
    heard: list[float] = []
    network = load("resnet18", None, "imagenet1k_v1", heard.append)
    picture = prepare(sample("cat"), network.preparation)
    with torch.no_grad():
        assert torch.allclose(network.model(picture), theirs(picture), atol=1e-5)
        assert network.model(picture).isfinite().all()
    assert all(0 <= fraction <= 1 for fraction in heard)
    assert available("resnet18")[0].at_hand
    load("resnet18", None, "imagenet1k_v1")
    assert len(server.requests) == 1


def test_half_precision_files_are_widened(server: WeightsServer, monkeypatch):
    offered_as(monkeypatch, "resnet18", server.offer(torchvision.models.resnet18().half().state_dict()))
    assert {p.dtype for p in load("resnet18").model.parameters()} == {torch.float32}


def test_old_densenet_files_get_today_s_names():
    today = torchvision.models.densenet121().state_dict()
    old = {key.replace("norm1", "norm.1").replace("norm2", "norm.2"): value for key, value in today.items()}
    old = {key.replace("conv1", "conv.1").replace("conv2", "conv.2"): value for key, value in old.items()}
    assert old.keys() != today.keys()
    assert torchvision_hub.todays_names(old).keys() == today.keys()


def test_a_file_for_another_network_is_refused(server: WeightsServer, monkeypatch):
    offered_as(monkeypatch, "resnet18", server.offer(torchvision.models.squeezenet1_1().state_dict()))
    with pytest.raises(Refusal, match="do not fit ResNet-18"):
        load("resnet18", None, "imagenet1k_v1")


def test_weights_that_cannot_be_had_are_refused_or_replaced_aloud(server: WeightsServer, monkeypatch):
    offered_as(monkeypatch, "resnet18", "gone-01234567.pth")
    with pytest.raises(Refusal, match="404"):
        load("resnet18", None, "imagenet1k_v1")
    network = load_or_random("resnet18", None, "imagenet1k_v1")
    assert network.random
    assert network.note
    assert "404" in network.note.en
    assert "random" in network.note.en
    assert "무작위" in network.note.ko
