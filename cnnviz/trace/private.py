"""A copy of a model's modules that keeps the model's weights."""

import copy
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, TypeVar

from torch import nn

Model = TypeVar("Model", bound=nn.Module)


def private(model: Model, only: Iterable[nn.Module] | None = None) -> Model:
    """The same network on the same tensors, free to be hooked or changed without touching `model`.

    Visitors are threads on shared weights; a hook on a shared module would mix their pictures up. With `only`, no
    more is copied than these modules and those that hold them: the rest is the model's own, to be run and no more.
    """
    modules = list(model.modules())
    tensors = (tensor for module in modules for tensor in (*module._parameters.values(), *module._buffers.values()))
    copies: dict[int, Any] = {id(tensor): tensor for tensor in tensors}
    if only is not None:
        led: dict[int, bool] = {id(module): True for module in only}
        _leads(model, led)
        copies |= {id(module): module for module in modules if not led[id(module)]}
        modules = [module for module in modules if led[id(module)]]
    if not all(_copies_plainly(kind) for kind in {type(module) for module in modules}):
        return copy.deepcopy(model, copies)
    copies |= {id(module): object.__new__(type(module)) for module in modules}
    for module in modules:
        state = dict(module.__dict__)
        for name, value in state.items():
            if type(value) not in _UNCHANGEABLE:
                state[name] = _copied(value, copies)
        copies[id(module)].__setstate__(state)
    return copies[id(model)]


def _leads(module: nn.Module, led: dict[int, bool]) -> bool:
    """Note for `module` and all that it holds whether it is, or holds, one that is noted already."""
    within = [_leads(child, led) for child in module._modules.values() if child is not None]
    led[id(module)] = led.get(id(module), False) or any(within)
    return led[id(module)]


def _copied(value: Any, copies: dict[int, Any]) -> Any:
    """As `copy.deepcopy(value, copies)`, far quicker on what modules hold: modules, empty dicts, numbers in tuples."""
    if id(value) in copies:
        return copies[id(value)]
    kind = type(value)
    if kind is dict:
        return {name: item if type(item) in _UNCHANGEABLE else _copied(item, copies) for name, item in value.items()}
    if kind is OrderedDict and not value:
        return OrderedDict()
    if kind in (tuple, list, set) and all(type(item) in _UNCHANGEABLE for item in value):
        return kind(value)
    return copy.deepcopy(value, copies)


_UNCHANGEABLE = {int, float, bool, str, type(None), type}
_COPY_METHODS = ("__getstate__", "__reduce__", "__reduce_ex__")


def _copies_plainly(kind: type[nn.Module]) -> bool:
    """True where a copy is no more than the copied attributes, as torch's own modules have it."""
    own = any(getattr(kind, name, None) is not getattr(nn.Module, name, None) for name in _COPY_METHODS)
    return not own and not hasattr(kind, "__deepcopy__")
