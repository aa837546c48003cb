"""Networks that others have built too: equal logits from equal weights, equal parameters, equal multiply-adds."""

import pytest
import timm
import torch
import torchvision

from cnnviz.architectures import VARIANTS, vgg, with_options
from tests.twin_list import COUNTED, TWINS
from tests.twins import Twin, assert_same_answers, assert_same_costs, pair

torch.set_num_threads(1)

OWT = {
    "channels": "64,192,384,256,256", "groups": 1, "lrn": False, "first_padding": 2, "adaptive_pool": True,
    "dropout_first": True,
}  # fmt: skip
GOOGLENET = {
    "layout": "torchvision",
    "batch_norm": True,
    "conv_bias": False,
    "lrn": False,
    "dropout": 0.2,
    "init": "he",
}
BOTTLENECKS = {"block": "bottleneck", "blocks_per_stage": "3,4,6,3"}
NASNET_MOBILE = {
    "cells": 4, "filters": 1056, "stem_filters": 32, "skip_reduction": False, "count_zeros": False, "margin": True,
}  # fmt: skip


def named(twin: Twin) -> str:
    moved = ",".join(f"{option}={value}" for option, value in twin.moved.items())
    return f"{twin.name}:{moved}" if moved else twin.name


@pytest.mark.parametrize("twin", TWINS, ids=named)
def test_twins_answer_alike_and_cost_the_same(twin: Twin):
    ours, theirs = pair(twin)
    assert_same_costs(twin, ours, theirs)
    assert_same_answers(twin, ours, theirs)


@pytest.mark.parametrize("twin", COUNTED, ids=named)
def test_twins_cost_the_same(twin: Twin):
    assert_same_costs(twin, *pair(twin))


OURS = {"alexnet": "alexnet_owt", "googlenet": "googlenet_torchvision"}  # torchvision's name → ours


def test_every_network_that_torchvision_or_timm_s_legacy_has_is_a_twin():
    """timm's small SE-ResNets answer otherwise and are counted only."""
    unmoved = {twin.name for twin in TWINS if not twin.moved}
    assert {OURS.get(name, name) for name in torchvision.models.list_models()} & set(VARIANTS) <= unmoved
    legacy = {name for name in VARIANTS if f"legacy_{name.replace('se_', 'se')}" in timm.list_models()}
    assert legacy - unmoved == {"se_resnet18", "se_resnet34"}


@pytest.mark.parametrize("name, moved, other", [
    ("squeezenet1_0", {"version": "1.1"}, "squeezenet1_1"),
    ("alexnet", OWT, "alexnet_owt"),
    ("vgg11", {"layers": vgg.D, "batch_norm": True}, "vgg16_bn"),
    ("resnet18", {**BOTTLENECKS, "groups": 32, "width_per_group": 4}, "resnext50_32x4d"),
    ("resnet34", {"residual": False}, "plain34"),
    ("resnet20", {"depth": 56, "se": True}, "se_resnet56"),
    ("densenet121", {"layers_per_block": "6,12,36,24", "growth": 48}, "densenet161"),
    ("googlenet", GOOGLENET, "googlenet_torchvision"),
    ("bn_inception", {"se": True, "conv_bias": False}, "se_bn_inception"),
    ("inception_resnet_v2", {"se": True}, "se_inception_resnet_v2"),
    ("nasnet_a_large", NASNET_MOBILE, "nasnet_a_mobile"),
    ("mobilenet_v1", {"width": 0.25}, "mobilenet_v1_025"),
])  # fmt: skip
def test_a_variant_is_another_with_options_moved(name: str, moved: dict, other: str):
    assert with_options(name, **moved) == VARIANTS[other][1].options
