"""What a run tries to make small: cross-entropy, with smoothed or mixed targets and the losses of auxiliary heads."""

from torch import Tensor
from torch.nn.functional import cross_entropy

from cnnviz.architectures.blocks.auxiliary import AUXILIARY_WEIGHT, GoogLeNetOutputs


def loss_of(answer: Tensor | GoogLeNetOutputs, targets: Tensor, smoothing: float = 0.0) -> Tensor:
    """The mean loss of a batch.

    targets: classes, int64 (n,), or the share of every class, (n, classes), as mixup makes them. With auxiliary heads
    theirs count 0.3 each (Szegedy 2014, section 5).
    """
    if isinstance(answer, GoogLeNetOutputs):
        heads = loss_of(answer.aux1, targets, smoothing) + loss_of(answer.aux2, targets, smoothing)
        return loss_of(answer.logits, targets, smoothing) + AUXILIARY_WEIGHT * heads
    return cross_entropy(answer.float(), targets, label_smoothing=smoothing)


def correct_of(answer: Tensor | GoogLeNetOutputs, targets: Tensor) -> Tensor:
    """How many of a batch are answered rightly, a tensor of no dimensions; of mixed pictures the larger share counts."""
    logits = answer.logits if isinstance(answer, GoogLeNetOutputs) else answer
    labels = targets if targets.ndim == 1 else targets.argmax(1)
    return (logits.detach().argmax(1) == labels).sum()
