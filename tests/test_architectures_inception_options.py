"""GoogLeNet, Inception-ResNet and NASNet: every option in every position, and every pair of positions."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from cnnviz.architectures import ARCHITECTURES, VARIANTS, build, build_blank, with_options
from cnnviz.architectures.blocks.auxiliary import GoogLeNetOutputs
from cnnviz.blueprint import structure_of
from cnnviz.options import Options, Value, controls
from cnnviz.words import Refusal

torch.set_num_threads(1)

# A light network of each family, with SE so that its reduction matters, and the picture it trains on.
LIGHT = {
    "googlenet": ("googlenet", {"se": True, "classes": 10}, (3, 32, 32)),
    "inception_resnet": ("inception_resnet_v2", {"se": True, "classes": 10, "blocks_per_stage": "5,10,5"}, (3, 75, 75)),
    "nasnet": (
        "nasnet_a_large",
        {"se": True, "classes": 10, "cells": 1, "filters": 96, "stem_filters": 32},
        (3, 32, 32),
    ),
}
NUMBERS: dict[str, tuple[Value, ...]] = {
    "cells": (1, 2), "filters": (96, 192), "dropout": (0.0, 0.5), "classes": (2, 10),
}  # fmt: skip
Position = tuple[str, Value]


def positions(family: str) -> dict[str, tuple[Value, ...]]:
    return {name: control.choices or NUMBERS[name] for name, control in controls(ARCHITECTURES[family].options).items()}


def base(family: str) -> Options:
    name, light, _ = LIGHT[family]
    return with_options(name, **light)


def covering(choices: dict[str, tuple[Value, ...]]) -> Iterator[dict[str, Value]]:
    """Few rows in which every two positions of different options meet at least once."""
    all_positions = [(name, value) for name, values in choices.items() for value in values]
    missing = {(a, b) for a, b in combinations(all_positions, 2) if a[0] != b[0]}
    while missing:
        row: dict[str, Value] = dict(min(missing, key=str))
        for name, values in choices.items():
            if name not in row:
                row[name] = max(values, key=lambda value: len(_met({**row, name: value}, missing)))
        missing -= _met(row, missing)
        yield row


def _met(row: dict[str, Value], missing: set[tuple[Position, Position]]) -> set[tuple[Position, Position]]:
    return {pair for pair in missing if all(name in row and row[name] == value for name, value in pair)}


def pass_through(family: str, model: nn.Module, options: Any, device: str = "cpu") -> None:
    """Forward and backward in training mode on two pictures: every weight is reached."""
    answer = model.train()(torch.randn(2, *LIGHT[family][2], device=device))
    answers: tuple[Tensor, ...] = tuple(answer) if isinstance(answer, GoogLeNetOutputs) else (answer,)
    assert len(answers) == (3 if getattr(options, "aux", False) else 1)
    assert all(scores.shape == (2, options.classes) for scores in answers)
    torch.cat(answers).sum().backward()
    assert all(weight.grad is not None for weight in model.parameters())


def fingerprint(family: str, options: Options) -> tuple:
    """What can be seen of the network, which runs in training mode too."""
    name, _, shape = LIGHT[family]
    torch.manual_seed(0)
    model = build(name, options)
    weights = tuple(weight.flatten()[:50].sum().item() for weight in model.parameters())
    pass_through(family, model, options)
    trace = structure_of(name, options, shape)
    return repr(model), trace.layers, trace.unused, weights


@pytest.mark.parametrize("family", LIGHT)
def test_every_option_runs_in_every_position_and_changes_the_network(family):
    start = base(family)
    before = fingerprint(family, start)
    for name, values in positions(family).items():
        for value in values:
            if value != getattr(start, name):
                assert fingerprint(family, replace(start, **{name: value})) != before, (name, value)


@pytest.mark.parametrize("family", LIGHT)
def test_every_pair_of_positions_runs(family):
    name, _, shape = LIGHT[family]
    for row in covering({**positions(family), "reduction": (4, 16)}):
        options = replace(base(family), **row)
        with torch.device("meta"):
            pass_through(family, build_blank(name, options), options, "meta")
        trace = structure_of(name, options, shape)
        assert trace.layers[-1].output_shape == (row["classes"],)
        assert not [layer.name for layer in trace.layers if len(layer.output_shape) == 3 and not layer.window]


def test_the_rows_cover_every_pair():
    choices: dict[str, tuple[Value, ...]] = {"a": (1, 2, 3), "b": (False, True), "c": ("x", "y", "z", "w")}
    rows = list(covering(choices))
    for first, second in combinations(choices, 2):
        assert len({(row[first], row[second]) for row in rows}) == len(choices[first]) * len(choices[second])


def test_naive_modules_pile_up_channels():
    """Figure 2a: 64 + 128 + 32 new channels and the 192 that came in, in the first module."""
    trace = structure_of("googlenet", with_options("googlenet", reduce=False))
    assert trace["inception3a.cat"].output_shape == (64 + 128 + 32 + 192, 28, 28)
    assert trace["inception3a.branch4.1"].kind == "Identity"
    assert trace.macs > 7 * structure_of("googlenet").macs


@pytest.mark.parametrize("filters", [97, 100, 4000])
def test_filters_that_do_not_divide_are_refused(filters):
    with pytest.raises(Refusal, match="96") as refused:
        with_options("nasnet_a_large", filters=filters)
    near = round(filters / 96) * 96
    assert str(near) in refused.value.words.en and str(near) in refused.value.words.ko
    assert with_options("nasnet_a_large", filters=near)


@pytest.mark.parametrize("name, smallest", [("googlenet", 31), ("inception_resnet_v2", 75), ("nasnet_a_mobile", 3)])
def test_pictures_that_are_too_small_are_refused(name, smallest):
    assert structure_of(name, None, (3, smallest, smallest)).layers[-1].output_shape == (1000,)
    with pytest.raises(Refusal, match="does not fit"):
        structure_of(name, None, (3, smallest - 1, smallest - 1))


@pytest.mark.parametrize("name", [name for name, (family, _) in VARIANTS.items() if family.name in LIGHT])
def test_pictures_of_any_size_fit(name):
    for size in (97, 98, 99, 108, 127):
        assert structure_of(name, None, (3, size, size + 3)).layers[-1].output_shape == (1000,)
