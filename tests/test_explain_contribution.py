"""What a channel adds to a class's score is what captum and the gradient say, and adds up to the score where it must."""

import pytest
import torch
from captum.attr import LayerGradientXActivation
from torch import Tensor, nn

from cnnviz.explain import METHODS
from cnnviz.explain.contribution import contributions
from cnnviz.explain.evidence import evidence
from cnnviz.trace.private import private
from cnnviz.weights import load
from tests.calibrated import CAM_LAYERS, network, on_one_scale, picture

CLASS = 4


@pytest.mark.parametrize("name, layer", [(name, layer) for name, layers in CAM_LAYERS.items() for layer in layers])
def test_contributions_are_captums_gradient_times_activation(name: str, layer: str) -> None:
    own = contributions(*evidence(network(name), picture(), CLASS, layer))
    watched = private(network(name))
    theirs = LayerGradientXActivation(watched, watched.get_submodule(layer)).attribute(picture(), target=CLASS)
    assert isinstance(theirs, Tensor)
    assert on_one_scale(own, theirs[0].detach().sum((1, 2))) < 1e-4


def test_behind_an_average_and_one_linear_layer_they_add_up_to_the_score_without_its_bias() -> None:
    model, image = load("efficientnet_lite0").model, picture()
    image = nn.functional.interpolate(image, (96, 96))
    last = [name for name, module in model.named_modules() if isinstance(module, nn.ReLU6)][-1]
    found = contributions(*evidence(model, image, 281, last))
    linear = [module for module in model.modules() if isinstance(module, nn.Linear)][-1]
    with torch.no_grad():
        score = model(image)[0, 281]
    assert len(found) == linear.in_features
    assert torch.isclose(found.sum(), score - linear.bias[281], rtol=1e-4, atol=1e-4)


def test_without_a_channel_the_score_is_less_by_its_contribution_where_what_follows_is_linear() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 6, 3), nn.Flatten(), nn.Linear(6 * 30 * 30, 5)).eval().requires_grad_(False)
    image = torch.randn(1, 3, 32, 32)
    found, score = contributions(*evidence(model, image, 2, "0")), model(image)[0, 2]
    for channel in range(6):
        maps = model[0](image)
        maps[:, channel] = 0
        assert torch.isclose(score - model[2](model[1](maps))[0, 2], found[channel], rtol=1e-3, atol=1e-4)


def test_they_are_the_sum_of_the_map_of_hirescam_before_it_is_cut_off() -> None:
    activation, gradient = torch.rand(4, 5, 5), torch.rand(4, 5, 5)  # nothing below 0, so nothing is cut off
    weigh = METHODS["hirescam"].weigh
    assert weigh is not None
    assert torch.isclose(contributions(activation, gradient).sum(), weigh(activation, gradient).sum())
