"""How data flows through one module: its own `forward` runs on stand-ins, and each call of a part becomes a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from inspect import signature
from typing import Any, NamedTuple

import torch
from torch import nn


class Ref(NamedTuple):
    """A value: the inputs have the first numbers, then each step's output has the next."""

    number: int


class Step(NamedTuple):
    part: str | None  # name of the module that is called, None where an operation stands in the code itself
    operation: str  # "+", "torch.cat", ".flatten"; "" where a module is called
    arguments: tuple[Any, ...]  # `Ref`s, literals, and tuples of both


class Figure(NamedTuple):
    inputs: tuple[str, ...]
    steps: tuple[Step, ...]
    outputs: tuple[Ref, ...]
    answer: type | None = None  # the named tuple that holds several outputs

    def without(self, parts: set[str]) -> Figure:
        """The same where each of these parts lets its input pass."""
        count = len(self.inputs)
        now = {Ref(place): Ref(place) for place in range(count)}
        steps: list[Step] = []
        for place, step in enumerate(self.steps, start=count):
            arguments = _renumbered(step.arguments, now)
            if step.part in parts:
                now[Ref(place)] = arguments[0]
            else:
                now[Ref(place)] = Ref(count + len(steps))
                steps.append(step._replace(arguments=arguments))
        return self._replace(steps=tuple(steps), outputs=tuple(now[output] for output in self.outputs))


def figure(module: nn.Module, training: bool) -> Figure:
    """The steps of `module.forward`; only this instance and its parts are touched, and set back."""
    inputs = tuple(signature(type(module).forward).parameters)[1:]
    steps: list[Step] = []
    values = [_Value(Ref(place), partial(_note, steps, len(inputs))) for place in range(len(inputs))]
    before, module.training = module.training, training
    try:
        with _noting_parts(module, steps, len(inputs)):
            answer = module.forward(*values)
    finally:
        module.training = before
    if isinstance(answer, tuple):
        return Figure(inputs, tuple(steps), tuple(value.ref for value in answer), type(answer))
    return Figure(inputs, tuple(steps), (answer.ref,))


@contextmanager
def _noting_parts(module: nn.Module, steps: list[Step], inputs: int) -> Iterator[None]:
    parts = dict(module.named_children())
    for name, part in parts.items():
        part.__dict__["forward"] = lambda *values, name=name: _note(steps, inputs, name, "", values)
    try:
        yield
    finally:
        for part in parts.values():
            part.__dict__.pop("forward", None)


def _note(steps: list[Step], inputs: int, part: str | None, operation: str, arguments: tuple) -> _Value:
    steps.append(Step(part, operation, _refs(arguments)))
    return _Value(Ref(inputs + len(steps) - 1), partial(_note, steps, inputs))


class _Value:
    """Stands for a tensor of which nothing is known."""

    def __init__(self, ref: Ref, note: Callable[[str | None, str, tuple], _Value]):
        self.ref, self.note = ref, note

    def __add__(self, other: Any) -> _Value:
        return self.note(None, "+", (self, other))

    def __mul__(self, other: Any) -> _Value:
        return self if isinstance(other, float) and other == 1 else self.note(None, "*", (self, other))

    @classmethod
    def __torch_function__(cls, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> _Value:
        if kwargs or getattr(torch, function.__name__, None) is not function:
            raise NotImplementedError(f"{function} with {kwargs}")
        value = next(value for value in _flat(args) if isinstance(value, _Value))
        return value.note(None, f"torch.{function.__name__}", args)


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        yield from _flat(value) if isinstance(value, (tuple, list)) else (value,)


def _refs(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return tuple(_refs(each) for each in value)
    return value.ref if isinstance(value, _Value) else value


def _renumbered(value: Any, now: dict[Ref, Ref]) -> Any:
    if isinstance(value, Ref):
        return now[value]
    return tuple(_renumbered(each, now) for each in value) if isinstance(value, tuple) else value
