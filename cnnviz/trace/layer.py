"""The record of one forward pass: plain values, no tensors and no modules."""

from collections import Counter
from functools import cached_property
from math import prod
from typing import NamedTuple

Pair = tuple[int, int]
Shape = tuple[int, ...]

UNSTORED = {"input", "Identity", "Flatten", "Dropout", "Dropout2d", "flatten", "view", "reshape", "dropout"}


class Window(NamedTuple):
    """The part of its input that one unit reads, as (vertical, horizontal)."""

    kernel: Pair
    stride: Pair
    padding: Pair  # top, left
    dilation: Pair


class Layer(NamedTuple):
    """One box of the network: a module, the input, or a junction (`add`, `cat`, `mul` …)."""

    name: str  # path of the module; a junction is named after its block
    kind: str  # class of the module, or name of the operation
    module: str  # path of the module, "" where an operation stands in the code itself
    block: str  # path of the module that holds it, "" at the top
    inputs: tuple[str, ...]  # names of the layers it reads
    input_shape: Shape  # of the first input, without the batch
    output_shape: Shape  # without the batch
    window: Window | None  # None where a unit's place in the picture is lost, as after flattening
    groups: int
    params: int  # a tensor that several layers share counts where it is used first
    fan_in: int  # length of the dot product behind each output; 0 where there is none

    @property
    def macs(self) -> int:
        """Multiply-adds for one image: convolution and linear layers, without bias."""
        return prod(self.output_shape) * self.fan_in

    @property
    def activation_bytes(self) -> int:
        """Bytes of the output in fp32, for one image."""
        return 4 * prod(self.output_shape)


class Trace:
    """All layers of a network in running order."""

    def __init__(self, layers: tuple[Layer, ...], unused: tuple[str, ...] = ()):
        self.layers = layers
        self.unused = unused  # modules with parameters that the pass never reached
        self._by_name = {layer.name: layer for layer in layers}

    def __getitem__(self, name: str) -> Layer:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @cached_property
    def params(self) -> int:
        """Learnt numbers; each tensor once."""
        return sum(layer.params for layer in self.layers)

    @cached_property
    def macs(self) -> int:
        """Multiply-adds for one image."""
        return sum(layer.macs for layer in self.layers)

    @cached_property
    def activation_bytes(self) -> int:
        """Bytes of all outputs in fp32, for one image; layers that only pass their input on count nothing."""
        return sum(layer.activation_bytes for layer in self.layers if layer.kind not in UNSTORED)

    @cached_property
    def outputs(self) -> dict[str, Layer]:
        """Path of a module → the layer whose output is the module's own, in running order.

        A module that runs more than once has no single output and is not there. A layer that is no module (`add`,
        `cat`), or one of those, stands under the block that ends with it, if one does.
        """
        uses = Counter(layer.module for layer in self.layers)
        last: dict[str, Layer] = {}
        for layer in self.layers:
            block = layer.block
            while block:
                last[block] = layer
                block = block.rpartition(".")[0]
        found: dict[str, Layer] = {}
        for layer in self.layers:
            if layer.module and uses[layer.module] == 1:
                found[layer.module] = layer
            elif last.get(layer.block) is layer:
                found[layer.block] = layer
        return found
