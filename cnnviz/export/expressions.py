"""What stands behind `self.conv1 = `: calls, their arguments, and the parameters that stand in for some of them."""

from __future__ import annotations

from typing import Any, NamedTuple, Union

REQUIRED = object()  # an argument without a default


class Literal(NamedTuple):
    """A value that is written as it is: a number, a word, a tuple, None."""

    value: Any


class Name(NamedTuple):
    """A parameter of the class around it, or an expression made of some."""

    text: str


class Argument(NamedTuple):
    name: str
    value: Expression
    default: Any = REQUIRED  # such an argument is written by its name, and only where it is another value


class Call(NamedTuple):
    """`nn.Conv2d(64, 64, 3, padding=1)`."""

    function: str
    arguments: tuple[Argument, ...]

    @property
    def written(self) -> list[Argument]:
        return [argument for argument in self.arguments if not _is_default(argument)]


class Row(NamedTuple):
    """Modules one behind the other; `named` where their names are no numbers."""

    function: str  # nn.Sequential, or a class of ours that is one
    items: tuple[tuple[str, Expression], ...]

    @property
    def named(self) -> bool:
        return [name for name, _ in self.items] != [str(place) for place in range(len(self.items))]


Expression = Union[Literal, Name, Call, Row]  # noqa: UP007  (it names itself)


def _is_default(argument: Argument) -> bool:
    return argument.default is not REQUIRED and argument.value == Literal(argument.default)


def numbers(expression: Expression) -> list[Any]:
    """The values of all literals in it, in order."""
    match expression:
        case Literal(value):
            return [value]
        case Call(_, arguments):
            return [number for argument in arguments for number in numbers(argument.value)]
        case Row(_, items):
            return [number for _, item in items for number in numbers(item)]
    return []


def with_numbers(expression: Expression, values: list[Expression]) -> Expression:
    """The same with its literals replaced, in the order of `numbers`; `values` is used up."""
    match expression:
        case Literal():
            return values.pop(0)
        case Call(function, arguments):
            return Call(function, tuple(a._replace(value=with_numbers(a.value, values)) for a in arguments))
        case Row(function, items):
            return Row(function, tuple((name, with_numbers(item, values)) for name, item in items))
    return expression


def skeleton(expression: Expression) -> Expression:
    """What is left of an expression without its numbers: two with the same are one with parameters."""
    return with_numbers(expression, [Literal(None)] * len(numbers(expression)))
