"""GoogLeNet, Inception-ResNet and NASNet: figures to the integer, twins of other makers with equal logits, the heads."""

import pytest
import torch
from torch import nn

from cnnviz.architectures import VARIANTS, build, build_blank, with_options
from cnnviz.architectures.blocks.auxiliary import AUXILIARY_WEIGHT, GoogLeNetOutputs
from cnnviz.architectures.blocks.same_pooling import SameAvgPool2d, SameMaxPool2d
from cnnviz.blueprint import structure_of
from cnnviz.measure import Field, receptive_fields
from tests.inception_twins import TWINS

torch.set_num_threads(1)

FAMILIES = ("googlenet", "inception_resnet", "nasnet")
# name → parameters, multiply-adds, last map, receptive field of its units (size, padding); the stride is 32
FIGURES = {
    "googlenet": (6_998_552, 1_582_671_872, (1024, 7, 7), (715, 327)),
    "googlenet_torchvision": (6_624_904, 1_498_376_192, (1024, 7, 7), (379, 167)),
    "bn_inception": (11_295_240, 2_032_600_064, (1024, 7, 7), (699, 343)),
    # the authors' prototxt, layer by layer; its Scale layers with two inputs have no weights of their own
    "se_bn_inception": (11_931_622, 2_033_239_424, (1024, 7, 7), (699, 343)),
    "inception_resnet_v2": (55_843_464, 13_155_794_016, (1536, 8, 8), (3039, 1482)),
    "se_inception_resnet_v2": (64_387_444, 13_164_289_376, (1536, 8, 8), (3039, 1482)),
    "nasnet_a_mobile": (5_289_978, 568_234_858, (1056, 7, 7), None),
    "nasnet_a_large": (88_753_150, 23_783_414_658, (4032, 11, 11), None),
}
# What the figures become when options are moved.
MOVED = (
    (
        "googlenet",
        {"batch_norm": True, "conv_bias": False, "lrn": False},
        7_005_832,
        1_582_671_872,
    ),  # torchvision's with a true 5x5
    ("googlenet", {"aux": False}, 6_998_552, 1_582_671_872),
    (
        "bn_inception",
        {"layout": "bn_inception_paper", "conv_bias": False},
        11_194_984,
        2_018_851_840,
    ),  # Ioffe & Szegedy 2015, Figure 5
    ("bn_inception", {"se": True, "conv_bias": False}, 11_931_622, 2_033_239_424),
    ("inception_resnet_v2", {"residual": False}, 55_843_464, 13_155_794_016),
    ("nasnet_a_mobile", {"margin": False}, 5_289_978, 563_638_816),  # the paper's 564M
)
# The same network reached by moving options of another variant.
BY_OPTIONS = {
    "googlenet_torchvision": (
        "googlenet",
        {"layout": "torchvision", "batch_norm": True, "conv_bias": False, "lrn": False},
    ),
    "se_bn_inception": ("bn_inception", {"se": True, "conv_bias": False}),
    "se_inception_resnet_v2": ("inception_resnet_v2", {"se": True}),
    "nasnet_a_mobile": (
        "nasnet_a_large",
        {"cells": 4, "filters": 1056, "stem_filters": 32, "skip_reduction": False, "count_zeros": False},
    ),
}
SIZES = {"inception_resnet_v2": 107, "se_inception_resnet_v2": 107, "nasnet_a_large": 97}  # to be quick; others 224


def last_map(trace):
    return [layer for layer in trace.layers if len(layer.output_shape) == 3 and layer.output_shape[1] > 1][-1]


def test_every_variant_has_figures_and_a_twin():
    ours = {name for name, (family, _) in VARIANTS.items() if family.name in FAMILIES}
    assert ours == set(FIGURES) == set(TWINS)


@pytest.mark.parametrize("name", FIGURES)
def test_figures(name):
    trace = structure_of(name)
    params, macs, shape, field = FIGURES[name]
    assert (trace.params, trace.macs, last_map(trace).output_shape) == (params, macs, shape)
    assert not [layer.name for layer in trace.layers if len(layer.output_shape) == 3 and layer.window is None]
    seen = receptive_fields(trace)[last_map(trace).name]
    assert isinstance(seen, Field)
    assert seen.stride == (32, 32)
    if field:
        assert (seen.size, seen.padding) == ((field[0],) * 2, (field[1],) * 2)


@pytest.mark.parametrize("name, moved, params, macs", MOVED)
def test_figures_of_options(name, moved, params, macs):
    trace = structure_of(name, with_options(name, **moved))
    assert (trace.params, trace.macs) == (params, macs)


def shaken(net: nn.Module) -> nn.Module:
    """`net` with every tensor moved off its first value, by so little that depth does not blow it up."""
    torch.manual_seed(0)
    for name, tensor in (*net.named_parameters(), *net.named_buffers()):
        if tensor.dim() > 1:
            nn.init.xavier_normal_(tensor)
        elif name.endswith(("running_var", "weight")):
            nn.init.uniform_(tensor, 0.8, 1.2)
        elif tensor.dim():
            nn.init.normal_(tensor, std=0.1)
    return net.eval()


@pytest.fixture(scope="module")
def twins():
    """The nets of other makers, each built once."""
    built: dict[str, nn.Module] = {}
    return lambda name: built.setdefault(name, shaken(TWINS[name][0]())) if name not in built else built[name]


@pytest.mark.parametrize("name, start, moved", [
    *((name, name, {}) for name in TWINS), *((name, start, moved) for name, (start, moved) in BY_OPTIONS.items()),
])  # fmt: skip
def test_twins_answer_the_same(twins, name, start, moved):
    theirs = twins(name)
    with torch.random.fork_rng():
        ours = build(start, with_options(start, **moved)).eval()
    ours.load_state_dict(TWINS[name][1](theirs), strict=True)
    picture = torch.randn(1, 3, *(SIZES.get(name, 224),) * 2)
    with torch.no_grad():
        expected = theirs(picture)
        torch.testing.assert_close(ours(picture), expected, atol=1e-5, rtol=1e-5)
    assert expected.std() > 1e-3


@pytest.mark.parametrize("name", ["googlenet", "googlenet_torchvision"])
def test_heads_answer_as_the_twins_do_in_training(twins, name):
    theirs, ours = twins(name).train(), build(name).train()
    ours.load_state_dict(theirs.state_dict(), strict=True)
    for net in (theirs, ours):
        for layer in net.modules():
            if isinstance(layer, nn.Dropout):
                layer.p = 0
    picture = torch.randn(2, 3, 224, 224)
    with torch.no_grad():
        expected, answer = theirs(picture), ours(picture)
    theirs.eval()
    assert isinstance(answer, GoogLeNetOutputs)
    torch.testing.assert_close(answer.logits, expected.logits, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(answer.aux1, expected.aux_logits1, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(answer.aux2, expected.aux_logits2, atol=1e-5, rtol=1e-5)


def test_heads_are_there_in_training_only():
    trace = structure_of("googlenet")
    assert {name.partition(".")[0] for name in trace.unused} == {"aux1", "aux2"}
    with_heads, without = build_blank("googlenet"), build_blank("googlenet", with_options("googlenet", aux=False))
    heads = sum(w.numel() for w in with_heads.parameters()) - sum(w.numel() for w in without.parameters())
    assert heads == 13_378_280 - 6_998_552
    assert AUXILIARY_WEIGHT == 0.3


def test_published_weights_load_without_the_heads():
    with_heads = build("googlenet_torchvision")
    without = build("googlenet_torchvision", with_options("googlenet_torchvision", aux=False))
    without.load_state_dict(with_heads.state_dict(), strict=True)
    with pytest.raises(RuntimeError, match="conv1"):
        without.load_state_dict({k: v for k, v in with_heads.state_dict().items() if not k.startswith("conv1.")})
    assert without.train()(torch.randn(2, 3, 64, 64)).shape == (2, 1000)


@pytest.mark.parametrize("size", [1, 2, 5, 8, 14, 15])
def test_same_pooling_reads_what_is_there(size):
    x = torch.randn(2, 3, size, size)
    overhang = nn.functional.pad(x, (1, 2, 1, 2), value=float("nan"))[:, :, 1 - size % 2 :, 1 - size % 2 :]
    windows = overhang.unfold(2, 3, 2).unfold(3, 3, 2)[:, :, : -(-size // 2), : -(-size // 2)].flatten(4)
    torch.testing.assert_close(SameMaxPool2d(3, 2)(x), windows.nan_to_num(-torch.inf).amax(-1))
    torch.testing.assert_close(SameAvgPool2d(3, 2)(x), windows.nanmean(-1))
    torch.testing.assert_close(SameAvgPool2d(3, 2, count_zeros=True)(x), windows.nan_to_num(0).mean(-1))


def test_a_margin_changes_the_work_and_nothing_else():
    margin, bare = (with_options("nasnet_a_mobile", margin=on) for on in (True, False))
    ours, theirs = shaken(build("nasnet_a_mobile", margin)), build("nasnet_a_mobile", bare).eval()
    theirs.load_state_dict(ours.state_dict(), strict=True)
    for size in (64, 75):
        picture = torch.randn(1, 3, size, size)
        with torch.no_grad():
            torch.testing.assert_close(ours(picture), theirs(picture), atol=1e-5, rtol=1e-5)
    seen = (receptive_fields(structure_of("nasnet_a_mobile", options)) for options in (margin, bare))
    assert len({fields["act"] for fields in seen}) == 1
