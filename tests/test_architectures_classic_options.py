"""LeNet to SqueezeNet: every option in every position, alone and in pairs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import nn

from cnnviz.architectures import ARCHITECTURES, build, with_options
from cnnviz.blueprint import structure_of
from cnnviz.options import Options, controls
from tests.option_pairs import pairwise

torch.set_num_threads(1)

# A light variant of each family, and the picture for its options.
LIGHT = {
    "lenet": ("lenet5", {}, lambda options: (options.channels_in, *[32 - 2 * options.first_padding] * 2)),
    "alexnet": (
        "alexnet_owt",
        {"hidden": 256},
        lambda options: (3, 80, 80) if options.adaptive_pool else (3, 224, 224),
    ),
    "zfnet": (
        "zfnet",
        {"hidden": 256, "adaptive_pool": True},
        lambda options: (3, 80, 80) if options.adaptive_pool else (3, 224, 224),
    ),
    "nin": ("nin", {"classes": 20}, lambda options: (3, 96, 96)),
    "squeezenet": ("squeezenet1_1", {"classes": 20}, lambda options: (3, 65, 65)),
    "vgg": ("vgg11", {"layers": "32,M,64,M", "head_size": 1, "hidden": 256}, lambda options: (3, 16, 16)),
}
# What must be on for an option to matter.
NEEDS = {"reduction": {"se": True}}
TEXTS = {"layers": ("32,M,64,M", "4,4,conv1-8,M,8", "[6, 'm', 6]")}


def positions(options: type[Options], name: str) -> tuple:
    control = controls(options)[name]
    match control.kind:
        case "number":
            kind = type(control.default)
            middle = control.low + control.step * round((control.high - control.low) / control.step / 3)
            return (kind(control.low), kind(min(middle, 500)), kind(min(control.high, 1200)))
        case "text":
            return TEXTS[name]
    return control.choices


def all_positions(family: str) -> dict[str, tuple]:
    kind = ARCHITECTURES[family].options
    return {name: positions(kind, name) for name in controls(kind)}


def check_picture(family: str, options: Any) -> None:
    """`Refusal` where the light variant's picture does not fit the options."""
    check_input = ARCHITECTURES[family].check_input
    if check_input:
        check_input(options, LIGHT[family][2](options))


def moved_alone(family: str) -> Iterator[tuple[Any, Any]]:
    """The light variant with what an option needs, and the same with that option in each position."""
    name, light, _ = LIGHT[family]
    for option, values in all_positions(family).items():
        before = replace(with_options(name, **light), **NEEDS.get(option, {}))
        for value in values:
            after = replace(before, **{option: value})
            check_picture(family, after)
            yield before, after


def pass_through(model: nn.Module, shape: tuple[int, ...], classes: int) -> None:
    """Forward and backward in train mode on a batch of two; every weight is reached."""
    logits = model.train()(torch.randn(2, *shape))
    assert logits.shape == (2, classes)
    logits.sum().backward()
    assert all(weight.grad is not None for weight in model.parameters())


def fingerprint(family: str, options: Any) -> tuple:
    """What can be seen of the network; it has run forward and backward before."""
    name, _, picture = LIGHT[family]
    shape = picture(options)
    torch.manual_seed(0)
    model = build(name, options)
    weights = tuple(weight.flatten()[:100].abs().sum().item() for weight in model.parameters())
    pass_through(model, shape, options.classes)
    return structure_of(name, options, shape).layers, repr(model), weights


@pytest.mark.parametrize("family", LIGHT)
def test_every_option_runs_in_every_position_and_changes_the_network(family):
    seen = {}
    for before, after in moved_alone(family):
        for options in (before, after):
            if options not in seen:
                seen[options] = fingerprint(family, options)
        assert (before == after) == (seen[before] == seen[after])


@pytest.mark.parametrize("family", LIGHT)
def test_every_pair_of_options_runs(family):
    name, light, picture = LIGHT[family]
    base = with_options(name, **light)
    for options in pairwise(base, all_positions(family), lambda options: check_picture(family, options)):
        structure = structure_of(name, options, picture(options))
        assert structure.layers[-1].output_shape == (options.classes,)
        device = "cpu" if structure.params < 10_000_000 else "meta"  # giants on shapes alone
        with torch.device(device):
            pass_through(build(name, options), picture(options), options.classes)
