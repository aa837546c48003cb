"""LeNet to SqueezeNet: every option in every position, alone and in pairs."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
import torch
from torch import nn

from cnnviz.architectures import ARCHITECTURES, build, with_options
from cnnviz.blueprint import structure_of
from cnnviz.options import Options, controls
from cnnviz.words import Refusal

torch.set_num_threads(1)

# A light variant of each family, and the picture for its options.
LIGHT = {
    "lenet": ("lenet5", {}, lambda options: (options.channels_in, *[32 - 2 * options.first_padding] * 2)),
    "alexnet": ("alexnet_owt", {"hidden": 256}, lambda options: (3, 224, 224)),
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


def walk(family: str, together: int) -> Iterator[tuple[Any, Any]]:
    """Options of the light variant, and the same with `together` of them moved; what moving needs is on in both."""
    name, light, picture = LIGHT[family]
    architecture = ARCHITECTURES[family]
    base = with_options(name, **light)
    for names in combinations(controls(architecture.options), together):
        needs = {key: value for moved in names for key, value in NEEDS.get(moved, {}).items() if key not in names}
        for values in product(*(positions(architecture.options, moved) for moved in names)):
            moved = dict(zip(names, values, strict=True))
            try:
                options = replace(base, **needs, **moved)
                if architecture.check_input:
                    architecture.check_input(options, picture(options))
            except Refusal as refusal:
                check_advice(refusal, moved)
            else:
                yield replace(base, **needs), options


def check_advice(refusal: Refusal, moved: dict) -> None:
    assert any(f"“{name}”" in refusal.words.en and f"‘{name}’" in refusal.words.ko for name in moved)


def pass_through(model: nn.Module, shape: tuple[int, ...], classes: int, device: str) -> None:
    """Forward and backward in train mode on a batch of two; every weight is reached."""
    logits = model.train()(torch.randn(2, *shape, device=device))
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
    pass_through(model, shape, options.classes, "cpu")
    return structure_of(name, options, shape).layers, repr(model), weights


@pytest.mark.parametrize("family", LIGHT)
def test_every_option_runs_in_every_position_and_changes_the_network(family):
    seen = {}
    for before, after in walk(family, 1):
        for options in (before, after):
            if options not in seen:
                seen[options] = fingerprint(family, options)
        assert (before == after) == (seen[before] == seen[after])


@pytest.mark.parametrize("family", LIGHT)
def test_every_pair_of_options_runs(family):
    name, _, picture = LIGHT[family]
    for options in {options for _, options in walk(family, 2)}:
        shape = picture(options)
        with torch.device("meta"):
            pass_through(build(name, options), shape, options.classes, "meta")
        assert structure_of(name, options, shape).layers[-1].output_shape == (options.classes,)
