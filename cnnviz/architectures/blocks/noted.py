"""What is done to a network beyond its layers, such as first weights, is noted on it: exported code does the same."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from torch import nn

from cnnviz.architectures.blank import is_blank

Deed = tuple[Callable[..., Any], tuple[Any, ...]]  # what was called on a module, and with what besides


def noted(function: Callable[..., None]) -> Callable[..., None]:
    """`function(model, …)` as before, and `deeds(model)` tells of it; its source has to stand by itself."""

    @wraps(function)
    def call(model: nn.Module, *arguments: Any) -> None:
        model.__dict__["deeds"] = (*deeds(model), (call, arguments))
        function(model, *arguments)

    return call


def fills_weights(function: Callable[..., None]) -> Callable[..., None]:
    """As `noted`, for what only writes weights: there is nothing to be done in a network without memory."""

    @noted
    @wraps(function)
    def call(model: nn.Module, *arguments: Any) -> None:
        if not is_blank():
            function(model, *arguments)

    return call


def deeds(model: nn.Module) -> tuple[Deed, ...]:
    """The noted functions that were called on `model`, in their order."""
    return model.__dict__.get("deeds", ())
