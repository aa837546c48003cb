"""How one number of a layer's output comes about: what it reads, what that is multiplied by, and what it adds up to."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from cnnviz.unit.effective_field import Unit

Kind = Literal["sum", "max", "mean", "scale", "map"]


class Work(NamedTuple):
    """The arithmetic behind one unit, in double precision.

    `sum`: Σ reads · weights + bias; `max` and `mean`: of what lies inside the map; `scale`: (x − mean)/√(variance + ε)
    · factor + bias of batch norm; `map`: a function of the one number that it reads.
    """

    kind: Kind
    reads: np.ndarray  # (channels read, kernel height, kernel width); 0 where the window reaches over the edge
    inside: np.ndarray  # (kernel height, kernel width): False where it does
    first_channel: int  # of the input, the first that is read
    weights: np.ndarray | None  # as `reads`, of a sum
    bias: float
    scale: tuple[float, float, float, float] | None  # mean, variance, ε, factor, of a batch norm
    result: float


def work_out(module: nn.Module, read: Tensor, channel: int, unit: Unit) -> Work:
    """The arithmetic behind `unit` of `channel` in the output of `module`, given its input `read` (c, h, w).

    `explains` tells beforehand for which kinds of module there is such arithmetic.
    """
    with torch.no_grad():
        return _WORKED_OUT[_kind_of(module)](module, read.double(), channel, unit)


def explains(kind: str) -> bool:
    """True where `work_out` knows the arithmetic of a layer of this kind (the name of its class)."""
    return kind in {known.__name__ for known in _WORKED_OUT}


def _convolution(module: Any, read: Tensor, channel: int, unit: Unit) -> Work:
    group = len(read) // module.groups
    first = channel // (module.out_channels // module.groups) * group
    reads, inside = _window(read[first : first + group], unit, module)
    weights = module.weight[channel].double().numpy()
    bias = float(module.bias[channel]) if module.bias is not None else 0.0
    return Work("sum", reads, inside, first, weights, bias, None, float((reads * weights).sum()) + bias)


def _maximum(module: Any, read: Tensor, channel: int, unit: Unit) -> Work:
    reads, inside = _window(read[channel : channel + 1], unit, module)
    return Work("max", reads, inside, channel, None, 0.0, None, float(reads[0][inside].max()))


def _mean(module: Any, read: Tensor, channel: int, unit: Unit) -> Work:
    reads, inside = _window(read[channel : channel + 1], unit, module)
    total, padded = reads[0][inside].sum(), _pair(module.padding)
    counted = inside
    if module.count_include_pad:  # zeros of the declared padding count; what ceil_mode adds beyond them does not
        counted = np.outer(*(
            np.arange(start, start + kernel) < length + pad
            for start, kernel, length, pad in zip(_corner(unit, module), reads.shape[1:], read.shape[1:], padded, strict=True)
        ))  # fmt: skip
    return Work("mean", reads, counted, channel, None, 0.0, None, float(total / counted.sum()))


def _batch_norm(module: Any, read: Tensor, channel: int, unit: Unit) -> Work:
    x = read[channel, unit.row, unit.column]
    mean, variance = module.running_mean[channel].double(), module.running_var[channel].double()
    factor, bias = (float(part[channel]) for part in (module.weight, module.bias))
    result = float((x - mean) / torch.sqrt(variance + module.eps)) * factor + bias
    figures = (float(mean), float(variance), module.eps, factor)
    return Work("scale", _single(x), np.ones((1, 1), bool), channel, None, bias, figures, result)


def _pointwise(module: Any, read: Tensor, channel: int, unit: Unit) -> Work:
    x = read[channel, unit.row, unit.column]
    return Work("map", _single(x), np.ones((1, 1), bool), channel, None, 0.0, None, float(module(x.clone())))


_WORKED_OUT: dict[type[nn.Module], Callable[[Any, Tensor, int, Unit], Work]] = {
    nn.Conv2d: _convolution,
    nn.MaxPool2d: _maximum,
    nn.AvgPool2d: _mean,
    nn.BatchNorm2d: _batch_norm,
    **dict.fromkeys((nn.ReLU, nn.ReLU6, nn.LeakyReLU, nn.Tanh, nn.Sigmoid), _pointwise),
}


def _kind_of(module: nn.Module) -> type[nn.Module]:
    return next(kind for kind in _WORKED_OUT if isinstance(module, kind))


def _window(maps: Tensor, unit: Unit, module: Any) -> tuple[np.ndarray, np.ndarray]:
    """What the window of `unit` reads of `maps` (c, h, w), zeros beyond the edge, and which of it lies inside."""
    kernel, dilation = _pair(module.kernel_size), _pair(getattr(module, "dilation", 1))
    places = [
        start + step * torch.arange(size)
        for start, size, step in zip(_corner(unit, module), kernel, dilation, strict=True)
    ]
    within = [(place >= 0) & (place < length) for place, length in zip(places, maps.shape[1:], strict=True)]
    inside = within[0][:, None] & within[1][None, :]
    rows, columns = (place.clamp(0, length - 1) for place, length in zip(places, maps.shape[1:], strict=True))
    return (maps[:, rows][:, :, columns] * inside).numpy(), inside.numpy()


def _corner(unit: Unit, module: Any) -> tuple[int, int]:
    """Row and column of the input where the window of `unit` begins; below 0 in the padding."""
    rows, columns = zip(_pair(module.stride), _pair(module.padding), strict=True)
    return unit.row * rows[0] - rows[1], unit.column * columns[0] - columns[1]


def _pair(figure: int | tuple[int, int]) -> tuple[int, int]:
    return figure if isinstance(figure, tuple) else (figure, figure)


def _single(x: Tensor) -> np.ndarray:
    return x.view(1, 1, 1).numpy()
