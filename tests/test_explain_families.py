"""Every method works on every family of networks, grey ones too, and its default layer is the right one for all variants."""

from functools import cache

import pytest
import torch
from torch import Tensor, nn

from cnnviz.architectures import ARCHITECTURES, VARIANTS, build
from cnnviz.blueprint import structure_of
from cnnviz.explain import METHODS
from cnnviz.trace import Trace, default_layer, first_activation, private, trace
from cnnviz.words import Refusal
from tests.light_networks import light

torch.set_num_threads(1)
GOES_ON = {"Conv2d", "Linear", "add", "mul"}  # kinds that make a new map, or mix maps


@cache
def sample(family: str) -> tuple[nn.Module, Tensor, Trace]:
    """A light network of the family with random weights, a picture for it, and its layers."""
    net = light(family)
    torch.manual_seed(0)
    model = build(net.name, net.options)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
    shape = net.shape(net.options)
    with torch.no_grad():
        model.train()(torch.randn(4, *shape))
    return model.eval().requires_grad_(False), torch.randn(1, *shape), trace(model, shape)


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_every_method_works_on_every_family(family: str) -> None:
    """The slow ones at the first map, which has few channels to go through."""
    model, images, layers = sample(family)
    target = int(model(images).argmax())
    before = [tensor.clone() for tensor in model.state_dict().values()]
    for name, method in METHODS.items():
        layer = first_activation(layers) if method.slow else default_layer(layers)
        if name == "cam" and not pooled_at_once(model, images, layer):
            with pytest.raises(Refusal, match="one linear layer"):
                method.explain(model, images, target, layer)
            continue
        heat = method.explain(model, images, target, layer)
        assert heat.dim() == 2 and heat.isfinite().all() and not heat.requires_grad, name
        assert method.needs_layer or heat.shape == images.shape[2:], name
        assert method.signed or heat.min() >= 0, name
    assert all(not module._forward_hooks and not module._backward_hooks for module in model.modules())
    assert all(torch.equal(*pair) for pair in zip(before, model.state_dict().values(), strict=True))


def pooled_at_once(model: nn.Module, images: Tensor, layer: str) -> bool:
    """True where the mean of the last map is all that counts: moving its units up and down about it changes no score."""
    own = private(model)

    def move(module: nn.Module, given: tuple, output: Tensor) -> Tensor:
        noise = output.std() * torch.randn(output.shape, generator=torch.Generator().manual_seed(0))
        return output + noise - noise.mean((2, 3), keepdim=True)

    own.get_submodule(layer).register_forward_hook(move)
    return torch.allclose(own(images), model(images), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("family", ["resnet_cifar", "densenet", "mobilenet", "squeezenet"])
def test_cam_is_defined_where_the_paper_defines_it(family: str) -> None:
    model, images, layers = sample(family)
    heat, score = METHODS["cam"].explain(model, images, 1, default_layer(layers)), model(images)[0, 1]
    assert heat.shape == layers.outputs[default_layer(layers)].output_shape[1:] and score.isfinite()


@pytest.mark.parametrize("name", VARIANTS)
def test_the_default_layer_is_the_last_map_that_weights_made(name: str) -> None:
    """Behind it nothing convolves any more, and it has more than one unit."""
    layers = structure_of(name).layers
    outputs = structure_of(name).outputs
    layer = outputs[default_layer(structure_of(name))]
    assert min(layer.output_shape[1:]) > 1
    place = [each.name for each in layers].index(layer.name)
    behind = {
        each.kind for each in layers[place + 1 :] if len(each.output_shape) == 3 and min(each.output_shape[1:]) > 1
    }
    assert not behind & GOES_ON
