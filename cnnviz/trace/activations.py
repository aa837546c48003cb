"""What layers really answer to a picture: their outputs in one forward pass, and which layers have a map to show."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.trace.layer import Layer, Trace
from cnnviz.trace.watched import UnusableLayer, block_around, watchable


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
    own = watchable(model, layers)
    kept: dict[str, Tensor] = {}
    for layer in dict.fromkeys(layers):
        own.get_submodule(layer).register_forward_hook(lambda module, _, output, layer=layer: keep(layer, output))

    def keep(layer: str, output: Any) -> Tensor:
        if layer in kept:
            raise UnusableLayer(layer, "reused", block_around(model, layer))
        if not isinstance(output, Tensor):
            raise UnusableLayer(layer, "no tensor", block_around(model, layer))
        if grad:
            torch.set_grad_enabled(True)  # until the pass ends
            output = output if output.requires_grad else output.detach().requires_grad_()
        kept[layer] = output
        return output.clone()  # the next layer may write into its input, as torchvision's ReLUs do

    with torch.set_grad_enabled(grad and images.requires_grad):
        logits = own(images)
    for layer in layers:
        if layer not in kept:
            raise UnusableLayer(layer, "not reached", block_around(model, layer))
    return Outputs(logits, kept)


def map_layers(trace: Trace) -> list[str]:
    """Paths of the modules whose output is a map of more than one unit and can be kept, in running order.

    A map that comes from a junction (`cat`, `add`, `mul`) or from a module used twice is there by the path of the
    block that ends with it. `trace.outputs` has the layer of each path.
    """
    return [path for path, layer in trace.outputs.items() if _is_map(layer)]


def first_activation(trace: Trace) -> str:
    """The module behind the first convolution's activation function, the first map worth a look; else the first map."""
    maps = map_layers(trace)
    return next((path for path in maps if trace.outputs[path].kind in ACTIVATIONS), maps[0])


ACTIVATIONS = {"ReLU", "ReLU6", "LeakyReLU", "Tanh", "Sigmoid", "SiLU", "Hardswish", "GELU", "ELU"}


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
