"""Expressions as pieces of code; rows of like modules become a loop."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

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
from cnnviz.export.layout import Piece, call

LEAST = 3  # so many like modules make a loop


def piece(expression: Expression) -> Piece:
    """The code that makes what `expression` says."""
    match expression:
        case Literal(value):
            return value_piece(value)
        case Name(text):
            return Piece(text)
        case Call(function):
            return call(function, [_argument(argument) for argument in expression.written])
        case Row(function, items):
            if expression.named:
                return call(function, [_ordered(items)])
            return call(function, _shortened(items, named=False))


def value_piece(value: Any) -> Piece:
    """A value as ruff writes it."""
    match value:
        case str():
            return Piece(json.dumps(value, ensure_ascii=False))
        case dict():
            pairs = [(value_piece(key).flat, value_piece(item)) for key, item in value.items()]
            return Piece("{", tuple(_after(f"{key}: ", item) for key, item in pairs), "}")
        case tuple() if len(value) > 1:
            return Piece("(", tuple(map(value_piece, value)), ")")
    return Piece(repr(value))


def _argument(argument: Argument) -> Piece:
    written = piece(argument.value)
    return written if argument.default is REQUIRED else _after(f"{argument.name}=", written)


Items = Sequence[tuple[str, Expression]]


def _ordered(items: Items) -> Piece:
    parts = _shortened(items, named=True)
    if len(parts) == 1 and parts[0].head == "**{":
        return call("OrderedDict", [parts[0]._replace(head="{")])
    return call("OrderedDict", parts)


def _shortened(items: Items, named: bool) -> list[Piece]:
    """One piece an item, or one for several that differ in nothing but a steady step."""
    pieces, place = [], 0
    while place < len(items):
        length = _run(items[place:], named)
        if length >= LEAST:
            pieces.append(_loop(items[place : place + length], named))
        else:
            length = 1
            pieces.append(_item(items[place][0], piece(items[place][1]), named))
        place += length
    return pieces


def _item(name: str, written: Piece, named: bool) -> Piece:
    if not named:
        return written
    return _after(f"{name}=", written) if name.isidentifier() else Piece(f'**{{"{name}": ', (written,), "}")


def _after(start: str, written: Piece) -> Piece:
    return written._replace(head=start + written.head)


def _run(items: Items, named: bool) -> int:
    """How many of the first items go up in even steps, their names counting with them."""
    steps = _steps(items[0], items[1], named) if len(items) > 1 else None
    length = 1
    while steps is not None and length < len(items) and _steps(items[length - 1], items[length], named) == steps:
        length += 1
    return length


def _steps(before: tuple[str, Expression], after: tuple[str, Expression], named: bool) -> list[int] | None:
    """By how much each number of a call goes up from one item to the next; None where something else changes too."""
    (stem, number), (_, one), (_, other) = _split(before[0]), before, after
    if named and after[0] != f"{stem}{number + 1}":
        return None
    if not isinstance(one, Call) or skeleton(one) != skeleton(other):
        return None
    steps = [_step(*pair) for pair in zip(numbers(one), numbers(other), strict=True)]
    even = [step for step in steps if step is not None]
    return even if len(even) == len(steps) else None


def _step(before: Any, after: Any) -> int | None:
    if before == after:
        return 0
    return after - before if type(before) is type(after) is int else None


def _split(name: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.*?)(\d*)", name)
    assert found
    return found[1], int(found[2] or 0)


def _loop(items: Items, named: bool) -> Piece:
    """`*[Block(64) for _ in range(3)]`, with `i` where something counts."""
    steps, first = _steps(items[0], items[1], named) or [], items[0][1]
    stem, start = _split(items[0][0]) if named else ("", 0)
    values: list[Expression] = []
    for value, step in zip(numbers(first), steps, strict=True):
        counted = value - step * start if step else value
        text = f"{step} * i" if step != 1 else "i"
        values.append(Name(f"{counted} + {text}" if counted else text) if step else Literal(value))
    counts = any(steps) or named
    bounds = f"{start}, {start + len(items)}" if start else f"{len(items)}"
    each = piece(with_numbers(first, values))
    loop = Piece(f"for {'i' if counts else '_'} in range({bounds})")
    if named:
        return Piece("**{", (_after(f'f"{stem}{{i}}": ', each), loop), "}", between=" ")
    return Piece("*[", (each, loop), "]", between=" ")
