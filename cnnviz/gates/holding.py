"""What a network answers when gates are not computed but held at chosen values."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from cnnviz.gates.blocks import GateBlock
from cnnviz.trace import Trace, private


def answers_with(model: nn.Module, images: Tensor, held: Mapping[GateBlock, Tensor], trace: Trace) -> Tensor:
    """Logits (k, classes) of one picture (1, c, h, w), once for each of k settings of the gates.

    `held`: for some blocks k rows of gates, (k, channels). Runs on private copies, so `model` stays as it is. Up to
    the first held block the pass is made once; only where maps are concatenated, all of it is made k times over.
    `trace` is the network's.
    """
    counts = {len(values) for values in held.values()}
    if len(counts) > 1:
        raise ValueError(f"every held block needs as many settings as the others, not {sorted(counts)}")
    if any(layer.kind == "cat" for layer in trace.layers):
        images = images.expand(max(counts, default=1), *images.shape[1:])
    own = private(model, only=[model.get_submodule(block.gate) for block in held]).eval()
    for block, values in held.items():
        shaped = values[:, :, None, None]
        own.get_submodule(block.gate).register_forward_hook(lambda module, _, output, shaped=shaped: shaped)
    with torch.no_grad():
        return own(images)
