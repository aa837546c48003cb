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

    `check` raises `Refusal` for options that make no network. A pair that is refused beside the values of `base` is
    tried again with other values of the options that the sentence names; where none helps, the pair is left out, once
    a sentence has named one of the two in both languages.
    """
    left = _all_pairs(positions)
    while left:
        pair = next(iter(left))
        left.pop(pair)
        row = repaired(dict(pair), base, positions, check)
        if row is None:
            continue
        row = _filled(row, base, positions, left, check)
        for met in combinations(row.items(), 2):
            left.pop(frozenset(met), None)
        yield replace(base, **row)


def _all_pairs(positions: Positions) -> dict[frozenset, None]:
    """In a fixed order, so that a failure comes again."""
    settings = [(name, value) for name, values in positions.items() for value in values]
    return {frozenset((a, b)): None for a, b in combinations(settings, 2) if a[0] != b[0]}


def repaired(row: Row, base: Any, positions: Positions, check: Callable[[Any], None]) -> Row | None:
    """`row` with what its refusals advise, one after the other; None where nothing helps."""
    advised: set[str] = set()
    found = _following_advice(row, base, positions, check, advised)
    assert found or advised & set(row), f"{row} is refused by sentences that name {advised or 'no option'}"
    return found


def _following_advice(
    row: Row, base: Any, positions: Positions, check: Callable[[Any], None], advised: set[str]
) -> Row | None:
    refusal = _refusal(base, row, check)
    if refusal is None:
        return row
    named = [name for name in positions if _names(refusal, name)]
    advised.update(named)
    for name in (name for name in named if name not in row):
        for value in positions[name]:
            found = _following_advice({**row, name: value}, base, positions, check, advised)
            if found:
                return found
    return None


def _names(refusal: Refusal, option: str) -> bool:
    return f"“{option}”" in refusal.words.en and f"‘{option}’" in refusal.words.ko


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
