"""A module without modules in it as the call that makes it: its arguments are read back from its attributes."""

from functools import cache
from inspect import Parameter, signature
from typing import Any

from torch import nn

from cnnviz.export.expressions import REQUIRED, Argument, Call, Literal


def leaf_call(module: nn.Module) -> Call:
    """`nn.Conv2d(64, 64, 3, padding=1, bias=False)`, or a brick of ours by its own name."""
    kind = torch_kind(type(module))
    name = type(module).__name__ if kind is None else f"nn.{kind.__name__}"
    made_by = type(module) if kind is None else kind
    arguments = [_argument(module, parameter) for parameter in _parameters(made_by)]
    return Call(name, tuple(arguments))


def torch_kind(kind: type[nn.Module]) -> type[nn.Module] | None:
    """torch's own class behind `kind`; None where `kind` computes something of its own."""
    base = next(base for base in kind.__mro__ if base.__module__.startswith("torch.nn"))
    return base if base is not nn.Module and kind.forward is base.forward else None


@cache
def _parameters(kind: type[nn.Module]) -> tuple[Parameter, ...]:
    parameters = signature(kind.__init__).parameters.values()
    left_out = ("self", "device", "dtype", "inplace")
    return tuple(p for p in parameters if p.name not in left_out and p.kind is Parameter.POSITIONAL_OR_KEYWORD)


def _argument(module: nn.Module, parameter: Parameter) -> Argument:
    default = REQUIRED if parameter.default is Parameter.empty else parameter.default
    value = _short(getattr(module, parameter.name))
    if parameter.name == "bias" and not isinstance(value, bool):
        value = value is not None
    if parameter.name == "stride" and default is None and value == _short(getattr(module, "kernel_size", None)):
        value = None  # a pooling's own default
    return Argument(parameter.name, Literal(value), default)


def _short(value: Any) -> Any:
    """3 for (3, 3)."""
    if isinstance(value, (tuple, list)):
        value = tuple(value)
        return value[0] if len(value) == 2 and value[0] == value[1] else value
    return value
