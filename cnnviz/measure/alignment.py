"""Which layer of one network stands where a layer of another one stands."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from cnnviz.trace import Layer

Place = tuple[int | None, int | None]  # index in the old network, index in the new one; None where it has no partner
Span = tuple[int, int, int, int]  # old[a:b] beside new[c:d]


def align(old: Sequence[Layer], new: Sequence[Layer]) -> list[Place]:
    """Pairs of layers in running order: matched by name, then by place between two layers so matched.

    A number is no name: `features.3` of VGG-11 and of VGG-16 are different things, so numbered layers are matched by
    place: equal layers first, then same kind and shape, then same kind, then same number.
    """
    pairs = _by_name(old, new)
    for sameness in (figures, _kind_and_shape, _kind, _name):
        pairs = _refined(pairs, old, new, sameness)
    places: list[Place] = []
    for i, i_end, j, j_end in _gaps(pairs, len(old), len(new)):
        places += [(place, None) for place in range(i, i_end)] + [(None, place) for place in range(j, j_end)]
        if i_end < len(old):
            places.append((i_end, j_end))
    return places


def _by_name(old: Sequence[Layer], new: Sequence[Layer]) -> list[tuple[int, int]]:
    """Layers of one name in both, as long as they come in one order."""
    place_in_new = {layer.name: place for place, layer in enumerate(new)}
    shared = [(i, place_in_new[layer.name]) for i, layer in enumerate(old) if layer.name in place_in_new]
    return _ascending([(i, j) for i, j in shared if not old[i].name.rpartition(".")[2].isdigit()])


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second members rise as the first ones do (longest increasing subsequence)."""
    ends: list[int] = []  # lowest second member that ends a run of each length
    last: list[int] = []  # place in `pairs` of that member
    before: list[int | None] = []
    for place, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [place]
    chosen, place = [], last[-1] if last else None
    while place is not None:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _refined(
    pairs: list[tuple[int, int]], old: Sequence[Layer], new: Sequence[Layer], sameness: Callable[[Layer], Hashable]
) -> list[tuple[int, int]]:
    """`pairs`, and between them the longest runs of layers that are the same in the sense of `sameness`."""
    found: list[tuple[int, int]] = []
    for i, i_end, j, j_end in _gaps(pairs, len(old), len(new)):
        if i < i_end and j < j_end:
            ours, theirs = [sameness(layer) for layer in old[i:i_end]], [sameness(layer) for layer in new[j:j_end]]
            for run in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
                found += [(i + run.a + step, j + run.b + step) for step in range(run.size)]
        if i_end < len(old):
            found.append((i_end, j_end))
    return found


def _gaps(pairs: list[tuple[int, int]], old_length: int, new_length: int) -> list[Span]:
    """What lies before each pair, and after the last one; each gap ends at a pair but the last."""
    edges = [(-1, -1), *pairs, (old_length, new_length)]
    return [(i + 1, i_end, j + 1, j_end) for (i, j), (i_end, j_end) in pairwise(edges)]


def figures(layer: Layer) -> Hashable:
    """All that a layer is, but for what it is called and which layers it reads."""
    return layer.kind, layer[5:]


def _kind_and_shape(layer: Layer) -> Hashable:
    return layer.kind, layer.output_shape


def _kind(layer: Layer) -> Hashable:
    return layer.kind


def _name(layer: Layer) -> Hashable:
    return layer.name
