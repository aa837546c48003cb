"""GoogLeNet, Inception-ResNet and NASNet: the heads, poolings at the edge, naive modules, pictures and filters that fit."""

import pytest
import torch
from torch import nn

from cnnviz.architectures import VARIANTS, build, build_blank, with_options
from cnnviz.architectures.blocks.auxiliary import AUXILIARY_WEIGHT, GoogLeNetOutputs
from cnnviz.architectures.blocks.same_pooling import SameAvgPool2d, SameMaxPool2d
from cnnviz.blueprint import structure_of
from cnnviz.measure import receptive_fields
from cnnviz.words import Refusal
from tests import inception_twins
from tests.twins import lively

torch.set_num_threads(1)

FAMILIES = ("googlenet", "inception_resnet", "nasnet")


@pytest.mark.parametrize("name", ["googlenet", "googlenet_torchvision"])
def test_heads_answer_as_the_twins_do_in_training(name: str):
    ours, theirs = build(name).train(), getattr(inception_twins, name)().train()
    theirs.load_state_dict(lively(theirs), strict=True)
    ours.load_state_dict(theirs.state_dict(), strict=True)
    for net in (theirs, ours):
        for layer in net.modules():
            if isinstance(layer, nn.Dropout):
                layer.p = 0
    picture = torch.randn(2, 3, 224, 224)
    with torch.no_grad():
        expected, answer = theirs(picture), ours(picture)
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
    ours, theirs = build("nasnet_a_mobile", margin).eval(), build("nasnet_a_mobile", bare).eval()
    for net in (ours, theirs):
        net.load_state_dict(lively(net), strict=True)
    for size in (64, 75):
        picture = torch.randn(1, 3, size, size)
        with torch.no_grad():
            expected = theirs(picture)
            assert (ours(picture) - expected).abs().max() < 1e-5 * expected.abs().max()
    seen = (receptive_fields(structure_of("nasnet_a_mobile", options)) for options in (margin, bare))
    assert len({fields["act"] for fields in seen}) == 1


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


@pytest.mark.parametrize("name", [name for name, (family, _) in VARIANTS.items() if family.name in FAMILIES])
def test_pictures_of_any_size_fit(name):
    for size in (97, 98, 99, 108, 127):
        assert structure_of(name, None, (3, size, size + 3)).layers[-1].output_shape == (1000,)
