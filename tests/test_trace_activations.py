"""What a pass keeps is what the network computes, the model stays as it was, and the default layer is the right one."""

import copy
from typing import Any

import pytest
import torch
import torchvision
from torch import Tensor, nn

from cnnviz.architectures import VARIANTS, build_blank
from cnnviz.trace import record, trace
from cnnviz.trace.activations import activations, default_layer, first_activation, map_layers

torch.set_num_threads(1)


def network(name: str, **settings: object) -> nn.Module:
    torch.manual_seed(0)
    if name == "googlenet":
        settings = {"init_weights": True, "aux_logits": False, **settings}
    return getattr(torchvision.models, name)(weights=None, **settings).eval()


@pytest.fixture(scope="module")
def resnet() -> nn.Module:
    return network("resnet18")


PICTURE = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(1))


def by_hand(model: nn.Module, images: Tensor, layer: str) -> Tensor:
    """The layer's output as a plain hook on a full copy of the model copies it at once."""
    copied, seen = copy.deepcopy(model).eval(), []
    copied.get_submodule(layer).register_forward_hook(lambda *call: seen.append(call[2].clone()))
    with torch.no_grad():
        copied(images)
    return seen[0]


@pytest.mark.parametrize("grad", [False, True])
@pytest.mark.parametrize("layer", ["conv1", "bn1", "relu", "layer1.0.bn2", "layer4.1", "layer4", "avgpool", "fc"])
def test_a_layer_is_kept_as_it_left_the_module(resnet: nn.Module, layer: str, grad: bool) -> None:
    """`bn1` and `layer1.0.bn2` are written over by the ReLU and the `+=` behind them."""
    outputs = activations(resnet, PICTURE, [layer], grad=grad)
    assert torch.equal(outputs.layers[layer], by_hand(resnet, PICTURE, layer))
    with torch.no_grad():
        assert torch.equal(outputs.logits, resnet(PICTURE))
    assert outputs.logits.requires_grad is outputs.layers[layer].requires_grad is grad


def test_several_layers_each_have_their_gradient(resnet: nn.Module) -> None:
    layers = ["layer1", "layer3.1.bn2", "layer4.0", "layer4"]
    together = activations(resnet, PICTURE, layers, grad=True)
    gradients = torch.autograd.grad(together.logits[0, 7], [together.layers[layer] for layer in layers])
    for layer, gradient in zip(layers, gradients, strict=True):
        alone = activations(resnet, PICTURE, [layer], grad=True)
        assert torch.allclose(gradient, torch.autograd.grad(alone.logits[0, 7], alone.layers[layer])[0], atol=1e-7)
        assert gradient.abs().sum() > 0


def test_no_layer_or_the_same_twice_may_be_asked_for(resnet: nn.Module) -> None:
    none, twice = activations(resnet, PICTURE, ()), activations(resnet, PICTURE, ("layer4", "layer4"))
    assert none.layers == {}
    assert list(twice.layers) == ["layer4"]
    assert torch.equal(none.logits, twice.logits)


def test_below_the_kept_layer_there_is_no_graph(resnet: nn.Module) -> None:
    outputs = activations(resnet, PICTURE, ["layer4"], grad=True)
    assert outputs.layers["layer4"].is_leaf
    met = nodes(outputs.logits)
    assert 0 < len(met) < 15, "more than pooling, flattening and the linear layer"
    assert activations(resnet, PICTURE, ["layer4"]).layers["layer4"].grad_fn is None


def nodes(tensor: Tensor) -> set[Any]:
    """All of the graph behind a tensor."""
    found, open_ends = set(), [tensor.grad_fn]
    while open_ends:
        node = open_ends.pop()
        if node is not None and node not in found:
            found.add(node)
            open_ends += [behind for behind, _ in node.next_functions]
    return found


def test_a_picture_that_asks_for_its_gradient_gets_it(resnet: nn.Module) -> None:
    """As an effective receptive field needs it."""
    images = PICTURE[:1].clone().requires_grad_()
    (gradient,) = torch.autograd.grad(activations(resnet, images, ["layer2"], grad=True).layers["layer2"].sum(), images)
    by_torch = PICTURE[:1].clone().requires_grad_()
    first = nn.Sequential(*list(resnet.children())[:6])
    assert torch.allclose(gradient, torch.autograd.grad(first(by_torch).sum(), by_torch)[0], atol=1e-5)


def test_it_needs_no_grad_mode_from_its_caller(resnet: nn.Module) -> None:
    with torch.no_grad():
        assert activations(resnet, PICTURE, ["layer4"], grad=True).logits.requires_grad
        assert not torch.is_grad_enabled()
    assert not activations(resnet, PICTURE, ["layer4"]).logits.requires_grad
    assert torch.is_grad_enabled()


@pytest.mark.parametrize("training", [False, True])
def test_the_model_stays_as_it_was(training: bool) -> None:
    model = network("resnet18").train(training)
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    first = activations(model, PICTURE, ["layer4"], grad=True).logits
    assert torch.equal(first, activations(model, PICTURE, ["layer4"]).logits), "batch statistics or dropout were used"
    assert all(module.training is training and not module._forward_hooks for module in model.modules())
    assert all(parameter.requires_grad and parameter.grad is None for parameter in model.parameters())
    assert all(torch.equal(tensor, state[name]) for name, tensor in model.state_dict().items())


@pytest.mark.parametrize(
    "name, expected",
    [
        ("resnet18", "layer4.1"),
        ("resnet50", "layer4.2"),
        ("wide_resnet50_2", "layer4.2"),
        ("vgg11", "features.19"),
        ("vgg16", "features.29"),
        ("vgg16_bn", "features.42"),
        ("densenet121", "features.norm5"),
        ("googlenet", "inception5b"),
        ("mobilenet_v2", "features.18.2"),
        ("squeezenet1_0", "classifier.2"),
        ("squeezenet1_1", "classifier.2"),
        ("alexnet", "features.11"),
        ("efficientnet_b0", "features.8.2"),
        ("shufflenet_v2_x1_0", "conv5.2"),
    ],
)
def test_the_default_layer_is_the_last_map(name: str, expected: str) -> None:
    with torch.device("meta"):
        model = network(name)
    assert default_layer(trace(model, (3, 224, 224))) == expected


def test_a_small_picture_has_its_last_map_earlier() -> None:
    found = trace(network("resnet18"), (3, 32, 32))
    assert default_layer(found) == "layer3.1"
    assert not any(path.startswith("layer4") for path in map_layers(found))


def test_a_network_without_maps_has_no_default_layer() -> None:
    with pytest.raises(ValueError, match="no layer of this network has a map"):
        default_layer(trace(nn.Sequential(nn.Flatten(), nn.Linear(48, 4)), (3, 4, 4)))


@pytest.mark.parametrize("name", ["resnet18", "googlenet", "densenet121", "squeezenet1_1", "mobilenet_v2"])
def test_every_layer_offered_can_be_kept_and_has_the_shape_that_the_trace_says(name: str) -> None:
    model, images = network(name), PICTURE[:1]
    found = trace(model, (3, 64, 64))
    offered = map_layers(found)
    outputs = activations(model, images, offered)
    assert offered == list(outputs.layers), "not in running order"
    assert all(outputs.layers[path].shape[1:] == found.outputs[path].output_shape for path in offered)
    assert {default_layer(found), first_activation(found)} <= set(offered)


def test_a_block_that_ends_with_a_junction_is_offered() -> None:
    """And one that ends with a module used twice; not one whose last module is there itself."""
    found = trace(network("resnet18"), (3, 64, 64))
    assert {"layer1.0", "layer1.1", "layer4.1"} <= set(map_layers(found))
    assert not {"layer1.0.relu", "layer1", "layer1.0.downsample", ""} & set(map_layers(found))
    assert first_activation(found) == "relu"


@pytest.mark.parametrize("name", VARIANTS)
def test_the_default_layer_of_every_variant_is_as_large_as_its_last_learnt_map(name: str) -> None:
    """The last map of more than one unit that comes from weights; the picture is that of the paper."""
    model = build_blank(name)
    found = record(model, VARIANTS[name][1].input_shape)
    path = default_layer(found)
    assert path in map_layers(found)
    assert model.get_submodule(path) is not model
    learnt = [layer for layer in found.layers if layer.params and min(layer.output_shape[1:], default=1) > 1]
    assert found.outputs[path].output_shape[1:] == learnt[-1].output_shape[1:]
