"""Gates: read as torch computes them, taken apart to the last product, and held still."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from cnnviz import trace
from cnnviz.architectures import build, with_options
from cnnviz.blueprint import structure_of
from cnnviz.explain.contribution import contributions
from cnnviz.explain.evidence import evidence
from cnnviz.gates.blocks import gate_blocks
from cnnviz.gates.by_class import class_means, difference_by_depth
from cnnviz.gates.holding import answers_with
from cnnviz.gates.reading import excitation, read_gates

torch.set_num_threads(1)
NETS: dict[str, tuple[dict[str, Any], int]] = {  # with junctions of every kind: its options, and pixels
    "se_resnet20": ({}, 32),
    "se_vgg16": ({"layers": "16,16,M,32,M", "hidden": 256, "head_size": 1}, 32),
    "se_bn_inception": ({}, 64),
    "se_shufflenet_v1": ({}, 64),
    "efficientnet_lite0": ({"se": True}, 64),
    "nasnet_a_mobile": ({"se": True}, 64),
}
every_net = pytest.mark.parametrize("name", NETS)


def built(name: str) -> tuple[nn.Module, trace.Trace, Tensor]:
    """A network with gates, its trace, and a picture."""
    changes, size = NETS[name]
    torch.manual_seed(1)
    model = build(name, with_options(name, **changes)).eval().requires_grad_(False)
    found = trace.record(model, (3, size, size))
    return model.double(), found, torch.randn(1, 3, size, size).double()  # so that rounding does not add up


@every_net
def test_all_gates_at_one_are_the_network_without_scaling(name: str) -> None:
    model, found, images = built(name)
    blocks = gate_blocks(found)
    options = with_options(name, **NETS[name][0])
    plain = build(name, replace(options, se=False)).eval().double()
    gating = {id(values) for block in blocks for values in model.get_submodule(block.path).parameters()}
    state = [values for values in model.state_dict(keep_vars=True).values() if id(values) not in gating]
    plain.load_state_dict(dict(zip(plain.state_dict(), state, strict=True)))
    ones = {block: torch.ones(1, block.channels).double() for block in blocks}
    with torch.no_grad():
        expected = plain(images)
    close(answers_with(model, images, ones, found), expected)
    assert not torch.allclose(model(images), expected, rtol=1e-3), "its gates do nothing"


@every_net
def test_each_setting_is_answered_as_if_it_were_alone_and_the_model_stays(name: str) -> None:
    model, found, images = built(name)
    blocks, own = gate_blocks(found), model(images)
    reading = read_gates(model, images, blocks)
    close(reading.logits, own)
    block = blocks[len(blocks) // 2]
    computed = reading.gates[len(blocks) // 2][0]
    settings = torch.stack([computed, torch.zeros_like(computed), torch.ones_like(computed)])
    answers = answers_with(model, images, {block: settings}, found)
    close(answers[:1], own)
    for setting, answer in zip(settings, answers, strict=True):
        close(answers_with(model, images, {block: setting[None]}, found), answer[None])
    close(model(images), own)


def close(found: Tensor, expected: Tensor) -> None:
    assert found.shape == expected.shape
    assert float((found - expected).abs().max()) <= 1e-5 * max(1, float(expected.abs().max()))


@pytest.mark.parametrize("name", ["se_resnet20", "se_bn_inception"])
def test_the_steps_are_those_of_the_paper(name: str) -> None:
    """Squeeze, two layers, sigmoid (Hu et al. 2018, eq. 2 and 3), worked out again from the maps and the weights."""
    model, found, images = built(name)
    for block in gate_blocks(found)[::4]:
        maps = trace.layer_input(model, images, block.squeeze)[0]
        work = excitation(model, images, block)
        first: Any = model.get_submodule(block.reduce)
        np.testing.assert_allclose(work.squeezed, maps.mean((1, 2)), atol=1e-5)
        reduced = first.weight.flatten(1).numpy() @ work.squeezed + first.bias.numpy()
        np.testing.assert_allclose(work.reduced, reduced, atol=1e-5)
        np.testing.assert_array_equal(work.hidden, np.maximum(work.reduced, 0))
        sums = [work.products(channel).sum() + work.expand_bias[channel] for channel in range(block.channels)]
        np.testing.assert_allclose(work.expanded, sums, atol=1e-5)
        np.testing.assert_allclose(work.gates, 1 / (1 + np.exp(-work.expanded)), atol=1e-6)
        assert (len(work.gates), len(work.hidden)) == (block.channels, block.hidden)


@pytest.mark.parametrize(
    "name, count, channels",
    [
        ("se_resnet50", 16, 2048),
        ("se_resnet152", 50, 2048),
        ("se_inception_resnet_v2", 40, 2080),
        ("se_vgg16", 13, 512),
    ],
)
def test_a_block_for_each_unit_of_the_network(name: str, count: int, channels: int) -> None:
    blocks = gate_blocks(structure_of(name))
    assert (len(blocks), blocks[-1].channels) == (count, channels)
    assert blocks[-1].hidden == channels // 16


def test_what_has_no_gates_has_no_blocks() -> None:
    for name in ("lenet5", "plain20", "resnet50", "vgg16_bn", "stochastic_depth_resnet110", "nasnet_a_mobile"):
        assert not gate_blocks(structure_of(name)), name


def test_contribution_of_a_gate_is_what_a_slightly_smaller_one_costs() -> None:
    model, found, images = built("se_resnet20")
    block = gate_blocks(found)[3]
    gates = read_gates(model, images, [block]).gates[0]
    smaller = gates - 1e-4 * torch.diag(gates[0])  # one after the other
    lost = answers_with(model, images, {block: gates}, found)[:, 2] - answers_with(model, images, {block: smaller}, found)[:, 2]  # fmt: skip
    expected = contributions(*evidence(model, images, 2, block.gate)).numpy()
    np.testing.assert_allclose(lost / 1e-4, expected, atol=1e-3 * np.abs(expected).max())


def test_means_of_classes_are_means_of_their_pictures() -> None:
    model, found, _ = built("se_resnet20")
    blocks, images, labels = gate_blocks(found), torch.randn(7, 3, 32, 32).double(), torch.tensor([0, 2, 2, 0, 2, 0, 0])
    told: list[int] = []
    batches = [(images[some], labels[some]) for some in torch.arange(7).split(3)]
    means = class_means(model, blocks, batches, 3, told.append)
    alone = read_gates(model, images, blocks).gates
    for mean, gates in zip(means, alone, strict=True):
        assert mean[1].isnan().all()
        torch.testing.assert_close(mean[2].double(), gates[labels == 2].mean(0))
        torch.testing.assert_close(mean[0].double(), gates[labels == 0].mean(0))
    assert told == [3, 6, 7]
    apart = [float((mean[0] - mean[2]).abs().mean() / 2) for mean in means]
    np.testing.assert_allclose(difference_by_depth(means), apart, rtol=1e-4)


def test_settings_have_to_match() -> None:
    model, found, images = built("se_resnet20")
    first, second = gate_blocks(found)[:2]
    with pytest.raises(ValueError, match="settings"):
        answers_with(model, images, {first: torch.ones(2, 16), second: torch.ones(3, 16)}, found)
