"""The effective field is the gradient itself: inside the theoretical box, the same from a piece of the picture."""

from functools import cache

import numpy as np
import pytest
import torch
from torch import nn

from cnnviz.architectures import VARIANTS, build
from cnnviz.blueprint import structure_of
from cnnviz.measure import Field, receptive_fields
from cnnviz.measure.gate import gates
from cnnviz.trace import map_layers
from cnnviz.unit.effective_field import Unit, effective_field, extent
from cnnviz.unit.excitement import strongest_patches

torch.set_num_threads(1)
SIZE = 96
NETS = {
    "resnet18": ("maxpool", "layer2.0.relu2", "layer3.0.conv2"),
    "vgg11": ("features.4", "features.10"),
    "mobilenet_v2": ("features.3", "features.10"),
    "densenet121": ("features.transition1.pool",),
    "alexnet_owt": ("features.pool1", "features.conv3"),
    "squeezenet1_0": ("features.fire4",),
    "nasnet_a_mobile": ("cell_stem_0",),
}


@cache
def network(name: str) -> nn.Module:
    """With the statistics of a real batch, so that gradients are far from zero."""
    torch.manual_seed(1)
    model = build(name).train()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        model(torch.rand(4, 3, SIZE, SIZE))
    return model.eval().requires_grad_(False)


def looked_at(name: str, layer: str) -> tuple[Field, Unit]:
    """The field of `layer`, and its last unit."""
    trace = structure_of(name, input_shape=(3, SIZE, SIZE))
    field = receptive_fields(trace)[trace.outputs[layer].name]
    assert isinstance(field, Field)
    _, height, width = trace.outputs[layer].output_shape
    return field, Unit(height - 1, width - 1)


@pytest.mark.parametrize("name, layer", [(name, layer) for name, layers in NETS.items() for layer in layers])
def test_no_influence_from_outside_the_theoretical_field(name: str, layer: str) -> None:
    field, (row, column) = looked_at(name, layer)
    unit = Unit(row // 2, column // 2)
    influence = effective_field(network(name), torch.rand(2, 3, SIZE, SIZE), layer, unit)
    reach = extent(influence, field, unit)
    assert influence.sum() == pytest.approx(1, abs=1e-4) and influence.min() >= 0
    assert reach.outside < 1e-5
    assert 1 <= reach.width <= max(field.size)


@pytest.mark.parametrize("name, layer", [(name, layer) for name, layers in NETS.items() for layer in layers])
def test_a_piece_of_the_picture_says_the_same(name: str, layer: str) -> None:
    field, last = looked_at(name, layer)
    images = torch.rand(2, 3, SIZE, SIZE)
    for unit in (Unit(1, 0), Unit(last.row // 2, last.column // 2), last):
        whole, piece = (effective_field(network(name), images, layer, unit, known) for known in (None, field))
        assert torch.allclose(whole, piece, atol=1e-6 * float(whole.max()) + 1e-9), unit


@pytest.mark.parametrize("name, layer", [(name, layers[-1]) for name, layers in NETS.items()])
def test_in_bfloat16_it_is_the_same_picture_within_the_same_box(name: str, layer: str) -> None:
    field, last = looked_at(name, layer)
    images, unit = torch.rand(8, 3, SIZE, SIZE), Unit(last.row // 2, last.column // 2)
    fine, coarse = (
        effective_field(network(name), images, layer, unit, dtype=dtype) for dtype in (torch.float32, torch.bfloat16)
    )
    assert not torch.equal(fine, coarse), "nothing was computed in bfloat16"
    assert torch.corrcoef(torch.stack((fine.flatten(), coarse.flatten())))[0, 1] > 0.95
    width, outside = extent(coarse, field, unit)
    assert outside < 1e-5
    assert width == pytest.approx(extent(fine, field, unit).width, rel=0.05, abs=2)


def test_it_is_the_gradient() -> None:
    """Two convolutions by hand: moved pixel by pixel, without any gradient."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Conv2d(2, 3, 3, stride=2)).double().requires_grad_(False)
    image = torch.rand(1, 1, 9, 9, dtype=torch.double)
    slopes, before = torch.zeros(9, 9, dtype=torch.double), model(image)[0, :, 1, 1].sum()
    for pixel in range(81):
        moved = image.clone()
        moved.view(-1)[pixel] += 1
        slopes.view(-1)[pixel] = (model(moved)[0, :, 1, 1].sum() - before).abs()
    found = effective_field(model, image, "1", Unit(1, 1), Field((5, 5), (2, 2), (0, 0)))
    assert torch.allclose(found, (slopes / slopes.sum()).float(), atol=1e-6)


def test_a_gate_hears_the_whole_picture() -> None:
    name, layer = "se_resnet18", "layer2.1.relu2"
    field, _ = looked_at(name, layer)
    assert gates(structure_of(name))
    unit = Unit(5, 5)
    influence = effective_field(network(name), torch.rand(1, 3, SIZE, SIZE), layer, unit)
    assert extent(influence, Field((9, 9), field.stride, (0, 0)), unit).outside > 0


def test_influence_gathers_in_the_middle() -> None:
    """Luo et al. 2016, section 2: of many equal layers a Gaussian, whose width grows with the root of their number."""
    torch.manual_seed(0)
    widths = []
    for depth in (4, 16):
        layers = [nn.Conv2d(1, 1, 3, padding=1, bias=False) for _ in range(depth)]
        for layer in layers:
            nn.init.constant_(layer.weight, 1 / 9)
        model, unit = nn.Sequential(*layers).requires_grad_(False), Unit(32, 32)
        field = Field((2 * depth + 1, 2 * depth + 1), (1, 1), (depth, depth))
        influence = effective_field(model, torch.rand(1, 1, 65, 65), str(depth - 1), unit, field)
        widths.append(extent(influence, field, unit).width)
    assert 1.6 < widths[1] / widths[0] < 2.4
    assert widths[1] < 33


def test_every_variant_has_a_layer_to_look_at() -> None:
    for name in VARIANTS:
        trace = structure_of(name)
        fields = receptive_fields(trace)
        assert any(isinstance(fields[trace.outputs[path].name], Field) for path in map_layers(trace)), name


def test_strongest_patches_stand_apart_and_in_order() -> None:
    answers = np.zeros((10, 10), np.float32)
    answers[2, 2], answers[2, 3], answers[8, 8], answers[0, 9] = 5, 4, 3, -1
    patches = strongest_patches(answers, Field((16, 16), (4, 4), (6, 6)))
    assert [(patch.row, patch.column, patch.answer) for patch in patches] == [(2, 2, 5.0), (8, 8, 3.0)]
    assert patches[0].rows == range(2, 18) and patches[1].columns == range(26, 42)
    assert strongest_patches(np.zeros((4, 4)), Field((3, 3), (1, 1), (1, 1))) == []
