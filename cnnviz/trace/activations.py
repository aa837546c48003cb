"""What layers really answer to a picture: their outputs in one forward pass, and which layers have a map to show."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.trace.layer import Layer, Trace
from cnnviz.trace.private import private

Problem = Literal["no module", "reused", "not reached", "no tensor"]
_SENTENCES: dict[Problem, str] = {
    "no module": "there is no module “{layer}” in this network",
    "reused": "module “{layer}” runs more than once in one pass",
    "not reached": "module “{layer}” takes no part in a pass in evaluation mode",
    "no tensor": "module “{layer}” does not answer with one tensor",
}


class UnusableLayer(ValueError):
    """A layer whose output cannot be kept; `block` is the nearest module around it, "" where there is none."""

    def __init__(self, layer: str, problem: Problem, block: str):
        advice = f"; its block is “{block}”" if block else ""
        super().__init__(_SENTENCES[problem].format(layer=layer) + advice)
        self.layer, self.block = layer, block
        self.problem: Problem = problem


class Outputs(NamedTuple):
    """What one forward pass left: the network's answer, and the outputs of the layers that were asked for."""

    logits: Tensor  # (n, classes)
    layers: dict[str, Tensor]  # module path → its output, batch first


def activations(model: nn.Module, images: Tensor, layers: Sequence[str], grad: bool = False) -> Outputs:
    """The outputs of the modules at the paths `layers` while `model` looks at `images` (n, c, h, w).

    A module that holds others, such as `layer4`, is a layer too. The pass runs in evaluation mode on private copies
    of these modules, so `model` stays as it is and any number of threads may ask. With `grad`, `torch.autograd.grad`
    gives gradients of the logits with respect to the kept outputs; no graph is built below the first of them (but
    where `images` ask for a gradient themselves). Keep few layers: all of ResNet-50's take 110 MB a picture. Raises
    `UnusableLayer`.
    """
    own = _watchable(model, layers)
    kept: dict[str, Tensor] = {}
    for layer in dict.fromkeys(layers):
        own.get_submodule(layer).register_forward_hook(lambda module, _, output, layer=layer: keep(layer, output))

    def keep(layer: str, output: Any) -> Tensor:
        if layer in kept:
            raise UnusableLayer(layer, "reused", _block(model, layer))
        if not isinstance(output, Tensor):
            raise UnusableLayer(layer, "no tensor", _block(model, layer))
        if grad:
            torch.set_grad_enabled(True)  # until the pass ends
            output = output if output.requires_grad else output.detach().requires_grad_()
        kept[layer] = output
        return output.clone()  # the next layer may write into its input, as torchvision's ReLUs do

    with torch.set_grad_enabled(grad and images.requires_grad):
        logits = own(images)
    for layer in layers:
        if layer not in kept:
            raise UnusableLayer(layer, "not reached", _block(model, layer))
    return Outputs(logits, kept)


def _watchable(model: nn.Module, layers: Sequence[str]) -> nn.Module:
    """`model` in evaluation mode, with modules at the paths `layers` that nobody else uses."""
    modules = [_module(model, layer) for layer in layers]
    if any(module.training for module in model.modules()):
        return private(model).eval()
    return private(model, only=modules)


def map_layers(trace: Trace) -> list[str]:
    """Paths of the modules whose output is a map of more than one unit and can be kept, in running order.

    A map that comes from a junction (`cat`, `add`, `mul`) or from a module used twice is there by the path of the
    block that ends with it. `trace.outputs` has the layer of each path.
    """
    return [path for path, layer in trace.outputs.items() if _is_map(layer)]


def first_activation(trace: Trace) -> str:
    """The module behind the first convolution's activation function, the first map worth a look; else the first map."""
    maps = map_layers(trace)
    return next((path for path in maps if trace.outputs[path].kind in _ACTIVATIONS), maps[0])


_ACTIVATIONS = {"ReLU", "ReLU6", "LeakyReLU", "Tanh", "Sigmoid", "SiLU", "Hardswish", "GELU", "ELU"}


def default_layer(trace: Trace) -> str:
    """The one of `map_layers` that Grad-CAM explains by default: the last map before pooling and flattening.

    Pooling and dropout behind the last convolution are passed over, as in the authors' own default (`relu5_3` of
    VGG-16). Raises `ValueError` where no layer has a map.
    """
    for path, layer in reversed(trace.outputs.items()):
        if _is_map(layer) and layer.kind not in _PASSED_OVER:
            return path
    raise ValueError("no layer of this network has a map of more than one unit")


_PASSED_OVER = {
    *("MaxPool2d", "AvgPool2d", "AdaptiveMaxPool2d", "AdaptiveAvgPool2d", "Dropout", "Dropout2d", "Identity"),
    *("max_pool2d", "avg_pool2d", "adaptive_max_pool2d", "adaptive_avg_pool2d", "dropout", "dropout2d"),
}


def _is_map(layer: Layer) -> bool:
    return len(layer.output_shape) == 3 and min(layer.output_shape[1:]) > 1


def _module(model: nn.Module, layer: str) -> nn.Module:
    try:
        return model.get_submodule(layer or "?")
    except AttributeError as error:
        raise UnusableLayer(layer, "no module", _block(model, layer)) from error


def _block(model: nn.Module, layer: str) -> str:
    """Path of the nearest module around `layer`, which need not be a module itself."""
    paths = {path for path, _ in model.named_modules()}
    block = layer.rpartition(".")[0]
    while block not in paths:
        block = block.rpartition(".")[0]
    return block
