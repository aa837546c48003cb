"""What an operation that stands in the code itself (`+`, `torch.cat`, `F.relu`) does to shapes."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import torch
from torch import nn

from cnnviz.trace.flow import flows_in, on_meta
from cnnviz.trace.layer import Shape
from cnnviz.trace.rules import POINT, RULES, Effect, convolution, linear, pair

_JUNCTIONS = {"add": "add", "radd": "add", "iadd": "add", "mul": "mul", "rmul": "mul", "imul": "mul", "concat": "cat"}
_UNCHANGED = {"relu", "relu6", "silu", "gelu", "sigmoid", "tanh", "hardtanh", "leaky_relu", "elu", "hardswish",
              "hardsigmoid", "dropout", "batch_norm", "softmax", "log_softmax", "neg", "clamp", "local_response_norm"}  # fmt: skip
_MODULES: dict[str, type[nn.Module]] = {
    "max_pool2d": nn.MaxPool2d,
    "avg_pool2d": nn.AvgPool2d,
    "adaptive_avg_pool2d": nn.AdaptiveAvgPool2d,
    "adaptive_max_pool2d": nn.AdaptiveMaxPool2d,
}


def operation_name(function: Any) -> str:
    """`add` for `+`, `+=` and `torch.add`; else the function's own name."""
    name: str = function.__name__.strip("_").removesuffix("_with_indices").removeprefix("boolean_dispatch")
    return _JUNCTIONS.get(name, name)


def operation_effect(kind: str, function: Callable[..., Any], args: tuple, kwargs: dict) -> list[Effect]:
    """One effect for each tensor that comes out; unknown operations are asked on meta tensors."""
    shapes = [tuple(flow.shape) for flow in flows_in((*args, *kwargs.values()))]
    if kind in ("add", "mul", "sub", "truediv", "div") and kind not in kwargs:
        return [_pointwise(_broadcast([*shapes, *_sizes(args)]))]
    if kind in _UNCHANGED:
        return [_pointwise(shapes[0])]
    if kind == "cat":
        return [_cat(shapes, kwargs.get("dim", args[1] if len(args) > 1 else 0))]
    if kind in _MODULES:
        module = _MODULES[kind](*args[1:], **_without(kwargs, "return_indices"))
        return [RULES[_MODULES[kind]](module, shapes[0])]
    if kind == "conv2d":
        return [_convolution(shapes[0], *args[1:], **_without(kwargs, "input", "bias"))]
    if kind == "linear":
        weight = args[1]
        return [linear(SimpleNamespace(in_features=weight.shape[1], out_features=weight.shape[0]), shapes[0])]
    with torch.no_grad():
        output = function(*on_meta(args), **{name: on_meta(value) for name, value in kwargs.items()})
    outputs = output if isinstance(output, (list, tuple)) else [output]
    return [Effect(tuple(tensor.shape), _window_kept(kind, shapes[0], tuple(tensor.shape))) for tensor in outputs]


def _cat(shapes: list[Shape], axis: int) -> Effect:
    axis %= len(shapes[0])
    for shape in shapes[1:]:
        if shape[:axis] + shape[axis + 1 :] != shapes[0][:axis] + shapes[0][axis + 1 :]:
            raise ValueError(f"cat of unequal maps: {shapes}")
    return _pointwise((*shapes[0][:axis], sum(shape[axis] for shape in shapes), *shapes[0][axis + 1 :]))


def _convolution(shape: Shape, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1) -> Effect:  # fmt: skip
    module = SimpleNamespace(
        kernel_size=tuple(weight.shape[2:]), stride=pair(stride), dilation=pair(dilation), groups=groups,
        padding=padding if isinstance(padding, str) else pair(padding),
        in_channels=weight.shape[1] * groups, out_channels=weight.shape[0],
    )  # fmt: skip
    return convolution(module, shape)


def _broadcast(shapes: list[Shape]) -> Shape:
    """As `torch.broadcast_shapes`, which imports a second's worth of modules for it."""
    rank = max(map(len, shapes))
    aligned = [(1,) * (rank - len(shape)) + shape for shape in shapes]
    if any(len({size for size in sizes if size != 1}) > 1 for sizes in zip(*aligned, strict=True)):
        raise ValueError(f"maps of unequal size meet: {', '.join('x'.join(map(str, shape[1:])) for shape in shapes)}")
    return tuple(map(max, zip(*aligned, strict=True)))


def _pointwise(shape: Shape) -> Effect:
    return Effect(shape, POINT if len(shape) == 4 else None)


def _window_kept(kind: str, before: Shape, after: Shape) -> Any:
    """Parts of a map, and norms over it, leave every unit in its place; of other operations nothing is known."""
    known = kind in ("chunk", "split", "getitem", "layer_norm", "group_norm", "instance_norm", "sqrt", "pow")
    return POINT if known and len(before) == len(after) == 4 and before[2:] == after[2:] else None


def _sizes(args: tuple) -> list[Shape]:
    return [tuple(value.shape) for value in args if isinstance(value, torch.Tensor)]


def _without(kwargs: dict, *names: str) -> dict:
    return {name: value for name, value in kwargs.items() if name not in names}
