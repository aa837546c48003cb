"""Every formula of the layer card, read as arithmetic, makes the figure that the layer really has."""

import re
from fractions import Fraction
from math import ceil, floor

import pytest
import torch
from torch import nn

import cnnviz
from cnnviz.measure import receptive_fields
from cnnviz.measure.formulas import BIAS, CEIL, FLOOR, MACS, MEMORY, NO_BIAS, PARAMS, SIDE, Formula, formulas
from cnnviz.measure.receptive_field import Field
from cnnviz.trace import Trace, trace

NETS = (
    "lenet5_1998", "alexnet", "vgg16", "googlenet", "bn_inception", "se_resnext50_32x4d", "resnet20", "densenet_bc_100_12",
    "inception_resnet_v2", "nasnet_a_mobile", "squeezenet1_0", "fractalnet20", "efficientnet_lite0",
)  # fmt: skip


def value(numbers: str) -> Fraction:
    """The text as a reader with pencil and paper would compute it."""
    text = numbers
    for shown, meant in {"−": "-", "·": "*", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}.items():
        text = text.replace(shown, meant)
    text = re.sub(r"\d+", r"Fraction(\g<0>)", text)
    return eval(text, {"Fraction": Fraction, "floor": floor, "ceil": ceil, "max": max, "__builtins__": {}})


def of(structure: Trace, name: str) -> dict[str, Formula]:
    return {line.figure.en: line for line in formulas(structure[name], structure, receptive_fields(structure))}


@pytest.mark.parametrize("net", NETS)
def test_every_formula_makes_the_figure_of_its_layer(net: str):
    structure = cnnviz.structure(net)
    fields = receptive_fields(structure)
    computed = 0
    for layer in structure.layers:
        own = formulas(layer, structure, fields)
        for line in own:
            if line.numbers:
                assert value(line.numbers) == line.result, (layer.name, line)
                computed += 1
            else:
                assert line.note, (layer.name, line)
        check_results(layer, {line.figure.en: line.result for line in own}, fields[layer.name])
    assert computed > 2 * len(structure.layers)


def check_results(layer, results, field) -> None:
    """The results are the layer's figures, and none is missing."""
    assert results["Parameters"] == layer.params
    assert results["Multiply-adds"] == layer.macs
    assert results["Output memory"] == layer.activation_bytes / 1024
    for name, shown in (("Output size", layer.output_shape[1:]), ("Output length", layer.output_shape)):
        for axis, size in zip(("vertical", "horizontal"), shown, strict=False):
            assert results.get(name, results.get(f"{name}, {axis}", size)) == size
    if isinstance(field, Field) and layer.inputs:
        for axis, size, step in zip(("vertical", "horizontal"), field.size, field.stride, strict=True):
            assert results.get("Receptive field r", results.get(f"Receptive field r, {axis}")) == size
            assert results.get("Step j between units", results.get(f"Step j between units, {axis}")) == step


def test_the_lectures_first_layer_of_alexnet():
    """Lecture 002, lines 30 to 40: 227, 64 filters of 11x11, stride 4, padding 2."""
    with torch.device("meta"):
        structure = trace(nn.Sequential(nn.Conv2d(3, 64, 11, 4, 2)), (3, 227, 227))
    lines = of(structure, "0")
    assert lines[SIDE.en].numbers == "(227 − 11 + 2·2)/4 + 1"
    assert lines[SIDE.en].result == 56
    assert (lines[MEMORY.en].result, lines[MEMORY.en].unit) == (784, " KiB")
    assert lines[PARAMS.en].numbers == "(11·11·3/1)·64 + 64"
    assert lines[PARAMS.en].result == 23296
    assert lines[MACS.en].numbers == "64·56·56·(11·11·3/1)"


@pytest.mark.parametrize("bias, note", [(True, BIAS), (False, NO_BIAS)])
@pytest.mark.parametrize("layer", [nn.Conv2d, nn.Linear])
def test_bias_is_told_apart_from_none(bias: bool, note, layer):
    with torch.device("meta"):
        model = nn.Sequential(nn.Conv2d(4, 6, 3, groups=2, bias=bias), nn.Flatten(), nn.Linear(6 * 6 * 6, 5, bias=bias))
    structure = trace(model, (4, 8, 8))
    name = "0" if layer is nn.Conv2d else "2"
    line = of(structure, name)[PARAMS.en]
    assert line.note == note
    assert value(line.numbers) == sum(tensor.numel() for tensor in model[int(name)].parameters())
    assert ("+" in line.numbers) == bias


def test_floor_and_ceil_are_said():
    with torch.device("meta"):
        model = nn.Sequential(nn.MaxPool2d(3, 2), nn.MaxPool2d(2, 2, ceil_mode=True), nn.Conv2d(1, 1, 3, dilation=2))
    structure = trace(model, (1, 112, 112))
    assert of(structure, "0")[SIDE.en][1:] == ("⌊(n − k + 2p)/s⌋ + 1", "⌊(112 − 3 + 2·0)/2⌋ + 1", 55, "", FLOOR)
    assert of(structure, "1")[SIDE.en][1:] == ("⌈(n − k + 2p)/s⌉ + 1", "⌈(55 − 2 + 2·0)/2⌉ + 1", 28, "", CEIL)
    assert of(structure, "2")[SIDE.en].numbers == "(28 − 2·(3 − 1) − 1 + 2·0)/1 + 1"
