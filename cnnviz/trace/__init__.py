"""What happens in one forward pass: layers, edges, shapes, outputs."""

import sys
from types import ModuleType

from torch import nn

from cnnviz.trace.activations import (
    Outputs,
    activations,
    default_layer,
    first_activation,
    map_layers,
)
from cnnviz.trace.layer import Layer, Shape, Trace, Window
from cnnviz.trace.private import private
from cnnviz.trace.record import ImpossibleShape, record, trace
from cnnviz.trace.stop import layer_input, layer_output
from cnnviz.trace.watched import UnusableLayer

__all__ = [
    "ImpossibleShape",
    "Layer",
    "Outputs",
    "Trace",
    "UnusableLayer",
    "Window",
    "activations",
    "default_layer",
    "first_activation",
    "layer_input",
    "layer_output",
    "map_layers",
    "private",
    "record",
    "trace",
]


class _Room(ModuleType):
    """This room is also its own verb: `cnnviz.trace(model, input_shape)`."""

    def __call__(self, model: nn.Module, input_shape: Shape) -> Trace:
        return trace(model, input_shape)


sys.modules[__name__].__class__ = _Room
