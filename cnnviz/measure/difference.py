"""What changes between two networks: layer by layer, and in total."""

from functools import cached_property
from typing import Literal, NamedTuple

from cnnviz.measure.alignment import align, figures
from cnnviz.measure.cost import Totals, totals
from cnnviz.measure.receptive_field import Field, Fields, NoField, receptive_fields
from cnnviz.trace import Layer, Trace

Figure = int | tuple[int, ...] | None  # None where there is no such layer, or no such figure
Status = Literal["added", "removed", "changed", "same"]


class Change(NamedTuple):
    """One figure, or a tuple of figures, of the old and of the new network."""

    old: Figure
    new: Figure

    @property
    def delta(self) -> Figure:
        """New minus old; what is not there counts as 0. None between tuples of unequal length, or where both lack."""
        match self:
            case (tuple() as old, tuple() as new) if len(old) == len(new):
                return tuple(after - before for before, after in zip(old, new, strict=True))
            case (int() | None, int() | None) if self != (None, None):
                return (self.new or 0) - (self.old or 0)  # type: ignore[operator]
        return None

    @property
    def percent(self) -> float | tuple[float | None, ...] | None:
        """Delta in percent of the old figure; None where that is 0 or missing."""
        match self.old, self.delta:
            case (tuple() as old, tuple() as delta):
                return tuple(_percent(step, before) for step, before in zip(delta, old, strict=True))
            case (int() as old, int() as delta):
                return _percent(delta, old)
        return None


class Row(NamedTuple):
    """A layer of the old network and the one that stands in its place in the new one."""

    status: Status
    old: Layer | None
    new: Layer | None
    old_field: Field | NoField | None
    new_field: Field | NoField | None

    @property
    def name(self) -> str:
        """The layer's name in the new network, or in the old one where it is gone."""
        return (self.new or self.old).name  # type: ignore[union-attr]

    @property
    def shape(self) -> Change:
        return self._change("output_shape")

    @property
    def params(self) -> Change:
        return self._change("params")

    @property
    def macs(self) -> Change:
        return self._change("macs")

    @property
    def activation_bytes(self) -> Change:
        return self._change("activation_bytes")

    @property
    def receptive_field(self) -> Change:
        """Size of the receptive field, (vertical, horizontal) in pixels."""
        return Change(getattr(self.old_field, "size", None), getattr(self.new_field, "size", None))

    def _change(self, figure: str) -> Change:
        return Change(getattr(self.old, figure, None), getattr(self.new, figure, None))


class Difference:
    """Two networks side by side."""

    def __init__(self, rows: tuple[Row, ...], old_totals: Totals, new_totals: Totals):
        self.rows = rows
        self.old_totals = old_totals
        self.new_totals = new_totals

    @cached_property
    def totals(self) -> dict[str, Change]:
        """Each total of the network, by its name in `Totals`."""
        return {
            name: Change(old, new)
            for name, old, new in zip(Totals._fields, self.old_totals, self.new_totals, strict=True)
        }

    @property
    def changes(self) -> list[Row]:
        """The rows that are not the same."""
        return [row for row in self.rows if row.status != "same"]


def difference(old: Trace, new: Trace) -> Difference:
    """Every layer of `old` beside the layer of `new` in its place (see `align`), in running order."""
    old_fields, new_fields = receptive_fields(old), receptive_fields(new)
    rows = (_row(_layer(old, i), _layer(new, j), old_fields, new_fields) for i, j in align(old.layers, new.layers))
    return Difference(tuple(rows), totals(old), totals(new))


def _layer(trace: Trace, place: int | None) -> Layer | None:
    return None if place is None else trace.layers[place]


def _row(old: Layer | None, new: Layer | None, old_fields: Fields, new_fields: Fields) -> Row:
    old_field, new_field = old and old_fields[old.name], new and new_fields[new.name]
    if old and new:
        same = figures(old) == figures(new) and _sizes(old_field) == _sizes(new_field)
        status: Status = "same" if same else "changed"
    else:
        status = "removed" if old else "added"
    return Row(status, old, new, old_field, new_field)


def _sizes(field: Field | NoField | None) -> Field | None:
    """The sentence of a missing field names a layer, so two such sentences are not compared."""
    return field if isinstance(field, Field) else None


def _percent(delta: int, old: int) -> float | None:
    return 100 * delta / old if old else None
