"""Record every layer of a forward pass: the network's own `forward` runs on shapes instead of numbers.

Only the given instances are touched, never a class, so many threads may record at once.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import torch
from torch import nn

from cnnviz.trace.flow import META, Flow, flows_in, on_meta, tensors_in
from cnnviz.trace.layer import Layer, Shape, Trace, Window
from cnnviz.trace.operations import operation_effect, operation_name
from cnnviz.trace.private import private
from cnnviz.trace.rules import RULES, Effect


class ImpossibleShape(ValueError):
    """A layer that cannot take the map that reaches it."""

    def __init__(self, layer: str, kind: str, shape: Shape, expected: str = ""):
        super().__init__(f"{layer} ({kind}) cannot take an input of {'x'.join(map(str, shape))}{expected}")
        self.layer, self.kind, self.shape = layer, kind, shape


def trace(model: nn.Module, input_shape: Shape) -> Trace:
    """Every layer of `model` for one input of `input_shape` (without the batch); the model is left as it was.

    Shapes only: nothing is computed, weights may be on the meta device. Raises `ImpossibleShape`.
    """
    return record(private(model), input_shape)


def record(model: nn.Module, input_shape: Shape) -> Trace:
    """As `trace`, for a model that nobody else uses meanwhile: it is in evaluation mode afterwards."""
    recorder = _Recorder(input_shape)
    recorder.attach(model)
    try:
        model(Flow((1, *input_shape), "input", recorder.operate))
    finally:
        recorder.detach()
    unused = (name for name, module in recorder.modules if module._parameters and name not in recorder.reached)
    return Trace(tuple(recorder.layers), tuple(unused))


class _Recorder:
    """Collects layers while a flow runs through the modules it is attached to."""

    def __init__(self, input_shape: Shape):
        self.layers: list[Layer] = [_input_layer(tuple(input_shape))]
        self.names = {"input"}
        self.reached: set[str] = set()
        self.path: list[str] = [""]
        self.counted: set[int] = set()  # tensors whose numbers are counted already
        self.modules: list[tuple[str, nn.Module]] = []

    def attach(self, model: nn.Module) -> None:
        """Let each instance answer for itself, as in evaluation: leaves by rule, others by their own `forward`.

        Written past `nn.Module.__setattr__`, which would cost more than the answers.
        """
        self.modules = list(model.named_modules())
        for name, module in self.modules:
            answer = self._leaf if _is_leaf(module) else self._inside
            module.__dict__.update(forward=partial(answer, name, module, module.forward), training=False)

    def detach(self) -> None:
        """Give every instance its own `forward` back, without which it would wait for the garbage collector."""
        for _, module in self.modules:
            module.__dict__.pop("forward", None)

    def operate(self, function: Any, args: tuple, kwargs: dict) -> Any:
        """An operation that stands in the code itself becomes a layer named after its block."""
        kind, block = operation_name(function), self.path[-1]
        flows = flows_in((*args, *kwargs.values()))
        name = self._fresh(f"{block}.{kind}" if block else kind)
        try:
            effect = operation_effect(kind, function, args, kwargs)
        except (ValueError, RuntimeError, IndexError) as error:
            raise ImpossibleShape(name, kind, tuple(flows[0].shape[1:]), f"; {error}") from error
        weights = tensors_in((*args, *kwargs.values()))
        self._add(name, kind, "", block, flows, effect[0], self._params(weights))
        answers = [Flow(e.shape, name, self.operate) for e in effect]
        return answers[0] if len(answers) == 1 else tuple(answers)

    def _inside(self, name: str, module: nn.Module, forward: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.path.append(name)
        self.reached.add(name)
        try:
            return forward(*args, **kwargs)
        finally:
            self.path.pop()

    def _leaf(self, name: str, module: nn.Module, forward: Callable[..., Any], *args: Any, **kwargs: Any) -> Flow:
        flows = list(args) if len(args) == 1 and not kwargs else flows_in((*args, *kwargs.values()))
        effect = self._effect(name, module, flows, args, kwargs)
        fresh = self._fresh(name)
        self.reached.add(name)
        params = self._params([tensor for tensor in module._parameters.values() if tensor is not None])
        self._add(fresh, type(module).__name__, name, name.rpartition(".")[0], flows, effect, params)
        return Flow(effect.shape, fresh, self.operate)

    def _effect(self, name: str, module: nn.Module, flows: list[Flow], args: Any, kwargs: Any) -> Effect:
        shape = tuple(flows[0].shape)
        rule = _rule(type(module))
        if rule is None:
            own = getattr(module, "effect", None)
            if own is None:
                return _on_meta(module, args, kwargs)
            after, *window = own(*(tuple(flow.shape) for flow in flows))
            return Effect(after, Window(*window[0])) if window else Effect(after)
        try:
            effect = rule(module, shape)
        except (ValueError, IndexError) as error:
            raise ImpossibleShape(name, type(module).__name__, shape[1:], f"; {error}") from error
        if min(effect.shape) < 1:
            raise ImpossibleShape(name, type(module).__name__, shape[1:])
        return effect

    def _add(self, name: str, kind: str, module: str, block: str, flows: Any, effect: Effect, params: int) -> None:
        shape, window, groups, fan_in = effect
        inputs = (flows[0].source,) if len(flows) == 1 else tuple(dict.fromkeys(flow.source for flow in flows))
        self.layers.append(
            Layer(
                name,
                kind,
                module,
                block,
                inputs,
                tuple(flows[0].shape[1:]),
                tuple(shape[1:]),
                window,
                groups,
                params,
                fan_in,
            )
        )

    def _params(self, tensors: Any) -> int:
        count = 0
        for tensor in tensors:
            source = tensor if tensor._base is None else tensor._base  # a reshaped parameter is the same numbers
            if id(source) not in self.counted and isinstance(source, nn.Parameter):
                self.counted.add(id(source))
                count += source.numel()
        return count

    def _fresh(self, name: str) -> str:
        """`name`, or `name_2`, `name_3` … where it is taken."""
        wanted, count = name, 2
        while name in self.names:
            name, count = f"{wanted}_{count}", count + 1
        self.names.add(name)
        return name


def _is_leaf(module: nn.Module) -> bool:
    if hasattr(module, "effect"):
        return True
    ours_to_open = module._modules or isinstance(module, nn.Sequential)
    return not ours_to_open and type(module).forward.__module__.startswith("torch.nn")


@cache
def _rule(kind: type[nn.Module]) -> Any:
    """The rule of torch's class whose `forward` this class runs, if there is one."""
    return next((rule for base, rule in RULES.items() if issubclass(kind, base) and kind.forward is base.forward), None)


def _on_meta(module: nn.Module, args: Any, kwargs: Any) -> Effect:
    """Ask torch itself, on tensors without memory; how far a unit sees stays unknown."""
    tensors = {name: t.to(META) for name, t in (*module.named_parameters(), *module.named_buffers())}
    del module.__dict__["forward"]
    with torch.no_grad():
        output = torch.func.functional_call(module, tensors, on_meta(args), on_meta(kwargs))
    return Effect(tuple(output.shape), None)


def _input_layer(shape: Shape) -> Layer:
    window = Window((1, 1), (1, 1), (0, 0), (1, 1)) if len(shape) == 3 else None
    return Layer("input", "input", "", "", (), shape, shape, window, 1, 0, 0)
