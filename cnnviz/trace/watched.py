"""Layers that a pass may be watched at: private copies to hook, and a sentence where a layer has nothing to watch."""

from collections.abc import Sequence
from typing import Literal

from torch import nn

from cnnviz.trace.private import private

Problem = Literal["no module", "reused", "not reached", "no tensor"]
_SENTENCES: dict[Problem, str] = {
    "no module": "there is no module “{layer}” in this network",
    "reused": "module “{layer}” runs more than once in one pass",
    "not reached": "module “{layer}” takes no part in a pass in evaluation mode",
    "no tensor": "module “{layer}” does not answer with one tensor",
}


class UnusableLayer(ValueError):
    """A layer that a pass cannot be watched at; `block` is the nearest module around it, "" where there is none."""

    def __init__(self, layer: str, problem: Problem, block: str):
        advice = f"; its block is “{block}”" if block else ""
        super().__init__(_SENTENCES[problem].format(layer=layer) + advice)
        self.layer, self.block = layer, block
        self.problem: Problem = problem


def watchable(model: nn.Module, layers: Sequence[str]) -> nn.Module:
    """`model` in evaluation mode, with modules at the paths `layers` that nobody else uses. Raises `UnusableLayer`."""
    modules = [_module(model, layer) for layer in layers]
    if any(module.training for module in model.modules()):
        return private(model).eval()
    return private(model, only=modules)


def block_around(model: nn.Module, layer: str) -> str:
    """Path of the nearest module around `layer`, which need not be a module itself."""
    paths = {path for path, _ in model.named_modules()}
    block = layer.rpartition(".")[0]
    while block not in paths:
        block = block.rpartition(".")[0]
    return block


def _module(model: nn.Module, layer: str) -> nn.Module:
    try:
        return model.get_submodule(layer or "?")
    except AttributeError as error:
        raise UnusableLayer(layer, "no module", block_around(model, layer)) from error
