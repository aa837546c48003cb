"""Residual networks do what their papers say: stochastic depth, shortcut A, blocks that start as the identity."""

import pytest
import torch
from torch import Tensor, nn

from cnnviz.architectures import build, build_blank, with_options
from cnnviz.architectures.blocks.residual import ResidualBlock
from cnnviz.architectures.blocks.shortcut import PaddedShortcut
from cnnviz.architectures.blocks.stochastic_depth import StochasticDepth
from cnnviz.words import Refusal

torch.set_num_threads(1)

LAST_NORM = {"basic": "bn2", "bottleneck": "bn3"}


def blocks_of(model: nn.Module) -> list[ResidualBlock]:
    return [module for module in model.modules() if isinstance(module, ResidualBlock)]


def pictures(count: int = 2, size: int = 32) -> Tensor:
    return torch.randn(count, 3, size, size, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("depth, blocks, expected", [(110, 54, 40.25), (1202, 600, 449.75)])
def test_survival_falls_linearly_to_a_half(depth: int, blocks: int, expected: float):
    """Huang 2016, section 3: p_l = 1 − l/L · (1 − p_L), and the mean number of blocks that run, (3L − 1)/4."""
    model = build_blank(f"stochastic_depth_resnet{depth}")
    survivals = [module.survival for module in model.modules() if isinstance(module, StochasticDepth)]
    assert survivals == pytest.approx([1 - place / blocks * 0.5 for place in range(1, blocks + 1)])
    assert sum(survivals) == pytest.approx(expected)


def test_a_branch_survives_as_often_as_it_should():
    torch.manual_seed(0)
    for survival in (0.25, 0.5, 0.95):
        layer = StochasticDepth(survival).train()
        answers = torch.stack([layer(torch.ones(1, 2, 1, 1)) for _ in range(2000)]).flatten(1)
        assert answers.unique().tolist() == [0, 1]
        assert answers.mean().item() == pytest.approx(survival, abs=0.04)
        assert torch.equal(answers[:, 0], answers[:, 1])  # the whole branch, not single channels


def test_a_seed_reproduces_which_blocks_survive():
    model = build("resnet20", with_options("resnet20", survival=0.5)).train()

    def logits(seed: int) -> Tensor:
        torch.manual_seed(seed)
        with torch.no_grad():
            return model(pictures())

    first = logits(3)
    assert torch.equal(first, logits(3))
    assert any(not torch.equal(first, logits(seed)) for seed in range(4, 8))


def test_a_block_that_does_not_survive_is_its_shortcut():
    model = build("resnet20", with_options("resnet20", survival=0.5)).train()
    for block in blocks_of(model):
        assert block.survive is not None
        block.survive.survival = 0.0
        x = torch.rand(2, int(block.conv1.in_channels), 8, 8)  # type: ignore[arg-type]
        beside = x if block.downsample is None else block.downsample(x)
        assert torch.equal(block(x), beside)


@pytest.mark.parametrize("moved", [{}, {"block": "bottleneck"}, {"shortcut": "A"}])
def test_evaluation_scales_each_branch_by_its_survival(moved: dict):
    """The same network without stochastic depth, its branches made p_l times as strong where they end."""
    torch.manual_seed(0)
    random = build("resnet20", with_options("resnet20", survival=0.3, **moved)).eval()
    certain = build("resnet20", with_options("resnet20", **moved)).eval()
    certain.load_state_dict(random.state_dict(), strict=True)
    blocks = blocks_of(certain)
    for place, block in enumerate(blocks, 1):
        last = block.get_submodule(LAST_NORM[moved.get("block", "basic")])
        nn.init.constant_(last.weight, 1 - place / len(blocks) * 0.7)  # type: ignore[arg-type]
    with torch.no_grad():
        expected = certain(pictures())
        torch.testing.assert_close(random(pictures()), expected)
    assert expected.std() > 1e-3


@pytest.mark.parametrize("size, half", [(8, 4), (7, 4), (1, 1)])
def test_shortcut_a_pads_the_strided_input_with_zeros(size: int, half: int):
    x = torch.randn(2, 16, size, size)
    layer = PaddedShortcut(16, 40, 2)
    answer = layer(x)
    assert answer.shape == (2, 40, half, half) == layer.effect(tuple(x.shape))[0]
    assert torch.equal(answer[:, :16], nn.functional.avg_pool2d(x, 1, stride=2))  # as in the authors' code
    assert not answer[:, 16:].any()


def test_shortcut_a_stands_where_the_size_changes_and_costs_nothing():
    padded = [block.downsample for block in blocks_of(build_blank("resnet20")) if block.downsample is not None]
    assert [type(shortcut) for shortcut in padded] == [PaddedShortcut] * 2
    assert not [weight for shortcut in padded for weight in shortcut.parameters()]


@pytest.mark.parametrize("name", ["resnet18", "resnet50", "resnet20"])
def test_a_block_whose_last_norm_starts_at_zero_starts_as_its_shortcut(name: str):
    model = build(name, with_options(name, zero_init_residual=True))
    plain = build(name)
    x = pictures(2, 32).repeat(1, 6, 1, 1)
    for blocks, same in ((blocks_of(model), True), (blocks_of(plain), False)):
        for block in (blocks[1], blocks[-1]):  # nothing stands on their shortcuts
            channels = int(block.conv1.in_channels)  # type: ignore[arg-type]
            maps = x.repeat(1, -(-channels // x.shape[1]), 1, 1)[:, :channels, :8, :8].abs()
            with torch.no_grad():
                assert torch.equal(block(maps), maps) == same


@pytest.mark.parametrize("name", ["plain18", "plain20"])
def test_a_plain_network_adds_nothing(name: str):
    model = build_blank(name)
    assert [block.downsample for block in blocks_of(model)] == [None] * len(blocks_of(model))
    assert not any(block.residual for block in blocks_of(model))


@pytest.mark.parametrize("name, moved, to_change", [
    ("resnet18", {"survival": 0.5, "residual": False}, ("residual", "survival")),
    ("resnet18", {"zero_init_residual": True, "batch_norm": False}, ("batch_norm", "zero_init_residual")),
    ("resnet18", {"zero_init_residual": True, "residual": False}, ("residual", "zero_init_residual")),
    ("resnet18", {"zero_init_residual": True, "preactivation": True}, ("preactivation", "zero_init_residual")),
    ("resnet18", {"groups": 32}, ("block",)),
    ("resnet18", {"width_per_group": 4}, ("block",)),
    ("resnet18", {"stride_in": "1x1"}, ("block",)),
    ("resnet20", {"depth": 21}, ("depth",)),
    ("resnet20", {"depth": 32, "block": "bottleneck"}, ("depth",)),
    ("resnet20", {"stages": 4}, ("depth",)),
])  # fmt: skip
def test_what_makes_no_network_is_refused(name: str, moved: dict, to_change: tuple[str, ...]):
    with pytest.raises(Refusal) as refused:
        with_options(name, **moved)
    assert all(f"“{option}”" in refused.value.words.en for option in to_change)
    assert all(f"‘{option}’" in refused.value.words.ko for option in to_change)
