"""The worked-out number is the number that torch computes: every convolution of ten networks, pools, norms, activations."""

from itertools import product
from typing import Any

import pytest
import torch
from torch import nn

from cnnviz.architectures import build, with_options
from cnnviz.trace import layer_input
from cnnviz.unit.arithmetic import explains, work_out
from cnnviz.unit.effective_field import Unit

torch.set_num_threads(1)
SIZE = 64
NETS: dict[str, tuple[dict[str, Any], tuple[int, int, int]]] = {
    "lenet5": ({}, (1, 32, 32)),
    "alexnet_owt": ({"hidden": 256}, (3, 80, 80)),
    "vgg11": ({"layers": "16,M,32,M", "hidden": 256, "kernel": 5}, (3, 224, 224)),
    "googlenet": ({}, (3, SIZE, SIZE)),
    "resnet18": ({}, (3, SIZE, SIZE)),
    "resnet20": ({}, (3, 32, 32)),
    "densenet40_12": ({}, (3, 32, 32)),
    "squeezenet1_0": ({}, (3, SIZE, SIZE)),
    "mobilenet_v2": ({}, (3, SIZE, SIZE)),
    "shufflenet_v1_g3": ({}, (3, SIZE, SIZE)),
    "nin_cifar": ({}, (3, 32, 32)),
}


@pytest.mark.parametrize("name", NETS)
def test_equal_to_what_torch_computes(name: str) -> None:
    """At a corner, where the window reaches over the edge, and in the middle."""
    changes, shape = NETS[name]
    options = with_options(name, **changes)
    torch.manual_seed(4)
    model = build(name, options).eval().requires_grad_(False)
    modules, worked_out = dict(model.named_modules()), 0
    for layer, (read, answer) in passed(model, torch.randn(1, *shape)).items():
        if answer.dim() != 3 or not explains(type(modules[layer]).__name__):
            continue
        channels, height, width = answer.shape
        tolerance = 1e-5 * max(1, float(answer.abs().max()))
        for place, unit in enumerate((Unit(0, 0), Unit(height // 2, width // 2), Unit(height - 1, width - 1))):
            channel = (7 * worked_out + 5 * place) % channels
            work = work_out(modules[layer], read, channel, unit)
            assert abs(work.result - float(answer[channel, *unit])) <= tolerance, (layer, channel, unit)
        worked_out += isinstance(modules[layer], nn.Conv2d)
    assert worked_out == sum(isinstance(m, nn.Conv2d) for path, m in modules.items() if not path.startswith("aux"))


def passed(model: nn.Module, images: torch.Tensor) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """What each layer read and answered in one pass."""
    kept = {}

    def keep(layer: str) -> Any:
        return lambda module, args, output: kept.__setitem__(layer, (args[0][0].clone(), output[0].clone()))

    leaves = [(layer, module) for layer, module in model.named_modules() if not any(module.children())]
    hooks = [module.register_forward_hook(keep(layer)) for layer, module in leaves]
    model(images)
    for hook in hooks:
        hook.remove()
    return kept


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(4, 6, (3, 5), stride=(2, 1), padding=(1, 3), dilation=(2, 1), groups=2),
        nn.Conv2d(4, 8, 11, stride=4, padding=2, groups=4, bias=False),
        nn.MaxPool2d(3, 2, 1, ceil_mode=True),
        nn.MaxPool2d(2, dilation=2, ceil_mode=True),
        nn.AvgPool2d(3, 2, 1, ceil_mode=True),
        nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False),
        nn.LeakyReLU(),
    ],
    ids=str,
)
def test_every_unit_of_unusual_windows(layer: nn.Module) -> None:
    torch.manual_seed(0)
    read = torch.randn(4, 14, 13)
    answer = layer.requires_grad_(False)(read[None])[0]
    for channel, row, column in product(*map(range, answer.shape)):
        work = work_out(layer, read, channel, Unit(row, column))
        assert work.result == pytest.approx(float(answer[channel, row, column]), abs=1e-5)


def test_a_sum_is_its_products_and_the_shared_network_is_left_alone() -> None:
    torch.manual_seed(0)
    model, images = build("mobilenet_v2").eval().requires_grad_(False), torch.randn(1, 3, SIZE, SIZE)
    work = work_out(model.get_submodule("features.0.0"), layer_input(model, images, "features.0.0")[0], 3, Unit(0, 0))
    assert work.weights is not None and work.reads.shape == work.weights.shape == (3, 3, 3)
    assert not work.inside[0].any() and not work.inside[:, 0].any() and work.inside[1:, 1:].all()
    assert work.result == pytest.approx((work.reads * work.weights).sum() + work.bias)
    depthwise = "features.1.conv.0.0"
    work = work_out(model.get_submodule(depthwise), layer_input(model, images, depthwise)[0], 5, Unit(4, 4))
    assert work.reads.shape == (1, 3, 3) and work.first_channel == 5
    assert not any(module._forward_pre_hooks for module in model.modules())
