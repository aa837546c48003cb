"""A pass that stops at a layer gives what a full pass gives there, runs nothing behind it, and leaves the model alone."""

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torchvision import models

from cnnviz.trace import UnusableLayer, layer_input, layer_output

torch.set_num_threads(1)
PICTURE = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(1))
LAYERS = ["conv1", "bn1", "relu", "layer1.0.bn2", "layer3", "layer4.1.conv2", "fc"]


@pytest.fixture(scope="module")
def resnet() -> nn.Module:
    torch.manual_seed(0)
    return models.resnet18().eval()


@pytest.mark.parametrize("layer", LAYERS)
def test_both_ends_of_a_layer_are_those_of_a_full_pass(resnet: nn.Module, layer: str) -> None:
    """`bn1` answers what the ReLU behind it writes over."""
    full, met = copy.deepcopy(resnet), []
    full.get_submodule(layer).register_forward_pre_hook(lambda *call: met.append(call[1][0].clone()))
    full.get_submodule(layer).register_forward_hook(lambda *call: met.append(call[2].clone()))
    with torch.no_grad():
        full(PICTURE)
        assert torch.equal(layer_input(resnet, PICTURE, layer), met[0])
        assert torch.equal(layer_output(resnet, PICTURE, layer), met[1])
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in resnet.modules())


def test_nothing_behind_the_layer_runs() -> None:
    class Trap(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            raise AssertionError("it ran")

    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), Trap())
    assert layer_output(model, PICTURE, "1").min() == 0
    assert layer_input(model, PICTURE, "2").shape == (2, 4, 62, 62)
    with pytest.raises(AssertionError, match="it ran"):
        layer_output(model, PICTURE, "2")


def test_the_graph_is_as_the_caller_wants_it(resnet: nn.Module) -> None:
    images = PICTURE.clone().requires_grad_()
    for reach in (layer_input, layer_output):
        (gradient,) = torch.autograd.grad(reach(resnet, images, "layer2").sum(), images)
        assert gradient.abs().sum() > 0
        with torch.no_grad():
            assert not reach(resnet, images, "layer2").requires_grad


def test_a_network_in_training_answers_as_in_evaluation() -> None:
    torch.manual_seed(0)
    model = models.resnet18().train()
    before = copy.deepcopy(model.state_dict())
    with torch.no_grad():
        reached = layer_output(model, PICTURE, "layer4")
        assert torch.equal(reached, layer_output(copy.deepcopy(model).eval(), PICTURE, "layer4"))
    assert all(module.training for module in model.modules())
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


class Odd(nn.Module):
    """One module runs twice, one never, one answers with two tensors."""

    def __init__(self) -> None:
        super().__init__()
        self.twice, self.spare, self.pair = nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1), _Pair()

    def forward(self, x: Tensor) -> Any:
        return self.pair(self.twice(self.twice(x)))


class _Pair(nn.Module):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return x, x


@pytest.mark.parametrize("layer, problem", [("spare", "not reached"), ("pair", "no tensor"), ("none", "no module")])
def test_a_layer_where_no_pass_can_stop_is_refused(layer: str, problem: str) -> None:
    with pytest.raises(UnusableLayer, match=f"“{layer}”") as caught:
        layer_output(Odd(), PICTURE, layer)
    assert caught.value.problem == problem


def test_of_a_module_that_runs_twice_the_first_time_counts() -> None:
    model = Odd().eval()
    with torch.no_grad():
        assert torch.equal(layer_output(model, PICTURE, "twice"), model.twice(PICTURE))
        assert torch.equal(layer_input(model, PICTURE, "twice"), PICTURE)


def test_threads_on_one_network_stop_each_at_its_own_layer(resnet: nn.Module) -> None:
    def reached(layer: str) -> Tensor:
        with torch.no_grad():
            return layer_output(resnet, PICTURE, layer)

    alone = {layer: reached(layer) for layer in LAYERS}
    with ThreadPoolExecutor(8) as pool:
        asked = LAYERS * 6
        assert all(
            torch.equal(given, alone[layer]) for layer, given in zip(asked, pool.map(reached, asked), strict=True)
        )
