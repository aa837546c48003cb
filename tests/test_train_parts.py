"""The parts of a run: the network cut to the data, what it is fed, what is measured of it, and in which numbers."""

import copy

import pytest
import torch
from torch import nn
from torch.nn.functional import pad

from cnnviz.architectures import VARIANTS, build, build_blank
from cnnviz.data.sets import DATASETS
from cnnviz.spelling import spelled
from cnnviz.train.network import fitted
from cnnviz.train.precision import autocast, fastest, scaler_for
from cnnviz.train.session import Session
from cnnviz.train.stages import MOST, stages_of
from cnnviz.train.statistics import dead_relus, gradient_norms, histograms
from tests.train_tiny import CPU, NAME, config, tiny, tiny_set

__all__ = ["tiny"]
torch.set_num_threads(1)


def cut(model: str, size: int = 0, **data: int):
    return fitted(config(model=model, size=size), tiny_set(**data).load(None))


def test_classes_and_channels_follow_the_data():
    grey, colour = cut("lenet5", classes=7), cut("lenet5:pooling=max", channels=3)
    assert (spelled(grey.named), grey.shape) == ("lenet5:classes=7", (1, 32, 32))
    assert (spelled(colour.named), colour.shape) == ("lenet5:pooling=max,channels_in=3,classes=3", (3, 32, 32))
    repeated = cut("resnet20")
    assert repeated.shape == (3, 32, 32) and len(repeated.mean) == 3 and len(set(repeated.mean)) == 1


@pytest.mark.parametrize("side, size, shape", [(28, 0, (3, 32, 32)), (32, 64, (3, 64, 64)), (8, 0, (3, 32, 32))])
def test_pictures_come_at_the_size_of_the_network(monkeypatch, side: int, size: int, shape: tuple[int, ...]):
    monkeypatch.setitem(DATASETS, NAME, tiny_set(side=side))
    session = Session(config(model="resnet20:depth=8", size=size), CPU)
    images, labels = session.feed.next()
    assert images.shape == (8, *shape) and labels.shape == (8,)
    assert images.is_contiguous(memory_format=torch.channels_last)


def test_pictures_are_framed_and_normalised_as_by_hand(monkeypatch):
    monkeypatch.setitem(DATASETS, NAME, tiny_set(side=28))
    session = Session(config(), CPU)
    split = session.loaded.test
    expected = (pad(split.images, (2, 2, 2, 2)).float() / 255 - session.network.mean[0]) / session.network.std[0]
    pictures = session.test_pictures
    torch.testing.assert_close(pictures.input(pictures.normalised(pictures.images)), expected, rtol=1e-4, atol=1e-5)


def test_an_epoch_shows_every_picture_once_and_the_next_in_another_order(tiny):
    feed = Session(config(), CPU).feed
    epochs = []
    for _ in range(2):
        epochs.append([feed.next()[0] for _ in range(feed.steps_per_epoch)])
    first, second = (torch.cat(epoch).flatten(1) for epoch in epochs)
    assert not torch.equal(first, second)
    assert torch.equal(first.sum(1).sort().values, second.sum(1).sort().values)
    assert len(first.unique(dim=0)) == 48


def test_seeds_decide_weights_and_order(tiny):
    sessions = [Session(config(seed=seed), CPU) for seed in (1, 1, 2)]
    batches = [session.feed.next()[0] for session in sessions]
    weights = [session.model.state_dict()["output.weight"] for session in sessions]
    assert torch.equal(batches[0], batches[1]) and not torch.equal(batches[0], batches[2])
    assert torch.equal(weights[0], weights[1]) and not torch.equal(weights[0], weights[2])


def test_digits_are_not_mirrored(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "cnnviz.train.feed.augment", lambda images, labels, *rest: seen.append(rest[-1]) or (images, labels)
    )
    Session(config(data="digits"), CPU).feed.next()
    assert seen == [False]


@pytest.mark.parametrize("name", VARIANTS)
def test_every_network_has_stages_to_watch(name: str):
    model = build_blank(name)
    stages = stages_of(model)
    assert 3 <= len(stages) <= MOST
    modules = dict(model.named_modules())
    assert all(modules[path] is stage for path, stage in stages.items())
    watched = [id(p) for stage in stages.values() for p in stage.parameters()]
    assert len(watched) == len(set(watched)), "a parameter in two stages"


def test_the_gradient_of_a_stage_is_as_long_as_by_hand():
    torch.manual_seed(0)
    model = build("lenet5")
    model(torch.randn(2, 1, 32, 32)).square().sum().backward()
    norms = gradient_norms(stages_of(model))
    for path in ("c1", "f6"):
        by_hand = torch.cat([p.grad.flatten() for p in model.get_submodule(path).parameters() if p.grad is not None])
        assert norms[path] == pytest.approx(by_hand.norm().item(), rel=1e-5)


def test_dead_channels_are_counted_and_nothing_else_changes():
    torch.manual_seed(0)
    model = nn.Sequential()
    model.add_module("first", nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU()))
    model.add_module("second", nn.Sequential(nn.Conv2d(4, 2, 3), nn.BatchNorm2d(2), nn.ReLU()))
    with torch.no_grad():
        model[0][0].weight[1:] = -1.0  # type: ignore[index]
        model[0][0].bias[1:] = 0.0  # type: ignore[index]
        model[0][0].weight[0] = 1.0  # type: ignore[index]
    before, state = copy.deepcopy(model.state_dict()), model.training
    dead = dead_relus(model, stages_of(model), torch.rand(5, 1, 8, 8))
    assert dead["first"] == 0.75
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert model.training == state and not model[0][1]._forward_hooks  # type: ignore[index]


def test_histograms_are_those_of_torch():
    model = build("lenet5")
    weight = model.get_submodule("c5").get_submodule("weights").weight.detach().flatten()  # type: ignore[union-attr]
    spread = histograms(stages_of(model))["c5"]
    assert (spread["low"], spread["high"]) == (weight.min().item(), weight.max().item())
    assert spread["counts"] == torch.histc(weight, 40).int().tolist() and sum(spread["counts"]) == weight.numel()


def test_the_trial_leaves_the_run_alone():
    model, images, labels = build("resnet20"), torch.randn(4, 3, 32, 32), torch.zeros(4, dtype=torch.int64)
    state, random = copy.deepcopy(model.state_dict()), torch.get_rng_state()
    assert fastest(model, images, labels) in ("fp32", "bf16")
    assert torch.equal(random, torch.get_rng_state())
    assert all(torch.equal(state[name], value) for name, value in model.state_dict().items())
    assert all(parameter.grad is None for parameter in model.parameters())


def test_precision_is_that_of_the_products():
    layer, images = nn.Conv2d(3, 4, 3), torch.randn(1, 3, 8, 8)
    kinds = {}
    for precision in ("fp32", "bf16", "fp16"):
        with autocast(precision, CPU):
            kinds[precision] = layer(images).dtype
    assert kinds == {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
    assert scaler_for("bf16", CPU) is None
