"""Which pixels the gradient of one unit really reaches: the instrument that receptive fields are tested with."""

import copy
from contextlib import suppress

import torch
from torch import nn

from cnnviz.architectures.blocks.same_pooling import SameAvgPool2d, SameMaxPool2d
from cnnviz.measure import Field
from cnnviz.measure.gate import gates
from cnnviz.trace import Trace
from cnnviz.trace.layer import Shape

ROOM = 5  # units kept from an edge: more than a network here cuts off there
TOTAL_STRIDE = 32  # of no network here is it more, and all smaller ones divide it


class _Arrived(Exception):
    """The layer asked for has answered; the rest of the network need not run."""


def passing_everything(model: nn.Module, trace: Trace) -> nn.Module:
    """A copy of `model` in double precision through which every path counts and none cancels another.

    Positive weights, no bias, batch norm as identity, averages for maxima, neither activation nor LRN; gates stand
    open (their output is 1), so that the main path alone is seen.
    """
    model = copy.deepcopy(model).double().eval().requires_grad_(False)
    for name, module in list(model.named_modules()):
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.weight.uniform_(0.5, 1.5).div_(module.weight[0].numel())
            if module.bias is not None:
                module.bias.zero_()
        elif isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            module.reset_parameters()
        elif replacement := _linear_twin(module):
            model.set_submodule(name, replacement)
    for name in {gate for names in gates(trace).values() for gate in names}:
        gate = model.get_submodule(trace[name].module)
        gate.register_forward_hook(_open)
    return model


def _open(module: nn.Module, args: tuple, output: torch.Tensor) -> torch.Tensor:
    return torch.ones_like(output)


def _linear_twin(module: nn.Module) -> nn.Module | None:
    match module:
        case nn.MaxPool2d(kernel_size=kernel, stride=stride, padding=padding, ceil_mode=ceil_mode):
            return nn.AvgPool2d(kernel, stride, padding, ceil_mode)
        case SameMaxPool2d(kernel=kernel, stride=stride):
            return SameAvgPool2d(kernel, stride)
        case nn.LocalResponseNorm():
            return nn.Identity()
        case nn.Module() if type(module).__module__ == nn.ReLU.__module__:
            return nn.Identity()
    return None


def reached(passing: nn.Module, layer: str, field: Field, channels: int) -> tuple[tuple[range, range], ...]:
    """The rows and columns that a unit of module `layer` sees, clear of all edges: (by `field`, by gradient)."""
    units = [_clear_unit(field, axis) + ROOM for axis in (0, 1)]
    seen = field.seen_by(*units)
    height, width = (seen[axis].stop + ROOM * field.stride[axis] for axis in (0, 1))
    return seen, reached_from(passing, layer, (units[0], units[1]), (channels, height, width))


def reached_from(passing: nn.Module, layer: str, unit: tuple[int, int], shape: Shape) -> tuple[range, range]:
    """The rows and columns of a picture of `shape` (channels, height, width) that a unit of module `layer` sees."""
    pixels = _pixels(*shape)
    gradient = _gradient(_output(passing, layer, pixels)[0, :, unit[0], unit[1]], pixels)
    return _extent(gradient.sum(1)), _extent(gradient.sum(0))


def reached_along(
    axis: int, passing: nn.Module, layer: str, field: Field, traced_shape: Shape, breadth: int
) -> tuple[range, range]:
    """The same for one axis of a wide field: the picture is only `breadth` on the other, its unit stands in the middle.

    "Same" padding depends on what is left over when the picture is divided by the strides, so that stays as in the
    shape (channels, height, width) that was traced.
    """
    unit = _clear_unit(field, axis)
    seen, shape = field.seen_by(unit, unit)[axis], [breadth, breadth]
    shape[axis] = seen.stop + TOTAL_STRIDE + (traced_shape[1 + axis] - seen.stop) % TOTAL_STRIDE
    pixels = _pixels(traced_shape[0], *shape)
    output = _output(passing, layer, pixels)[0].movedim(1 + axis, 1)
    gradient = _gradient(output[:, unit, output.shape[2] // 2], pixels)
    return seen, _extent(gradient.sum(1 - axis))


def _clear_unit(field: Field, axis: int) -> int:
    return max(-(-field.padding[axis] // field.stride[axis]) + 1, 0)


def _pixels(*shape: int) -> torch.Tensor:
    return torch.rand(1, *shape, dtype=torch.double).add_(0.5).requires_grad_()


def _gradient(unit: torch.Tensor, pixels: torch.Tensor) -> torch.Tensor:
    """(height, width): how much each pixel moves the sum of the unit's channels."""
    (gradient,) = torch.autograd.grad(unit.sum(), pixels)
    assert gradient.isfinite().all()
    return gradient.abs().sum((0, 1))


def _extent(line: torch.Tensor) -> range:
    touched = line.nonzero().flatten()
    return range(int(touched[0]), int(touched[-1]) + 1)


def _output(model: nn.Module, layer: str, pixels: torch.Tensor) -> torch.Tensor:
    """What module `layer` answers; the rest of the network is not run."""
    arrived: list[torch.Tensor] = []

    def stop(module: nn.Module, args: tuple, output: torch.Tensor) -> None:
        arrived.append(output)
        raise _Arrived

    hook = model.get_submodule(layer).register_forward_hook(stop)
    with hook, suppress(_Arrived):
        model(pixels)
    return arrived[0]
