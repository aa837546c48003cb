"""Which pixels really move one unit, and how strongly: the effective receptive field."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.measure import Field
from cnnviz.trace import layer_output
from cnnviz.trace.quick_pass import QuickPass

BATCH = 8  # pictures at a time: more fill the caches without a gain
GAUSSIAN = 0.9545  # Luo et al. count a pixel in where it has more than 1 − 95.45 % of the middle's influence: two sigma


class Unit(NamedTuple):
    """A place on a layer's map."""

    row: int
    column: int


class Extent(NamedTuple):
    """How far the influence on a unit reaches, in pixels."""

    width: float  # side of the smallest square about the field's centre that holds 95 % of all influence
    outside: float  # share of the influence that comes from outside the theoretical field, 0 to 1


def effective_field(
    model: nn.Module,
    images: Tensor,
    layer: str,
    unit: Unit,
    field: Field | None = None,
    dtype: torch.dtype = torch.float32,
) -> Tensor:
    """How strongly each pixel moves `unit` of the module `layer`: (height, width), zero or more, its sum 1.

    The gradient of the unit, all its channels added, with respect to each pixel: its size, added over the picture's
    channels and averaged over `images` (n, c, height, width). Luo et al., "Understanding the Effective Receptive
    Field in Deep Convolutional Neural Networks" (2016), section 3. Where nothing moves the unit, all is 0.

    With `field`, the theoretical field of the layer, only the piece of the pictures that the unit can see is run;
    leave it out where a gate (squeeze-and-excitation) lets the unit hear the whole picture. With `dtype` bfloat16
    convolutions and products of matrices compute in it, which costs digits; sums stay in float32.
    """
    rows, columns, unit = _piece(images, unit, field)
    influence = torch.zeros(images.shape[2:])
    for batch in images.split(BATCH):
        pixels = batch[:, :, rows, columns].to(memory_format=torch.channels_last).detach().requires_grad_()
        with QuickPass(), torch.autocast("cpu", dtype, enabled=dtype == torch.bfloat16, cache_enabled=False):
            answer = layer_output(model, pixels, layer)
        (gradient,) = torch.autograd.grad(answer[:, :, unit.row, unit.column].sum(), pixels)
        influence[rows, columns] += gradient.abs().sum((0, 1))
    return influence / influence.sum().clamp(min=torch.finfo(torch.float32).tiny)


def extent(influence: Tensor, field: Field, unit: Unit) -> Extent:
    """How far `influence` (height, width), which adds up to 1, reaches about the centre of the unit's `field`."""
    seen = field.seen_by(*unit)
    away = [
        (torch.arange(length) - (range_.start + range_.stop - 1) / 2).abs()
        for length, range_ in zip(influence.shape, seen, strict=True)
    ]
    distance = torch.maximum(away[0][:, None], away[1][None, :]).flatten()
    order = distance.argsort()
    held = influence.flatten()[order].cumsum(0)
    last = int(torch.searchsorted(held, 0.95 * held[-1]))
    inside = influence[_within(seen[0], influence.shape[0]), _within(seen[1], influence.shape[1])].sum()
    return Extent(float(2 * distance[order[min(last, len(order) - 1)]] + 1), max(0.0, float(1 - inside)))


def _piece(images: Tensor, unit: Unit, field: Field | None) -> tuple[slice, slice, Unit]:
    """Rows and columns to run, and where the unit stands in them.

    The piece starts a whole number of strides from the edge, and what is left out below is one too, so that every
    layer's grid, and "same" padding, stays as it is in the whole picture.
    """
    if field is None:
        return slice(None), slice(None), unit
    pieces, place = [], []
    for length, seen, stride, position in zip(images.shape[2:], field.seen_by(*unit), field.stride, unit, strict=True):
        start = max(seen.start, 0) // stride * stride
        stop = length - max(length - seen.stop, 0) // stride * stride
        pieces.append(slice(start, stop))
        place.append(position - start // stride)
    return pieces[0], pieces[1], Unit(*place)


def _within(seen: range, length: int) -> slice:
    return slice(max(seen.start, 0), min(max(seen.stop, 0), length))
