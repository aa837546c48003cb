"""Equal blocks in a row are drawn once, with how many there are."""

from __future__ import annotations

from typing import Any

from cnnviz.draw.graph.nest import Group, numbers
from cnnviz.draw.graph.roles import Type
from cnnviz.draw.graph.wiring import Wiring
from cnnviz.trace.layer import Layer


def fold_repeats(group: Group, layers: tuple[Layer, ...], types: list[Type], marked: set[int], wiring: Wiring) -> None:
    """Replace every row of equal groups inside `group` by its first, with `members`; from the inside out."""
    signatures: list[Any] = []
    for item in group.items:
        if isinstance(item, Group):
            signatures.append(_signature(item, layers, types, marked, wiring))
            fold_repeats(item, layers, types, marked, wiring)
        else:
            signatures.append(None)
    kept: list[Any] = []
    spans: list[range] = []
    for item, signature, previous in zip(group.items, signatures, [None, *signatures], strict=False):
        if signature and signature == previous and _chained(_span(item), spans[-1], wiring):
            kept[-1].members.append(item.path)  # type: ignore[union-attr]
            spans[-1] = _span(item)
        else:
            kept.append(item)
            spans.append(_span(item))
            if isinstance(item, Group) and not item.members:
                item.members = [item.path]
    group.items = kept
    _hoist(group)


def _hoist(group: Group) -> None:
    """A stage of nothing but equal blocks is the row itself, so that it opens in one step."""
    if len(group.items) == 1 and isinstance(group.items[0], Group):
        group.path, group.members, group.items = group.items[0].path, group.items[0].members, group.items[0].items


def _signature(group: Group, layers: tuple[Layer, ...], types: list[Type], marked: set[int], wiring: Wiring) -> Any:
    """Equal for groups that are alike in everything but their place; None where a group cannot be repeated."""
    span = _span(group)
    inside = sorted(numbers(group))
    if inside != list(span) or len(wiring.sources(span)) != 1 or len(wiring.outputs(span)) != 1:
        return None
    return tuple(
        (
            layers[n].name.removeprefix(group.path), types[n], layers[n].output_shape, layers[n].params, n in marked,
            tuple(source - span.start if source in span else None for source in wiring.inputs[n]),
        )
        for n in inside
    )  # fmt: skip


def _chained(span: range, before: range, wiring: Wiring) -> bool:
    """The later group reads the earlier one's output and nothing else, and nobody but it does."""
    (source,) = wiring.sources(span)
    return (
        before.stop == span.start
        and wiring.outputs(before) == [source]
        and set(wiring.readers[source]) - set(before) <= set(span)
    )


def _span(item: Any) -> range:
    inside = numbers(item)
    return range(min(inside), max(inside) + 1)
