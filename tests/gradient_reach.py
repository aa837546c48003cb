"""Which pixels the gradient of one unit really reaches: the instrument that receptive fields are tested with."""

import copy
from contextlib import suppress

import torch
from torch import nn

from cnnviz.measure import Field
from cnnviz.measure.gate import gates
from cnnviz.trace import Trace


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
        case nn.LocalResponseNorm():
            return nn.Identity()
        case nn.Module() if type(module).__module__ == nn.ReLU.__module__:
            return nn.Identity()
    return None


def reached(passing: nn.Module, layer: str, field: Field, axis: int, picture: list[int]) -> tuple[range, range]:
    """Rows (axis 0) or columns (axis 1) of a picture that a unit of module `layer` sees: (by `field`, by gradient).

    The picture is (channels, height, width); on `axis` it is made just so long that the unit stands clear of both
    edges. On the other axis the unit stands in the middle.
    """
    unit = max(-(-field.padding[axis] // field.stride[axis]) + 1, 0)
    seen = field.seen_by(unit, unit)[axis]
    shape = list(picture)
    shape[1 + axis] = seen.stop + field.stride[axis]
    pixels = torch.rand(1, *shape, dtype=torch.double).add_(0.5).requires_grad_()
    output = _output(passing, layer, pixels).movedim(2 + axis, 2)
    (gradient,) = torch.autograd.grad(output[0, :, unit, output.shape[3] // 2].sum(), pixels)
    assert gradient.isfinite().all()
    touched = gradient.sum((0, 1)).sum(1 - axis).nonzero().flatten()
    return seen, range(int(touched[0]), int(touched[-1]) + 1)


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
