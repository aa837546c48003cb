"""First weights have the variance of their law, measured on real networks, and carry a signal through."""

from math import sqrt

import pytest
import torch
from torch import nn

from cnnviz.architectures import build, with_options
from cnnviz.spelling import chosen

torch.set_num_threads(1)


@pytest.mark.parametrize(
    "name",
    ["mobilenet_v1", "mobilenet_v2", "shufflenet_v1_g3", "efficientnet_lite0", "resnet50", "wrn_16_4"],
)
@pytest.mark.parametrize("batch_norm", [True, False])
def test_the_signal_lives_through_a_fresh_network(name: str, batch_norm: bool):
    """torch counts the channels of all groups; by that law a depthwise network answers zero."""
    torch.manual_seed(0)
    model = build(name, with_options(name, batch_norm=batch_norm)).eval()
    with torch.no_grad():
        assert 1e-3 < model(torch.randn(1, 3, 64, 64)).std() < 1e3


def variance(init: str, layer: nn.Conv2d | nn.Linear) -> float:
    """n counts what one input reaches (He 2015, section 2.2, backward; of linear layers what reaches one output, forward),
    and both in Glorot 2010.
    """
    window = layer.weight[0, 0].numel()
    groups = layer.groups if isinstance(layer, nn.Conv2d) else 1
    reached, reaching = layer.weight.shape[0] // groups * window, layer.weight.shape[1] * window
    he = 2 / (layer.in_features if isinstance(layer, nn.Linear) else reached)
    return {"he": he, "xavier": 2 / (reached + reaching), "normal": 0.01**2, "zeros": 0.0}[init]


@pytest.mark.parametrize("init", ["he", "xavier", "normal", "zeros"])
@pytest.mark.parametrize("name", ["resnet18", "resnext50_32x4d", "mobilenet_v1", "densenet40_12"])
def test_first_weights_have_the_variance_of_their_law(name: str, init: str):
    torch.manual_seed(0)
    layers = [m for m in build(name, with_options(name, init=init)).modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    for layer in layers:
        expected, count = variance(init, layer), layer.weight.numel()
        assert layer.weight.var(correction=0).item() == pytest.approx(expected, rel=6 * sqrt(2 / count))
        assert layer.weight.mean().abs().item() <= 6 * sqrt(expected / count)
        assert layer.bias is None or not layer.bias.any()


@pytest.mark.parametrize(
    "text",
    [
        "vgg16_cifar",
        "vgg16_cifar:batch_norm=true",
        "resnet20",
        "plain20",
        "densenet40_12",
        "wrn_16_4",
        "mobilenet_cifar",
    ],
)
def test_the_first_loss_is_about_that_of_guessing(text: str):
    """ln 10 = 2.3 among ten classes; far more means that the first steps only make a loud last layer quiet."""
    torch.manual_seed(0)
    model = build(*chosen(text)).train()
    with torch.no_grad():
        loss = nn.functional.cross_entropy(model(torch.randn(16, 3, 32, 32)), torch.arange(16) % 10)
    assert loss < 6
