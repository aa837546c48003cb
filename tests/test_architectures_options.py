"""Every option of every family in every position, alone and in pairs: it builds, trains, traces, and does something."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from cnnviz.architectures import ARCHITECTURES, build, build_blank
from cnnviz.architectures.blocks.auxiliary import GoogLeNetOutputs
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.blueprint import structure_of
from cnnviz.options import Options, changes, controls
from cnnviz.trace import Trace
from cnnviz.words import Refusal, Words
from tests.light_networks import LIGHT, NEEDS, SOME, SYNONYMS, light, positions
from tests.option_pairs import pairwise, repaired
from tests.structure_alone import light_norms

torch.set_num_threads(1)

HEAVY = 3_000_000  # parameters from which on a network trains on shapes alone
MOST_BATCHES = 80  # until each path that drop-path drops has run


def check_picture(family: str, options: Any) -> None:
    """`Refusal` where the light network's picture does not fit the options."""
    check_input = ARCHITECTURES[family].check_input
    if check_input:
        check_input(options, light(family).shape(options))


def train(model: nn.Module, shape: tuple[int, ...], options: Any, device: str) -> None:
    """Forward and backward in training mode on batches of two, until every weight is reached: one batch, as a rule."""
    model.train()
    for _ in range(MOST_BATCHES if getattr(options, "drop_path", 0) else 1):
        answer = model(torch.randn(2, *shape, device=device))
        answers: tuple[Tensor, ...] = tuple(answer) if isinstance(answer, GoogLeNetOutputs) else (answer,)
        assert len(answers) == (3 if getattr(options, "aux", False) else 1)
        assert all(scores.shape == (2, options.classes) for scores in answers)
        torch.cat(answers).sum().backward()
        if all(weight.grad is not None for weight in model.parameters()):
            return
    raise AssertionError([name for name, weight in model.named_parameters() if weight.grad is None])


def traced(family: str, options: Any) -> Trace:
    trace = structure_of(light(family).name, options, light(family).shape(options))
    assert trace.layers[-1].output_shape == (options.classes,)
    maps = [layer for layer in trace.layers if len(layer.output_shape) == 3 and not layer.kind.startswith("Adaptive")]
    assert [layer.name for layer in maps if not layer.window] == []
    return trace


def trained(family: str, options: Any) -> tuple[Trace, nn.Module]:
    """The network, traced and then run forward and backward; a heavy one on shapes alone."""
    trace, name = traced(family, options), light(family).name
    heavy = trace.params > HEAVY
    with torch.device("meta" if heavy else "cpu"):
        model = build_blank(name, options) if heavy else build(name, options)
    assert trace.unused or trace.params == sum(weight.numel() for weight in model.parameters())
    with light_norms() if heavy else nullcontext():
        train(model, light(family).shape(options), options, "meta" if heavy else "cpu")
    return trace, model


def fingerprint(family: str, options: Any) -> tuple:
    """What can be seen of the network but for its weights."""
    trace, model = trained(family, options)
    return trace.layers, trace.unused, repr(model)


def first_weights(family: str, options: Any) -> list[float]:
    torch.manual_seed(0)
    model = build(light(family).name, options)
    return [weight.flatten()[:100].abs().sum().item() for weight in model.parameters()]


def moved_alone(family: str) -> Iterator[tuple[Any, Any]]:
    """The light network with what an option needs, and the same with that option in each position."""
    base, every = light(family).options, positions(family)
    for option, values in every.items():
        for value in values:
            row = repaired({**NEEDS.get(option, {}), option: value}, base, every, partial(check_picture, family))
            assert row is not None, (option, value)
            beside = {name: kept for name, kept in row.items() if name != option}
            yield replace(base, **beside), replace(base, **row)


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_every_option_runs_in_every_position_and_changes_the_network(family: str):
    seen: dict[Options, tuple] = {}
    for before, after in moved_alone(family):
        for options in (before, after):
            if options not in seen:
                check_picture(family, options)
                seen[options] = fingerprint(family, options)
        if before != after and seen[before] == seen[after] and not set(changes(after, before).items()) <= SYNONYMS:
            assert first_weights(family, before) != first_weights(family, after), changes(after, before)


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_every_pair_of_positions_runs(family: str):
    torch.manual_seed(0)
    rows = pairwise(light(family).options, positions(family), partial(check_picture, family))
    for options in rows:
        trained(family, options)


def test_no_row_of_the_tables_is_for_nothing():
    declared = {name for family in ARCHITECTURES.values() for name in controls(family.options)}
    assert set(LIGHT) <= set(ARCHITECTURES)
    assert set(SOME) | set(NEEDS) <= declared


@dataclass(frozen=True)
class Toy:
    a: int = 1
    b: bool = False
    c: str = "x"

    def __post_init__(self) -> None:
        if self.a == 3 and not self.b:
            raise Refusal(Words(ko="‘b’를 켜십시오.", en="Turn “b” on."))


def test_the_rows_cover_every_pair_that_makes_a_network():
    choices: dict[str, tuple] = {"a": (1, 2, 3), "b": (False, True), "c": ("x", "y", "z", "w")}
    rows = [vars(options) for options in pairwise(Toy(), choices, lambda options: None)]
    met = {(one, row[one], two, row[two]) for row in rows for one, two in combinations(choices, 2)}
    assert len(met) == 3 * 2 - 1 + 3 * 4 + 2 * 4  # but for a=3 without b
    assert len(rows) < 3 * 2 * 4


GATED = [family for family, architecture in ARCHITECTURES.items() if "se" in controls(architecture.options)]


@pytest.mark.parametrize("family", GATED)
def test_with_all_gates_at_one_the_network_is_the_one_without(family: str):
    """Weights that put 100 through every sigmoid, which is 1 there to the last bit."""
    torch.manual_seed(0)
    name, start, _ = light(family)
    plain, gated = (build(name, replace(start, se=on)).eval() for on in (False, True))
    gates = [module for module in gated.modules() if isinstance(module, SqueezeExcite)]
    inside = {weight for gate in gates for weight in gate.parameters()}
    with torch.no_grad():
        pairs = zip((w for w in gated.parameters() if w not in inside), plain.parameters(), strict=True)
        for ours, theirs in pairs:
            ours.copy_(theirs)
        picture = torch.randn(2, *light(family).shape(start))
        expected, scaled = plain(picture), gated(picture)
        assert (scaled - expected).abs().max() > 1e-4 * expected.abs().max()
        for gate in gates:
            nn.init.zeros_(gate.fc2.weight)
            nn.init.constant_(gate.get_parameter("fc2.bias"), 100)
        torch.testing.assert_close(gated(picture), expected, atol=1e-5 * expected.abs().max().item(), rtol=0)
    assert gates
