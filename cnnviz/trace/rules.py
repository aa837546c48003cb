"""What a layer does to a shape, in closed form: nothing is computed and nothing is allocated."""

from collections.abc import Callable
from typing import Any, NamedTuple

from torch import nn

from cnnviz.trace.layer import Pair, Shape, Window

POINT = Window((1, 1), (1, 1), (0, 0), (1, 1))


class Effect(NamedTuple):
    """What a layer answers to a shape (batch included)."""

    shape: Shape
    window: Window | None = POINT
    groups: int = 1
    fan_in: int = 0


def convolution(module: Any, shape: Shape) -> Effect:
    if shape[1] != module.in_channels:
        raise ValueError(f"it expects {module.in_channels} channels")
    kernel, stride, dilation = module.kernel_size, module.stride, module.dilation
    padding = _named_padding(module.padding, kernel, dilation)
    size = tuple(
        (length + 2 * p - d * (k - 1) - 1) // s + 1
        for length, k, s, p, d in zip(shape[2:], kernel, stride, padding, dilation, strict=True)
    )
    fan_in = kernel[0] * kernel[1] * module.in_channels // module.groups
    return Effect(
        (shape[0], module.out_channels, *size), Window(kernel, stride, padding, dilation), module.groups, fan_in
    )


def linear(module: Any, shape: Shape) -> Effect:
    if shape[-1] != module.in_features:
        raise ValueError(f"it expects {module.in_features} numbers")
    return Effect((*shape[:-1], module.out_features), POINT if len(shape) == 4 else None, 1, module.in_features)


def pooling(module: Any, shape: Shape) -> Effect:
    kernel = pair(module.kernel_size)
    stride = kernel if module.stride is None else pair(module.stride)
    padding, dilation = pair(module.padding), pair(getattr(module, "dilation", 1))
    size = tuple(
        _pooled(length, k, s, p, d, module.ceil_mode)
        for length, k, s, p, d in zip(shape[2:], kernel, stride, padding, dilation, strict=True)
    )
    return Effect((*shape[:2], *size), Window(kernel, stride, padding, dilation))


def adaptive_pooling(module: Any, shape: Shape) -> Effect:
    """Equal windows where the output divides the input; no window where torch takes unequal ones."""
    wanted = pair(module.output_size)
    size = tuple(length if want is None else want for length, want in zip(shape[2:], wanted, strict=True))
    if any(length % want for length, want in zip(shape[2:], size, strict=True)):
        return Effect((*shape[:2], *size), None)
    kernel = (shape[2] // size[0], shape[3] // size[1])
    return Effect((*shape[:2], *size), Window(kernel, kernel, (0, 0), (1, 1)))


def padding(module: Any, shape: Shape) -> Effect:
    left, right, top, bottom = module.padding
    size = (shape[2] + top + bottom, shape[3] + left + right)
    return Effect((*shape[:2], *size), Window((1, 1), (1, 1), (top, left), (1, 1)))


def flatten(module: Any, shape: Shape) -> Effect:
    first, last = module.start_dim % len(shape), module.end_dim % len(shape)
    length = 1
    for size in shape[first : last + 1]:
        length *= size
    return Effect((*shape[:first], length, *shape[last + 1 :]), None)


def batch_norm(module: Any, shape: Shape) -> Effect:
    if shape[1] != module.num_features:
        raise ValueError(f"it expects {module.num_features} channels")
    return pointwise(module, shape)


def pointwise(module: Any, shape: Shape) -> Effect:
    return Effect(shape, POINT if len(shape) == 4 else None)


def pair(value: Any) -> Pair:
    return (value, value) if isinstance(value, int) or value is None else tuple(value)  # type: ignore[return-value]


def _named_padding(padding: Any, kernel: Pair, dilation: Pair) -> Pair:
    if padding == "same":  # torch puts the odd pixel to the right and below
        return tuple(d * (k - 1) // 2 for k, d in zip(kernel, dilation, strict=True))  # type: ignore[return-value]
    return (0, 0) if padding == "valid" else pair(padding)


def _pooled(length: int, kernel: int, stride: int, padding: int, dilation: int, ceil_mode: bool) -> int:
    span = length + 2 * padding - dilation * (kernel - 1) - 1
    if not ceil_mode:
        return span // stride + 1
    size = -(-span // stride) + 1
    return size - 1 if (size - 1) * stride >= length + padding else size  # the last window must start inside


_POINTWISE = (
    "GroupNorm LayerNorm InstanceNorm2d LocalResponseNorm Identity Dropout Dropout2d Softmax "
    "ReLU ReLU6 LeakyReLU PReLU ELU SELU GELU SiLU Mish Sigmoid Tanh Softplus Hardswish Hardsigmoid Hardtanh"
)
RULES: dict[type[nn.Module], Callable[[Any, Shape], Effect]] = {
    nn.Conv2d: convolution,
    nn.BatchNorm2d: batch_norm,
    nn.BatchNorm1d: batch_norm,
    nn.Linear: linear,
    nn.MaxPool2d: pooling,
    nn.AvgPool2d: pooling,
    nn.AdaptiveAvgPool2d: adaptive_pooling,
    nn.AdaptiveMaxPool2d: adaptive_pooling,
    nn.ZeroPad2d: padding,
    nn.ConstantPad2d: padding,
    nn.ReflectionPad2d: padding,
    nn.ReplicationPad2d: padding,
    nn.Flatten: flatten,
    **{getattr(nn, name): pointwise for name in _POINTWISE.split()},
}
