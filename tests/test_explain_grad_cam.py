"""Grad-CAM equals captum's and pytorch-grad-cam's, and the paper's equations worked out by finite differences."""

import copy
from typing import Any

import numpy as np
import pytest
import torch
from captum.attr import LayerGradCam
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.image import scale_cam_image
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import Tensor, nn

from cnnviz.explain import METHODS, enlarge
from cnnviz.trace import trace
from cnnviz.trace.activations import default_layer
from cnnviz.words import Refusal
from tests.calibrated import SIZE, network, on_one_scale, picture

NETS = {
    "resnet18": ["layer1", "layer2.0.conv1", "layer4", "layer4.1"],
    "vgg11_bn": ["features.3", "features.25", "features.27"],
    "mobilenet_v2": ["features.1", "features.7.conv.1.0", "features.18", "features.18.2"],
}
grad_cam = METHODS["grad-cam"].explain


@pytest.mark.parametrize("name", NETS)
def test_equal_to_captum(name: str) -> None:
    """Captum leaves the ReLU of equation 2 to its caller; differences count against the map before it."""
    model = network(name)
    for layer in NETS[name]:
        for target in (0, 7):
            method: Any = LayerGradCam(model, model.get_submodule(layer))
            signed = method.attribute(picture(), target=target)[0, 0].detach()
            ours = grad_cam(model, picture(), target, layer)
            assert not ours.requires_grad
            assert ours.shape == signed.shape
            assert on_one_scale(ours - signed.relu() + signed, signed) < 1e-4, (name, layer, target)


@pytest.mark.parametrize("name", NETS)
def test_equal_to_pytorch_grad_cam(name: str) -> None:
    """Before its rescaling, and after it: it rescales, enlarges to the picture and rescales again."""
    model = network(name)
    for layer in NETS[name]:
        with GradCAM(model, [model.get_submodule(layer)]) as method:
            targets: Any = [ClassifierOutputTarget(4)]
            shown = method(picture(), targets)[0]
            seen = method.activations_and_grads
            pair = seen.activations[0].numpy(), seen.gradients[0].numpy()
            signed = torch.from_numpy(method.get_cam_image(picture(), method.target_layers[0], targets, *pair)[0])
        ours = grad_cam(model, picture(), 4, layer)
        assert on_one_scale(ours - signed.relu() + signed, signed) < 1e-4, (name, layer)
        assert np.abs(rescaled(rescaled(ours.numpy(), (SIZE, SIZE))) - shown).max() < 1e-4, (name, layer)


def rescaled(heat: np.ndarray, size: tuple[int, int] | None = None) -> np.ndarray:
    """The map from 0 to 1, then enlarged to `size` (width, height), as pytorch-grad-cam does it."""
    return np.asarray(scale_cam_image(heat[None], size))[0]


def test_enlarging_equals_the_way_pytorch_grad_cam_enlarges() -> None:
    heat = torch.rand(7, 5, generator=torch.Generator().manual_seed(0))
    heat = (heat - heat.min()) / (heat - heat.min()).max()
    assert (enlarge(heat, (140, 100)) - torch.from_numpy(rescaled(heat.numpy(), (100, 140)))).abs().max() < 1e-4


def test_equal_to_the_equations_by_finite_differences() -> None:
    """Weights of equation 1 from the score itself: every unit of the map moved a little, without any gradient."""
    torch.manual_seed(5)
    front, back = nn.Conv2d(3, 4, 3, stride=2).double(), nn.Sequential(nn.Flatten(), nn.Linear(36, 5)).double()
    squash = nn.Tanh()
    model = nn.Sequential(front, squash, back)
    images = torch.randn(1, 3, 8, 8, dtype=torch.double)
    with torch.no_grad():
        activation, step = squash(front(images)), 1e-6
        slopes = torch.zeros(36, dtype=torch.double)
        for unit in range(36):
            moved = activation.flatten().clone()
            moved[unit] += step
            slopes[unit] = (back(moved.view_as(activation))[0, 2] - back(activation)[0, 2]) / step
        weights = slopes.view(4, 9).mean(1)
        expected = (weights[:, None, None] * activation[0]).sum(0).clamp(min=0)
    assert expected.max() > 0
    assert torch.allclose(grad_cam(model, images, 2, "1"), expected, atol=1e-7)


def test_for_a_network_with_global_pooling_it_is_cam() -> None:
    """Zhou et al. 2016: the class's own weights on the last map, up to the number of its units."""
    model = network("resnet18")
    fc = model.get_submodule("fc")
    assert isinstance(fc, nn.Linear)
    seen: list[Tensor] = []
    watched = copy.deepcopy(model)
    watched.get_submodule("layer4").register_forward_hook(lambda *call: seen.append(call[2].detach()))
    watched(picture())
    (last,) = seen
    cam = (fc.weight[6, :, None, None] * last[0]).sum(0).relu() / last[0, 0].numel()
    assert on_one_scale(grad_cam(model, picture(), 6, "layer4"), cam.detach()) < 1e-4


@pytest.mark.parametrize("classes", [2, 37])
def test_any_number_of_classes(classes: int) -> None:
    model = network("mobilenet_v2", classes)
    layer = default_layer(trace(model, (3, SIZE, SIZE)))
    assert grad_cam(model, picture(), classes - 1, layer).shape == (2, 2)
    with pytest.raises(Refusal, match=f"from 0 to {classes - 1}"):
        grad_cam(model, picture(), classes, layer)


def test_a_grey_picture_of_uneven_sides() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3))
    assert grad_cam(model, torch.randn(1, 1, 20, 30), 0, "1").shape == (18, 28)


def test_classes_and_pictures_have_maps_of_their_own() -> None:
    model = network("resnet18")
    maps = [grad_cam(model, picture(seed), target, "layer3") for seed in (0, 1) for target in (0, 1)]
    assert all(not torch.allclose(a, b, rtol=1e-2) for i, a in enumerate(maps) for b in maps[:i])
    assert all((heat >= 0).all() and heat.max() > 0 for heat in maps)
