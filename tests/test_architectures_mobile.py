"""MobileNet and ShuffleNet: published figures to the integer, and the answers of nets that others built."""

from collections.abc import Callable
from typing import Any

import pytest
import timm
import torch
import torchvision
from fvcore.nn import FlopCountAnalysis

from cnnviz.architectures import ARCHITECTURES, build, find, with_options
from cnnviz.architectures.blocks.channel_shuffle import ChannelShuffle
from cnnviz.architectures.shufflenet import widths
from cnnviz.blueprint import structure_of
from tests import mobile_twins as twins

torch.set_num_threads(1)
FIGURES = {  # parameters, multiply-adds of convolutions and linear layers, last map
    "mobilenet_v1": (4_231_976, 568_740_352, (1024, 7, 7)),
    "mobilenet_v1_075": (2_585_560, 325_400_448, (768, 7, 7)),
    "mobilenet_v1_050": (1_331_592, 149_497_088, (512, 7, 7)),
    "mobilenet_v1_025": (470_072, 41_030_272, (256, 7, 7)),
    "se_mobilenet_v1": (4_718_044, 569_220_096, (1024, 7, 7)),
    "mobilenet_v2": (3_504_872, 300_774_272, (1280, 7, 7)),
    "mobilenet_cifar": (3_217_226, 46_354_432, (1024, 2, 2)),
    "shufflenet_v1_g1": (1_531_936, 143_078_976, (576, 7, 7)),
    "shufflenet_v1_g2": (1_733_848, 140_836_512, (800, 7, 7)),
    "shufflenet_v1_g3": (1_865_728, 137_460_672, (960, 7, 7)),
    "shufflenet_v1_g4": (1_968_344, 134_339_776, (1088, 7, 7)),
    "shufflenet_v1_g8": (2_434_768, 138_365_952, (1536, 7, 7)),
    "se_shufflenet_v1": (2_441_923, 138_029_472, (960, 7, 7)),
}
TWINS: dict[str, tuple[str, dict, Callable[[], Any]]] = {  # our variant, options, theirs
    "mobilenet_v1": ("mobilenet_v1", {}, lambda: twins.pytorchcv("mobilenet_w1")),
    "mobilenet_v1_075": ("mobilenet_v1_075", {}, lambda: twins.pytorchcv("mobilenet_w3d4")),
    "mobilenet_v1_050": ("mobilenet_v1_050", {}, lambda: twins.pytorchcv("mobilenet_wd2")),
    "mobilenet_v1_025": ("mobilenet_v1_025", {}, lambda: twins.pytorchcv("mobilenet_wd4")),
    "mobilenet_v1_025 by options": ("mobilenet_v1", {"width": 0.25}, lambda: twins.pytorchcv("mobilenet_wd4")),
    "timm's 1.25": (
        "mobilenet_v1",
        {"width": 1.25, "activation": "relu6"},
        lambda: timm.create_model("mobilenetv1_125").eval(),
    ),
    "mobilenet_cifar": ("mobilenet_cifar", {}, twins.mobilenet_cifar),
    "se_mobilenet_v1": ("se_mobilenet_v1", {}, twins.se_mobilenet),
    "mobilenet_v2": ("mobilenet_v2", {}, lambda: torchvision.models.mobilenet_v2().eval()),
    "mobilenet_v2 of half the width": (
        "mobilenet_v2",
        {"width": 0.5},
        lambda: torchvision.models.mobilenet_v2(width_mult=0.5).eval(),
    ),
    "mobilenet_v2 of 1.5 times the width": (
        "mobilenet_v2",
        {"width": 1.5},
        lambda: torchvision.models.mobilenet_v2(width_mult=1.5).eval(),
    ),
    **{f"shufflenet_v1_g{g}": (f"shufflenet_v1_g{g}", {}, lambda g=g: twins.shufflenet(g)) for g in (1, 2, 3, 4, 8)},
    "shufflenet g3 of half the width": ("shufflenet_v1_g3", {"width": 0.5}, lambda: twins.shufflenet(3, 0.5)),
    "shufflenet g1 of a quarter": ("shufflenet_v1_g3", {"groups": 1, "width": 0.25}, lambda: twins.shufflenet(1, 0.25)),
    "se_shufflenet_v1": ("se_shufflenet_v1", {}, twins.se_shufflenet),
}


def test_every_variant_has_its_figures():
    families = (ARCHITECTURES["mobilenet"], ARCHITECTURES["shufflenet"])
    assert {variant.name for family in families for variant in family.variants} == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_figures(name: str):
    trace = structure_of(name)
    maps = [layer for layer in trace.layers if len(layer.output_shape) == 3]
    assert (trace.params, trace.macs) == FIGURES[name][:2]
    assert [layer.output_shape for layer in maps if min(layer.output_shape[1:]) > 1][-1] == FIGURES[name][2]
    assert all(layer.window for layer in maps)
    assert not trace.unused


@pytest.mark.parametrize("twin", TWINS)
def test_twins_answer_alike(twin: str):
    name, changes, other = TWINS[twin]
    ours, theirs = build(name, with_options(name, **changes)).eval(), twins.lively(other())
    ours.load_state_dict(twins.in_our_order(theirs, ours), strict=True)
    picture = torch.randn(2, *find(name)[1].input_shape)
    with torch.no_grad():
        expected = theirs(picture)
        assert expected.std() > 0.1
        assert (ours(picture) - expected).abs().max() < 1e-5 * expected.abs().max()


@pytest.mark.parametrize("twin", TWINS)
def test_twins_cost_the_same(twin: str):
    name, changes, other = TWINS[twin]
    shape = find(name)[1].input_shape
    theirs = other()
    counted = FlopCountAnalysis(theirs, torch.zeros(1, *shape)).unsupported_ops_warnings(False)
    by_kind = counted.uncalled_modules_warnings(False).by_operator()
    trace = structure_of(name, with_options(name, **changes))
    assert trace.params == sum(parameter.numel() for parameter in theirs.parameters())
    assert trace.macs == by_kind["conv"] + by_kind["linear"]


def test_mobilenet_v2_loads_torchvision_s_file_under_its_own_names():
    theirs = torchvision.models.mobilenet_v2()
    ours = build("mobilenet_v2")
    assert list(ours.state_dict()) == list(theirs.state_dict())
    ours.load_state_dict(theirs.state_dict(), strict=True)


def test_ordinary_convolutions_give_the_paper_s_conv_mobilenet():
    """Howard 2017, Table 4: 29.3 million parameters, 4866 million multiply-adds (ours: 4867)."""
    trace = structure_of("mobilenet_v1", with_options("mobilenet_v1", depthwise_separable=False))
    assert trace.params == 29_294_088
    assert trace.macs == 4_867_293_184


@pytest.mark.parametrize(
    "groups, width, expected",
    [  # the authors' code
        (3, 0.5, (12, 120, 240, 480)),
        (3, 1.5, (24, 360, 720, 1440)),
        (3, 2.0, (48, 480, 960, 1920)),
        (8, 0.5, (16, 192, 384, 768)),
        (8, 1.5, (24, 576, 1152, 2304)),
        (8, 2.0, (48, 768, 1536, 3072)),
    ],
)
def test_widths_are_those_of_the_authors(groups: int, width: float, expected: tuple):
    assert widths(groups, width) == expected


@pytest.mark.parametrize("width, params, macs", [(1.5, 3_442_168, 292_443_552), (2.0, 5_450_776, 524_045_184)])
def test_wide_shufflenets(width: float, params: int, macs: int):
    trace = structure_of("shufflenet_v1_g3", with_options("shufflenet_v1_g3", width=width))
    assert (trace.params, trace.macs) == (params, macs)


def test_the_shuffle_deals_channels_out_like_cards():
    x = torch.arange(12.0).view(1, 12, 1, 1)
    assert ChannelShuffle(3)(x).flatten().tolist() == [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]
    assert torch.equal(ChannelShuffle(3)(x), torch.channel_shuffle(x, 3))


def test_without_the_shuffle_groups_never_meet():
    """Three grouped units in a row: one channel that comes out sees all that go in, or a third."""
    for shuffle, reached in ((True, 240), (False, 80)):
        net: Any = build("shufflenet_v1_g3", with_options("shufflenet_v1_g3", shuffle=shuffle)).eval()
        picture = torch.randn(1, 240, 8, 8, requires_grad=True)
        net.stage2[1:](picture)[:, 0].sum().backward()
        assert picture.grad is not None
        assert int((picture.grad.abs().sum((0, 2, 3)) > 0).sum()) == reached
