"""cnnviz: thirty years of convolutional networks, to look at, to switch and to follow a photograph through.

What other programs use stands here; each import is made when it is first needed, so that the first page is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn

    from cnnviz.trace import Trace


def list_variants() -> list[str]:
    """The names of all networks, by year of their family."""
    return list(import_module("cnnviz.architectures").VARIANTS)


def build(name: str, **options: Any) -> "nn.Module":
    """The network `name` with some of its options changed, weights initialised; `Refusal` for bad input."""
    architectures = import_module("cnnviz.architectures")
    return architectures.build(name, architectures.with_options(name, **options))


def structure(name: str, **options: Any) -> "Trace":
    """The same network built and traced without allocating weights: `.params`, `.macs`, `.layers`."""
    architectures = import_module("cnnviz.architectures")
    return import_module("cnnviz.blueprint").structure_of(name, architectures.with_options(name, **options))


def __getattr__(name: str) -> Any:
    """The rooms `cnnviz.trace` (which can be called: `cnnviz.trace(model, input_shape)`) and `cnnviz.explain`."""
    if name in ("trace", "explain", "architectures", "measure"):
        return import_module(f"cnnviz.{name}")
    raise AttributeError(f"module 'cnnviz' has no attribute {name!r}")
