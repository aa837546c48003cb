"""Few sets of options in which any two values of any two options stand together at least once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from cnnviz.words import Refusal

Positions = dict[str, tuple]  # option → the values to try
Row = dict[str, Any]  # option → its value


def pairwise(base: Any, positions: Positions, check: Callable[[Any], None]) -> Iterator[Any]:
    """Sets of options, moved from `base`, that cover all pairs of settings between them.

    `check` raises `Refusal` for options that make no network. A pair that is refused even beside the values of `base`
    is left out, once its sentence has named one of the two options in both languages.
    """
    left = _all_pairs(positions)
    while left:
        first = next(iter(left))
        left.pop(first)
        refusal = _refusal(base, dict(first), check)
        if refusal:
            said = refusal.words
            assert any(f"“{name}”" in said.en and f"‘{name}’" in said.ko for name, _ in first), said.en
            continue
        row = _filled(dict(first), base, positions, left, check)
        for pair in combinations(row.items(), 2):
            left.pop(frozenset(pair), None)
        yield replace(base, **row)


def _all_pairs(positions: Positions) -> dict[frozenset, None]:
    """In a fixed order, so that a failure comes again."""
    settings = [(name, value) for name, values in positions.items() for value in values]
    return {frozenset((a, b)): None for a, b in combinations(settings, 2) if a[0] != b[0]}


def _filled(row: Row, base: Any, positions: Positions, left: dict, check: Callable[[Any], None]) -> Row:
    """`row` with every other option set so that it covers most of what is left, where that makes a network."""
    for name in (name for name in positions if name not in row):
        gains = {
            value: sum(frozenset(((name, value), kept)) in left for kept in row.items()) for value in positions[name]
        }
        for value in sorted(gains, key=lambda value: -gains[value]):
            if not _refusal(base, {**row, name: value}, check):
                row[name] = value
                break
    return row


def _refusal(base: Any, row: Row, check: Callable[[Any], None]) -> Refusal | None:
    try:
        check(replace(base, **row))
    except Refusal as refusal:
        return refusal
    return None
