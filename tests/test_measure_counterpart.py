"""The first convolutions of every network, and the layer to set beside a layer of another one."""

import pytest
import torch
from torch import nn

from cnnviz.architectures import VARIANTS
from cnnviz.blueprint import structure_of
from cnnviz.measure.activity import dead_channels, largest_first, peaks
from cnnviz.measure.counterpart import counterpart, first_convolutions
from cnnviz.trace import map_layers, trace


@pytest.mark.parametrize("name", VARIANTS)
def test_every_network_has_a_first_convolution_that_weighs_pixels(name: str) -> None:
    structure = structure_of(name)
    found = first_convolutions(structure)
    assert found
    for path in found:
        assert path in map_layers(structure)
        assert structure.outputs[path].fan_in % structure.layers[0].output_shape[0] == 0
        assert structure.outputs[path].input_shape[0] == structure.layers[0].output_shape[0]
    weighted = [layer.module for layer in structure.layers if layer.fan_in]
    assert weighted[0] in found


def test_paths_that_part_at_the_picture_have_a_first_convolution_each() -> None:
    assert len(first_convolutions(structure_of("fractalnet20"))) == 3
    assert first_convolutions(structure_of("resnet50")) == ["conv1"]
    assert first_convolutions(structure_of("efficientnet_lite0")) == ["conv_stem"], "the picture is padded first"
    assert first_convolutions(trace(nn.Sequential(nn.Linear(3, 3)), (3,))) == []


@pytest.mark.parametrize(
    "path, old, new, expected",
    [
        ("layer1.0.relu2", "plain20", "resnet20", "layer1.0.relu2"),  # the same path
        ("layer4.1.conv2", "resnet18", "resnet34", "layer4.1.conv2"),
        ("relu0", "efficientnet_lite0", "mobilenet_v1", "relu1"),  # the first of all activations, ReLU6 or ReLU
        ("features.0", "vgg11", "vgg16_bn", "features.0"),
        ("features.3", "vgg11", "vgg16", "features.5"),  # a ReLU there; the second of 8 convolutions, the third of 13
    ],
)
def test_the_layer_at_the_same_place(path: str, old: str, new: str, expected: str) -> None:
    assert counterpart(path, structure_of(old), structure_of(new)) == expected


@pytest.mark.parametrize("old, new", [("resnet18", "vgg16"), ("lenet5", "densenet121"), ("alexnet", "lenet5")])
def test_every_layer_has_a_counterpart_and_their_order_stays(old: str, new: str) -> None:
    before, after = structure_of(old), structure_of(new)
    there = map_layers(after)
    places: dict[str, list[int]] = {}
    for path in map_layers(before):
        found = counterpart(path, before, after)
        assert found in there
        if path not in there:
            places.setdefault(before.outputs[path].kind, []).append(there.index(found))
    assert places and all(each == sorted(each) for each in places.values())
    activations = [path for path in map_layers(before) if before.outputs[path].kind in ("ReLU", "Tanh")]
    kinds = {"ReLU", "Tanh"}
    assert after.outputs[counterpart(activations[-1], before, after)].kind in kinds


def test_a_network_without_maps_has_no_counterpart() -> None:
    with pytest.raises(ValueError, match="no layer of this network has a map"):
        counterpart("conv1", structure_of("resnet18"), trace(nn.Linear(3, 3), (3,)))


def test_channels_are_ranked_by_their_largest_value_equals_by_their_number() -> None:
    maps = torch.zeros(5, 3, 3)
    maps[1, 2, 0], maps[3, 0, 0], maps[4, 1, 1] = 2.0, -1.0, 2.0
    assert peaks(maps.numpy()).tolist() == [0, 2, 0, 0, 2]
    assert largest_first(peaks(maps.numpy())) == [1, 4, 0, 2, 3]
    assert dead_channels(maps.numpy()) == 2
