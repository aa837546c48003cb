"""Every class of a network, written once: instances that differ in numbers, or by one part, share a definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from torch import nn

from cnnviz.architectures.blocks.noted import deeds
from cnnviz.export.expressions import Call, Expression, Row, skeleton
from cnnviz.export.figures import Figure, figure
from cnnviz.export.layout import Piece
from cnnviz.export.parameters import Definition, Parts, definition
from cnnviz.export.pieces import value_piece
from cnnviz.export.torch_layers import leaf_call, torch_kind

Deed = tuple[Callable[..., Any], tuple[Piece, ...]]  # what else is done to a module, and with what


class Form(NamedTuple):
    """What a module is made of, and how data flows through it in evaluation and in training."""

    parts: tuple[tuple[str, Expression], ...]
    figures: tuple[Figure, Figure]
    deeds: tuple[Deed, ...]

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.parts}


class Written(NamedTuple):
    """A class as the exported file will have it."""

    name: str
    kind: type[nn.Module]
    definition: Definition
    figures: tuple[Figure, Figure]
    deeds: tuple[Deed, ...]


class Classes:
    """The classes that `network` needs, those that others are made of first; the last one is the network's own."""

    def __init__(self, network: nn.Module):
        self.written: list[Written] = []
        self.bricks: dict[type[nn.Module], None] = {}  # classes that are taken over with their source
        self._calls: dict[int, Expression] = {}
        levels = _levels(network)
        for level in range(max(levels.values()) + 1):
            for kind in [kind for kind, at in levels.items() if at == level]:
                self._write(kind, [module for module in network.modules() if type(module) is kind])

    def _write(self, kind: type[nn.Module], modules: list[nn.Module]) -> None:
        forms = [self._form(module) for module in modules]
        groups = _groups(forms)
        for main, members in groups:
            instances: list[Parts] = [dict(forms[place].parts) for place in members]
            side_by_side = any(step.operation == "torch.cat" for step in main.figures[0].steps)
            made = definition(instances, side_by_side)
            name = _class_name(kind.__name__, main, groups[0][0], {each.name for each in self.written})
            self.written.append(Written(name, kind, made, main.figures, main.deeds))
            for instance, place in enumerate(members):
                self._calls[id(modules[place])] = made.call(name, instance)

    def _form(self, module: nn.Module) -> Form:
        """Parts that let everything pass are left out."""
        empty = {name for name, part in module.named_children() if _lets_pass(part)}
        parts = ((name, self._expression(part)) for name, part in module.named_children() if name not in empty)
        eval_figure, train_figure = (figure(module, training).without(empty) for training in (False, True))
        done = tuple((function, tuple(map(value_piece, arguments))) for function, arguments in deeds(module))
        return Form(tuple(parts), (eval_figure, train_figure), done)

    def _expression(self, module: nn.Module) -> Expression:
        if id(module) in self._calls:
            return self._calls[id(module)]
        if isinstance(module, nn.Sequential):
            if type(module) is not nn.Sequential:
                self.bricks[type(module)] = None
            name = "nn.Sequential" if type(module) is nn.Sequential else type(module).__name__
            return Row(name, tuple((name, self._expression(part)) for name, part in module.named_children()))
        if torch_kind(type(module)) is None:
            self.bricks[type(module)] = None
        return leaf_call(module)


def _lets_pass(module: nn.Module) -> bool:
    return isinstance(module, nn.Identity) or (type(module) is nn.Sequential and not len(module))


def _is_written(module: nn.Module) -> bool:
    return not isinstance(module, nn.Sequential) and bool(module._modules)


def _levels(network: nn.Module) -> dict[type[nn.Module], int]:
    """How deep below each written class others lie, 0 where there are none."""
    levels: dict[type[nn.Module], int] = {}

    def level(module: nn.Module) -> int:
        below = max((level(part) for part in module.children()), default=-1)
        if _is_written(module):
            below = max(below + 1, levels.get(type(module), 0))
            levels[type(module)] = below
        return below

    for _ in range(2):  # a class that turned out deeper lifts those that hold it
        level(network)
    return levels


def _groups(forms: list[Form]) -> list[tuple[Form, list[int]]]:
    """Which forms share a class: (the widest of them, their places); the largest group first."""
    keys = [form._replace(parts=tuple((name, skeleton(part)) for name, part in form.parts)) for form in forms]
    groups: list[tuple[Form, list[int]]] = []
    for key in sorted(Counter(keys), key=lambda key: -len(key.parts)):
        places = [place for place, each in enumerate(keys) if each == key]
        host = next((group for group in groups if _lacks_one_part(key, keys[group[1][0]])), None)
        if host:
            host[1].extend(places)
        else:
            groups.append((forms[places[0]], places))
    return sorted(groups, key=lambda group: -len(group[1]))


def _lacks_one_part(form: Form, wide: Form) -> bool:
    extra = wide.names - form.names
    if len(extra) != 1 or set(form.parts) - set(wide.parts) or form.deeds != wide.deeds:
        return False
    return tuple(figure.without(extra) for figure in wide.figures) == form.figures


def _class_name(name: str, form: Form, main: Form, taken: set[str]) -> str:
    """The class's own name, or for a rarer form of it one that says what is different."""
    names = [name] if form is main else []
    adds, main_adds = ("+" in {step.operation for step in each.figures[0].steps} for each in (form, main))
    if adds != main_adds:
        names.append(f"{name}{'With' if adds else 'Without'}Shortcut")
    names += [f"{name}With{_camel(part)}" for part, _ in form.parts if part not in main.names]
    names += [f"{name}Without{_camel(part)}" for part, _ in main.parts if part not in form.names]
    functions = {call.function for _, call in main.parts if isinstance(call, Call)}
    new = [call.function for _, call in form.parts if isinstance(call, Call) and call.function not in functions]
    names += [f"{name}With{function.removeprefix('nn.')}" for function in new]
    names += [f"{name}{number}" for number in range(2, 100)]
    return next(each for each in names if each not in taken)


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
