"""Several instances of one class as one definition: what differs between them becomes a parameter with a telling name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cnnviz.export.expressions import (
    REQUIRED,
    Argument,
    Call,
    Expression,
    Literal,
    Name,
    Row,
    numbers,
    skeleton,
    with_numbers,
)

_IN, _OUT = {"in_channels", "in_features", "num_features", "channels_in"}, {"out_channels", "out_features", "channels"}
_SHORT = {"kernel_size": "kernel", "p": "dropout", "num_features": "channels"}
_ABSENT = Literal(None)

Values = tuple[Expression, ...]  # what one place holds in each instance
Parts = dict[str, Expression]


class Parameter(NamedTuple):
    name: str
    default: Any
    values: Values


class Place(NamedTuple):
    """Where a number stands: path of the module within its class, and the argument that it is."""

    order: int  # within the class
    path: tuple[str, ...]
    argument: str
    default: Any


class Definition(NamedTuple):
    parameters: tuple[Parameter, ...]  # those without a default first
    parts: tuple[tuple[str, Expression], ...]  # with `Name`s for what differs

    def call(self, name: str, instance: int) -> Call:
        """How the instance of that number is made."""
        return Call(name, tuple(Argument(p.name, p.values[instance], p.default) for p in self.parameters))


def definition(instances: Sequence[Parts], side_by_side: bool) -> Definition:
    """One class for all `instances`; a part that some of them lack is given to the others as a module.

    Where parts stand `side_by_side`, none of them has the last word on the channels that come out.
    """
    widest = max(instances, key=len)
    columns = {part: tuple(instance.get(part, _ABSENT) for instance in instances) for part in widest}
    places = [each for part, values in columns.items() for each in _places(part, values)]
    differing: dict[Values, list[Place]] = {}
    for order, (place, column) in enumerate(places):
        if len(set(column)) > 1:
            differing.setdefault(column, []).append(place._replace(order=order))
    named = _named(differing, side_by_side)
    parts = tuple((part, _with_names(values, named)) for part, values in columns.items())
    used = {name for _, expression in parts for name in _names(expression)}
    kept = [parameter for parameter in named.values() if parameter.name in used]
    return Definition(tuple(sorted(kept, key=_order)), parts)


def _order(parameter: Parameter) -> int:
    """Channels and kernels first, then fractions, then what has a default, and whole modules last."""
    if parameter.default is REQUIRED:
        return int(any(isinstance(value, Literal) and isinstance(value.value, float) for value in parameter.values))
    return 2 + (parameter.default is None)


def _whole(values: Values) -> bool:
    """True where the instances differ in more than numbers."""
    return len({skeleton(value) for value in values}) > 1


def _places(part: str, values: Values) -> list[tuple[Place, Values]]:
    """Every number of a part, and what it is in each instance; or the part as a whole."""
    if _whole(values):
        return [(Place(0, (part,), part, None if _ABSENT in values else REQUIRED), values)]
    columns = zip(*(map(Literal, numbers(value)) for value in values), strict=True)
    return list(zip(_walk(values[0], Place(0, (part,), "", REQUIRED)), columns, strict=True))


def _walk(expression: Expression, place: Place) -> list[Place]:
    match expression:
        case Literal():
            return [place]
        case Call(_, arguments):
            return [p for a in arguments for p in _walk(a.value, Place(0, place.path, a.name, a.default))]
        case Row(_, items):
            return [p for name, item in items for p in _walk(item, Place(0, (*place.path, name), "", REQUIRED))]
    return []


def _named(differing: dict[Values, list[Place]], side_by_side: bool) -> dict[Values, Parameter]:
    """A name for each column of differing values, by where it is used."""
    outs = {values: [p for p in places if p.argument in _OUT] for values, places in differing.items()}
    outs = {values: places for values, places in outs.items() if places}
    first_in = next((values for values, places in differing.items() if places[0].argument in _IN), None)
    last_out = None if side_by_side else max(outs, key=lambda values: outs[values][-1].order, default=None)
    inner = [values for values in outs if values not in (first_in, last_out)]
    named: dict[Values, Parameter] = {}
    for values, places in differing.items():
        first = places[0]
        if values == last_out:
            name = "channels"
        elif values == first_in:
            name = "channels_in"
        elif values in inner:
            name = "width" if len(inner) == 1 else "_".join(outs[values][0].path)
        else:
            name = _SHORT.get(first.argument, first.argument)
        if name in {parameter.name for parameter in named.values()}:
            name = "_".join((*first.path, name))
        default = first.default if Literal(first.default) in values else REQUIRED
        named[values] = Parameter(name, default, values)
    return named


def _with_names(values: Values, named: dict[Values, Parameter]) -> Expression:
    if len(set(values)) == 1:
        return values[0]
    if _whole(values):
        name = named[values].name
        return Name(f"nn.Identity() if {name} is None else {name}" if _ABSENT in values else name)
    columns = list(zip(*(map(Literal, numbers(value)) for value in values), strict=True))
    return with_numbers(values[0], [_name(column, named) for column in columns])


def _name(column: Values, named: dict[Values, Parameter]) -> Expression:
    if len(set(column)) == 1:
        return column[0]
    for values, parameter in named.items():
        if parameter.name == "kernel" and column == _halves(values):
            return Name("kernel // 2")
    return Name(named[column].name)


def _halves(values: Values) -> Values:
    sides = [value.value for value in values if isinstance(value, Literal)]
    return tuple(Literal(side // 2) for side in sides) if all(isinstance(side, int) for side in sides) else ()


def _names(expression: Expression) -> list[str]:
    match expression:
        case Name(text):
            return [text.rpartition(" ")[2] if text.startswith("nn.Identity()") else text.partition(" ")[0]]
        case Call(_, arguments):
            return [name for argument in arguments for name in _names(argument.value)]
        case Row(_, items):
            return [name for _, item in items for name in _names(item)]
    return []
