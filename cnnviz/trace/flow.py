"""A tensor that is only a shape: it runs through a network's own `forward` and tells the recorder what it meets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from cnnviz.trace.layer import Shape

META = torch.device("meta")


class Flow:
    """What moves along one edge: a shape (batch included) and the layer it comes from."""

    __slots__ = ("shape", "source", "operate")
    dtype, device, is_cuda, requires_grad, layout = torch.float32, META, False, False, torch.strided

    def __init__(self, shape: Shape, source: str, operate: Callable[..., Any]):
        self.shape = torch.Size(shape)
        self.source = source
        self.operate = operate  # the recorder's entry for everything that is not a module

    def size(self, axis: int | None = None) -> Any:
        return self.shape if axis is None else self.shape[axis]

    def dim(self) -> int:
        return len(self.shape)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def numel(self) -> int:
        return self.shape.numel()

    def _unchanged(self, *_: Any, **__: Any) -> Flow:
        return self

    contiguous = to = float = clone = detach = requires_grad_ = _unchanged

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        method = getattr(torch.Tensor, name)
        return lambda *args, **kwargs: self.operate(method, (self, *args), kwargs)

    @classmethod
    def __torch_function__(cls, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        flow = next(value for value in _flatten((*args, *(kwargs or {}).values())) if isinstance(value, Flow))
        return flow.operate(function, args, kwargs or {})


def _operator(name: str) -> Callable[..., Any]:
    function = getattr(torch.Tensor, name)
    return lambda self, *args: self.operate(function, (self, *args), {})


for _name in [
    "add",
    "radd",
    "iadd",
    "mul",
    "rmul",
    "imul",
    "sub",
    "rsub",
    "isub",
    "truediv",
    "rtruediv",
    "pow",
    "neg",
    "getitem",
    "matmul",
]:
    setattr(Flow, f"__{_name}__", _operator(f"__{_name}__"))


def flows_in(values: Any) -> list[Flow]:
    """Every flow among `values`, lists and tuples opened."""
    return [value for value in _flatten(values) if isinstance(value, Flow)]


def tensors_in(values: Any) -> list[torch.Tensor]:
    """Every real tensor among `values`, lists and tuples opened."""
    return [value for value in _flatten(values) if isinstance(value, torch.Tensor)]


def on_meta(value: Any) -> Any:
    """The same arguments with every flow and tensor as a meta tensor of its shape."""
    if isinstance(value, Flow):
        return torch.empty(value.shape, device=META)
    if isinstance(value, torch.Tensor):
        return value.to(META)
    if isinstance(value, (list, tuple)):
        return type(value)(on_meta(item) for item in value)
    return value


def _flatten(values: Any) -> Any:
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _flatten(value)
        else:
            yield value
