"""Measures of the product's own networks: against the figures in print and counted by others, and against gradients."""

from collections.abc import Iterator

import pytest
import torch

from cnnviz.architectures import ARCHITECTURES, VARIANTS, build, with_options
from cnnviz.blueprint import structure_of
from cnnviz.measure import Field, difference, receptive_fields, weighted_layers
from cnnviz.trace import Layer, Trace
from tests.gradient_reach import passing_everything, reached_along

# size, stride and padding of the last map before global pooling, and weighted layers: Distill's table (2019), the
# authors' networks, torchvision's, timm's and pytorchcv's, counted independently (None: no figure of others)
FIGURES = {
    "lenet5": (32, 4, 0, 5),
    "alexnet": (195, 32, 64, 8),
    "alexnet_owt": (195, 32, 66, 8),
    "zfnet": (171, 32, 59, 8),
    "vgg11": (150, 32, 59, 11),
    "vgg11_lrn": (150, 32, 59, 11),
    "vgg13": (156, 32, 62, 13),
    "vgg16_1x1": (156, 32, 62, 16),
    "vgg16": (212, 32, 90, 16),
    "vgg19": (268, 32, 118, 19),
    "se_vgg16": (212, 32, 90, 16),
    "googlenet": (715, 32, 327, 22),
    "googlenet_torchvision": (379, 32, 167, 22),
    "bn_inception": (699, 32, 343, None),
    "inception_resnet_v2": (3039, 32, 1482, None),
    "resnet18": (435, 32, 217, 18),
    "resnet34": (899, 32, 449, 34),
    "resnet50": (427, 32, 213, 50),
    "resnet101": (971, 32, 485, 101),
    "resnet152": (1451, 32, 725, 152),
    "plain34": (899, 32, 449, 34),
    "wide_resnet50_2": (427, 32, 213, 50),
    "resnext50_32x4d": (427, 32, 213, 50),
    "resnext101_32x8d": (971, 32, 485, 101),
    "se_resnet50": (483, 32, 239, 50),
    "se_resnet152": (1507, 32, 751, 152),
    "se_resnext50_32x4d": (427, 32, 211, 50),
    "resnet20": (81, 4, 40, 20),
    "resnet56": (249, 4, 124, 56),
    "resnet110": (501, 4, 250, 110),
    "plain110": (501, 4, 250, 110),
    "preact_resnet110": (501, 4, 250, 110),
    "preact_resnet1001": (1557, 4, 778, 1001),
    "wrn_40_4": (165, 4, 82, 38),  # named for 40 convolutions: its three projections, beside the path, among them
    "wrn_28_10": (109, 4, 54, 26),
    "wrn_16_8": (53, 4, 26, 14),
    "densenet121": (2071, 32, 1021, 121),
    "densenet161": (2967, 32, 1469, 161),
    "densenet201": (3863, 32, 1917, 201),
    "densenet40_12": (174, 4, 85, 40),
    "densenet_bc_100_12": (230, 4, 113, 100),
    "densenet_bc_190_40": (440, 4, 218, 190),
    "fractalnet20": (280, 32, 124, 21),  # the last pooling included; named for its convolutions alone
    "nin": (195, 32, 64, 12),
    "nin_cifar": (27, 4, 10, 9),
    "squeezenet1_0": (155, 16, 60, 18),
    "mobilenet_v1": (315, 32, 157, 28),
    "mobilenet_v2": (491, 32, 245, 53),
    "shufflenet_v1_g1": (527, 32, 263, 50),
    "shufflenet_v1_g3": (527, 32, 263, 50),
    "se_shufflenet_v1": (527, 32, 263, 50),
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_of(name: str):
    size, stride, padding, layers = FIGURES[name]
    record = structure_of(name)
    assert last_map(record) == Field((size, size), (stride, stride), (padding, padding))
    assert layers in (None, weighted_layers(record))


def last_map(record: Trace) -> Field:
    """The field of the last layer that has one, global pooling left out."""
    fields = receptive_fields(record)
    for layer in reversed(record.layers):
        field = fields[layer.name]
        if isinstance(field, Field) and not pools_globally(layer):
            return field
    raise AssertionError("no layer has a field")


def pools_globally(layer: Layer) -> bool:
    whole = layer.window is not None and layer.window.kernel == layer.input_shape[1:] and not layer.fan_in
    return layer.kind.startswith("Adaptive") or (whole and layer.kind.startswith("Avg"))


@pytest.mark.parametrize("name", VARIANTS)
def test_every_map_has_a_field(name: str):
    record = structure_of(name)
    fields = receptive_fields(record)
    maps = [layer for layer in record.layers if len(layer.output_shape) == 3 and layer.output_shape[1:] != (1, 1)]
    assert [layer.name for layer in maps if not isinstance(fields[layer.name], Field)] == []


def test_squeeze_and_excitation_by_option():
    both = difference(structure_of("resnet50"), structure_of("resnet50", with_options("resnet50", se=True)))
    assert both.totals["params"].delta == 2_530_992
    assert {row.status for row in both.changes} == {"added"}


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_gradient_reaches_the_field_in_every_stage_of(family: str):
    torch.manual_seed(0)
    variant = ARCHITECTURES[family].variants[0]
    record, model = structure_of(variant.name), build(variant.name)
    passing = passing_everything(model, record)
    breadth = 96 if family in LITTLE_PADDING else 32
    for layer, field in one_of_each_stage(record):
        for axis in (0, 1):
            expected, touched = reached_along(axis, passing, layer.module, field, variant.input_shape, breadth)
            assert touched == expected, (layer.name, axis)


LITTLE_PADDING = {"alexnet", "zfnet", "inception_resnet", "nasnet", "nin", "squeezenet"}  # a thin picture would vanish


def one_of_each_stage(record: Trace, limit: int = 200) -> Iterator[tuple[Layer, Field]]:
    """Of the layers of each stride the last whose field is at most `limit` pixels wide, or else the first."""
    fields, stages = receptive_fields(record), {}
    for layer in record.layers:
        field = fields[layer.name]
        if isinstance(field, Field) and layer.name == layer.module and not pools_globally(layer):
            stages.setdefault(field.stride, []).append((layer, field))
    for stage in stages.values():
        yield next((pair for pair in reversed(stage) if max(pair[1].size) <= limit), stage[0])
