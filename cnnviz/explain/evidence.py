"""One forward pass from a layer to the scores, kept so that a class is asked about without running it again."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from threading import Lock
from typing import NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.explain.refusals import (
    BLOCK,
    NEAREST,
    NO_CLASS,
    NO_CLASSES,
    NO_MAP,
    NO_PATH,
    NOT_FINITE,
    ONE_PICTURE,
    UNUSABLE,
)  # fmt: skip
from cnnviz.trace.activations import Outputs, activations
from cnnviz.trace.private import private
from cnnviz.trace.quick_pass import QuickPass
from cnnviz.trace.watched import UnusableLayer
from cnnviz.words import Refusal


class Evidence(NamedTuple):
    """What a layer answered, and how much the score of one class hangs on each of its numbers."""

    activation: Tensor  # (c, h, w)
    gradient: Tensor  # (c, h, w)


class Passage:
    """One picture (1, c, h, w) on its way through `model`, its outputs at `layers` kept with the graph behind them.

    Any class and any of these layers is then a matter of a backward pass alone; threads may ask at once. It holds the
    memory of all that is computed behind the first of `layers`. Raises `Refusal`.
    """

    def __init__(self, model: nn.Module, images: Tensor, layers: Sequence[str]):
        check_picture(images)
        fast = images.detach().contiguous(memory_format=torch.channels_last)  # a tenth quicker there and back
        self._outputs, self._lock = _outputs(model, fast, layers), Lock()
        self.layers = frozenset(layers)

    @property
    def logits(self) -> Tensor:
        """The scores (classes), before softmax."""
        return self._outputs.logits.detach()[0]

    def evidence(self, target: int, layer: str, again: bool = True) -> Evidence:
        """The map at `layer` and its gradient for the logit of class `target`; the graph stays if asked `again`."""
        logits, activation = self._outputs.logits, self._outputs.layers[layer]
        check_answer(logits, target)
        if activation.dim() != 4:
            raise Refusal(NO_MAP.format(layer=layer))
        if not logits.requires_grad:
            raise Refusal(NO_PATH.format(layer=layer))
        with self._lock:
            (gradient,) = torch.autograd.grad(
                logits[0, target], activation, allow_unused=True, retain_graph=again
            )  # fmt: skip
        if gradient is None:
            raise Refusal(NO_PATH.format(layer=layer))
        return Evidence(activation.detach()[0], gradient[0])


def evidence(model: nn.Module, images: Tensor, target: int, layer: str) -> Evidence:
    """The map at `layer` and its gradient for the logit of class `target`, from one pass. Raises `Refusal`."""
    return Passage(model, images, [layer]).evidence(target, layer, again=False)


def from_evidence(weigh: Callable[[Tensor, Tensor], Tensor]) -> Callable[[nn.Module, Tensor, int, str], Tensor]:
    """The `explain` of a method that reads no more than a layer's map and its gradient."""

    def explain(model: nn.Module, images: Tensor, target: int, layer: str) -> Tensor:
        return weigh(*evidence(model, images, target, layer))

    return explain


def answering(model: nn.Module) -> nn.Module:
    """`model` itself where it only answers, a private copy of it where it is still in training mode."""
    return private(model).eval() if any(module.training for module in model.modules()) else model


def check_picture(images: Tensor) -> None:
    if images.dim() != 4 or len(images) != 1:
        raise Refusal(ONE_PICTURE.format(shape="×".join(map(str, images.shape))))


def check_answer(logits: Tensor, target: int) -> None:
    if not isinstance(logits, Tensor) or logits.dim() != 2:
        raise Refusal(NO_CLASSES)
    if not 0 <= target < logits.shape[1]:
        raise Refusal(NO_CLASS.format(target=target, last=logits.shape[1] - 1))
    if not logits.isfinite().all():
        raise Refusal(NOT_FINITE)


def _outputs(model: nn.Module, images: Tensor, layers: Sequence[str]) -> Outputs:
    try:
        with QuickPass():
            return activations(model, images, layers, grad=True)
    except UnusableLayer as error:
        near = get_close_matches(error.layer, [path for path, _ in model.named_modules() if path], n=3, cutoff=0)
        advice = BLOCK.format(block=error.block) if error.block else NEAREST.format(near=", ".join(near))
        raise Refusal(UNUSABLE[error.problem].format(layer=error.layer, advice=advice)) from error
