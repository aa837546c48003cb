"""The mean gates of each class over many pictures: what SENet's figure of excitation by depth shows."""

from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

from cnnviz.gates.blocks import GateBlock
from cnnviz.gates.reading import read_gates


def class_means(
    model: nn.Module, blocks: Sequence[GateBlock], batches: Iterable[tuple[Tensor, Tensor]], classes: int,
    seen: Callable[[int], None] | None = None,
) -> list[Tensor]:  # fmt: skip
    """For each of `blocks` the mean gates (classes, channels); NaN for a class without a picture.

    Hu et al. 2018, section 7.2 and figure 6. `batches` are pictures (n, c, h, w) as the network wants them, and the
    numbers of their classes (n). `seen` hears after each batch how many pictures have passed.
    """
    sums = [torch.zeros(classes, block.channels).double() for block in blocks]
    counts, passed = torch.zeros(classes, 1), 0
    for images, labels in batches:
        for total, gates in zip(sums, read_gates(model, images, blocks).gates, strict=True):
            total.index_add_(0, labels, gates.double())
        counts += torch.bincount(labels, minlength=classes)[:, None]
        passed += len(labels)
        if seen:
            seen(passed)
    return [total / counts for total in sums]


def difference_by_depth(means: Sequence[Tensor]) -> list[float]:
    """For each block how differently the classes are gated: the standard deviation over the classes, mean of channels."""
    return [float(each[~each[:, 0].isnan()].std(0, correction=0).mean()) for each in means]
