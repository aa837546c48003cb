"""Where a network has gates: a number between 0 and 1 for each channel, which that channel is multiplied by."""

from typing import NamedTuple

from cnnviz.measure.gate import gates
from cnnviz.trace import Trace


class GateBlock(NamedTuple):
    """One squeeze-and-excitation block (Hu et al. 2018, section 3): the paths of its five modules, in running order."""

    path: str  # of the block: layer1.0.se_module
    channels: int
    hidden: int  # numbers between its two layers: channels / reduction
    squeeze: str  # mean of each channel's map
    reduce: str  # W1
    relu: str
    expand: str  # W2
    gate: str  # sigmoid


def gate_blocks(trace: Trace) -> list[GateBlock]:
    """The blocks of a network that gate its channels, in running order; none where it has no gates."""
    blocks = []
    for names in gates(trace).values():
        for name in names:
            row = _modules_before(trace, name)
            if len(row) == len(GateBlock._fields) - 3:
                hidden, channels = trace[row[1]].output_shape[0], trace[name].output_shape[0]
                path = trace[name].block
                blocks.append(GateBlock(path, channels, hidden, *(trace[layer].module for layer in row)))
    return blocks


def _modules_before(trace: Trace, name: str) -> list[str]:
    """The layers of one block that lead to the layer `name` one after the other, that layer last."""
    row = [name]
    while len(before := trace[row[0]].inputs) == 1 and trace[before[0]].block == trace[name].block:
        row.insert(0, before[0])
    return row
