"""torch's layers that have weights; in a blank build they cost a tenth of torch's own construction.

A blank layer takes over what a twin, built once on the meta device, found out about the same arguments. Only its
parameters are its own: the trace counts them one by one. It is there to be traced, not to be run or hooked.
"""

from functools import lru_cache
from typing import Any

import torch
from torch import nn

from cnnviz.architectures.blank import is_blank


class _Layer(nn.Module):
    def __init__(self, *args: Any, **kwargs: Any):
        if is_blank():
            _take_over(self, _twin(type(self), args, tuple(kwargs.items())))
        else:
            super().__init__(*args, **kwargs)


class Conv2d(_Layer, nn.Conv2d):
    """`torch.nn.Conv2d`."""


class BatchNorm2d(_Layer, nn.BatchNorm2d):
    """`torch.nn.BatchNorm2d`."""


class Linear(_Layer, nn.Linear):
    """`torch.nn.Linear`."""


def _take_over(layer: nn.Module, twin: nn.Module) -> None:
    own = layer.__dict__
    own.update(twin.__dict__)
    own["_parameters"] = {
        name: weight if weight is None else _fresh(weight) for name, weight in twin._parameters.items()
    }


@lru_cache(maxsize=8192)
def _twin(kind: type[nn.Module], args: tuple, kwargs: tuple) -> nn.Module:
    twin = kind.__new__(kind)
    super(_Layer, twin).__init__(*args, **dict(kwargs), device="meta")  # type: ignore[arg-type]  (kind has _Layer in it)
    return twin


def _fresh(weight: nn.Parameter) -> nn.Parameter:
    return torch.Tensor._make_subclass(nn.Parameter, weight.data, True)  # what nn.Parameter() does, without its checks
