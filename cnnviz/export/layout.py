"""Code as ruff lays it out: on one line where it fits, else the arguments on one line, else one argument a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WIDTH = 120


class Piece(NamedTuple):
    """`head(item, item)`; without items a text that is not broken."""

    head: str
    items: tuple[Piece, ...] = ()
    tail: str = ""
    between: str = ", "

    @property
    def flat(self) -> str:
        return self.head + self.between.join(item.flat for item in self.items) + self.tail

    def lines(self, indent: int, after: int = 0) -> str:
        """Laid out from column `indent` on, with `after` characters behind it; the first line is not indented."""
        if not self.items or indent + len(self.flat) + after <= WIDTH:
            return self.flat
        inner, comma = indent + 4, "," if len(self.items) > 1 and self.between == ", " else ""
        inside = self.between.join(item.flat for item in self.items)
        if inner + len(inside) <= WIDTH:
            return "\n".join([self.head, " " * inner + inside, " " * indent + self.tail])
        rows = [item.lines(inner, len(comma)) + comma for item in self.items]
        return "\n".join([self.head, *(" " * inner + row for row in rows), " " * indent + self.tail])


def call(function: str, arguments: Sequence[Piece]) -> Piece:
    return Piece(f"{function}(", tuple(arguments), ")")


def statement(indent: int, start: str, piece: Piece) -> str:
    """A line of code such as `self.conv1 = …`, broken into several where it is too long."""
    return " " * indent + Piece(start + piece.head, piece.items, piece.tail, piece.between).lines(indent)
