"""The gates that a network sets for a picture, and the two small layers behind them, number by number."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor, nn

from cnnviz.gates.blocks import GateBlock
from cnnviz.trace.activations import activations


class Reading(NamedTuple):
    """What one forward pass over n pictures tells."""

    logits: Tensor  # (n, classes)
    gates: list[Tensor]  # one for each block: (n, channels), 0 to 1


class Excitation(NamedTuple):
    """One block at work on one picture (Hu et al. 2018, eq. 2 to 4); all in single precision, as it was computed."""

    squeezed: np.ndarray  # z (channels): the mean of each map
    reduced: np.ndarray  # W1·z + b1 (hidden)
    hidden: np.ndarray  # ReLU of it (hidden)
    expanded: np.ndarray  # W2·hidden + b2 (channels)
    gates: np.ndarray  # sigmoid of it (channels), 0 to 1
    expand_weights: np.ndarray  # W2 (channels, hidden)
    expand_bias: np.ndarray  # b2 (channels)

    def products(self, channel: int) -> np.ndarray:
        """(hidden): what each hidden number adds to the gate of `channel` before the sigmoid."""
        return self.expand_weights[channel] * self.hidden


def read_gates(model: nn.Module, images: Tensor, blocks: Sequence[GateBlock]) -> Reading:
    """The gates of `blocks` while `model` looks at `images` (n, c, h, w)."""
    outputs = activations(model, images, [block.gate for block in blocks])
    return Reading(outputs.logits, [outputs.layers[block.gate].flatten(1) for block in blocks])


def excitation(model: nn.Module, images: Tensor, block: GateBlock) -> Excitation:
    """What `block` computes while `model` looks at one picture (1, c, h, w)."""
    steps = (block.squeeze, block.reduce, block.relu, block.expand, block.gate)
    layers = activations(model, images, steps).layers
    second: Any = model.get_submodule(block.expand)
    weights = (second.weight.detach().flatten(1), second.bias.detach())
    return Excitation(*(layers[step][0].flatten().numpy() for step in steps), *(each.numpy() for each in weights))
