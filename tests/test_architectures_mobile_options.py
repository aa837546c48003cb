"""MobileNet, ShuffleNet, EfficientNet-Lite: every option in every position, alone and in pairs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

from cnnviz.architectures import ARCHITECTURES, build, with_options
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.blueprint import structure_of
from cnnviz.options import controls
from tests.option_pairs import pairwise

torch.set_num_threads(1)
LIGHT = {
    "mobilenet": with_options("mobilenet_v1", width=0.25, classes=10),
    "shufflenet": with_options("shufflenet_v1_g3", width=0.25, classes=10),
    "efficientnet_lite": with_options("efficientnet_lite0", width=0.25, classes=10),
}
NEEDS = {"reduction": {"se": True}}
PICTURE = (3, 64, 64)


def positions(family: str) -> dict[str, tuple]:
    """Every value of a choice; both ends of a number (of classes: few)."""
    found = {}
    for name, control in controls(ARCHITECTURES[family].options).items():
        ends = (2, 11) if name == "classes" else (control.low, control.high)
        found[name] = control.choices or tuple(type(control.default)(end) for end in ends)
    return found


def moved_alone(family: str) -> Iterator[tuple[Any, Any]]:
    for name, values in positions(family).items():
        before = replace(LIGHT[family], **NEEDS.get(name, {}))
        yield from ((before, replace(before, **{name: value})) for value in values)


def pass_through(model: nn.Module, classes: int) -> None:
    """Forward and backward in train mode on a batch of two; every weight is reached."""
    device = next(model.parameters()).device
    scores = model.train()(torch.randn(2, *PICTURE, device=device))
    assert scores.shape == (2, classes)
    scores.sum().backward()
    assert all(weight.grad is not None for weight in model.parameters())


def fingerprint(name: str, options: Any) -> tuple:
    """What can be seen of the network; it has run forward and backward before."""
    torch.manual_seed(0)
    model = build(name, options)
    weights = tuple(weight.flatten()[:100].abs().sum().item() for weight in model.parameters())
    pass_through(model, options.classes)
    structure = structure_of(name, options, PICTURE)
    assert structure.params == sum(weight.numel() for weight in model.parameters())
    return structure.layers, repr(model), weights


@pytest.mark.parametrize("family", LIGHT)
def test_every_option_runs_in_every_position_and_changes_the_network(family: str):
    name, seen = ARCHITECTURES[family].variants[0].name, {}
    for before, after in moved_alone(family):
        for options in (before, after):
            if options not in seen:
                seen[options] = fingerprint(name, options)
        assert (before == after) == (seen[before] == seen[after])


@pytest.mark.parametrize("family", LIGHT)
def test_every_pair_of_options_runs(family: str):
    name = ARCHITECTURES[family].variants[0].name
    for options in pairwise(LIGHT[family], positions(family), lambda options: None):
        structure = structure_of(name, options, PICTURE)
        assert structure.layers[-1].output_shape == (options.classes,)
        with torch.device("cpu" if structure.params < 3_000_000 else "meta"):  # giants on shapes alone
            pass_through(build(name, options), options.classes)


@pytest.mark.parametrize("name", ["mobilenet_v1", "mobilenet_v2", "shufflenet_v1_g3", "efficientnet_lite0"])
@pytest.mark.parametrize("batch_norm", [True, False])
def test_the_signal_lives_through_a_fresh_network(name: str, batch_norm: bool):
    """torch counts the channels of all groups; by that law a depthwise network answers zero."""
    torch.manual_seed(0)
    model = build(name, with_options(name, batch_norm=batch_norm)).eval()
    with torch.no_grad():
        assert 1e-3 < model(torch.randn(1, 3, 64, 64)).std() < 1e3


def test_first_weights_have_the_variance_of_their_law():
    laws = {"he": 2 / (9 * 64), "xavier": 2 / (9 * 32 + 9 * 64), "normal": 0.01**2, "zeros": 0}
    for init, variance in laws.items():
        for groups in (1, 4):
            conv = nn.Conv2d(groups * 32, groups * 64, 3, groups=groups)
            initialise(conv, init)
            assert conv.weight.var().item() == pytest.approx(variance, rel=0.05)
