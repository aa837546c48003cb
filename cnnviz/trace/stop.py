"""A pass that goes no further than one layer: what that layer is given, or what it answers."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from torch import Tensor, nn

from cnnviz.trace.watched import UnusableLayer, block_around, watchable


def layer_input(model: nn.Module, images: Tensor, layer: str) -> Tensor:
    """What the module at the path `layer` is given first, batch included, while `model` looks at `images` (n, c, h, w).

    The pass runs in evaluation mode and ends there; `model` stays as it is, and any number of threads may ask. A graph
    is built as the caller's grad mode has it. Of a module that runs more than once the first time counts. Raises
    `UnusableLayer`.
    """
    return _reached(model, images, layer, lambda module, stop: module.register_forward_pre_hook(stop))


def layer_output(model: nn.Module, images: Tensor, layer: str) -> Tensor:
    """What the module at the path `layer` answers, batch included; all else as for `layer_input`."""
    return _reached(model, images, layer, lambda module, stop: module.register_forward_hook(stop))


class _Arrived(Exception):
    """The layer is reached; the rest of the network need not run."""


def _reached(model: nn.Module, images: Tensor, layer: str, hook: Callable[[nn.Module, Any], Any]) -> Tensor:
    own = watchable(model, [layer])
    seen: list[Any] = []

    def stop(module: nn.Module, arguments: tuple, *output: Any) -> None:
        seen.extend(output or arguments[:1])
        raise _Arrived

    hook(own.get_submodule(layer), stop)
    with suppress(_Arrived):
        own(images)
        raise UnusableLayer(layer, "not reached", block_around(model, layer))
    if len(seen) != 1 or not isinstance(seen[0], Tensor):
        raise UnusableLayer(layer, "no tensor", block_around(model, layer))
    return seen[0]
