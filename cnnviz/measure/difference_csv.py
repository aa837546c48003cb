"""The layers of two networks side by side, as a CSV file with all figures."""

import csv
from io import StringIO

from cnnviz.measure.difference import Change, Difference, Row
from cnnviz.measure.units import shape

FIGURES = ("shape", "params", "macs", "activation_bytes", "receptive_field")
PARTS = ("old", "new", "delta", "percent")


def difference_csv(difference: Difference) -> str:
    """A line for each layer: status, names, kinds, then old, new, delta and percent of each figure."""
    file = StringIO()
    writer = csv.writer(file)
    heads = [f"{figure}_{part}" for figure in FIGURES for part in PARTS]
    writer.writerow(["status", "old_name", "new_name", "old_kind", "new_kind", *heads])
    writer.writerows(_line(row) for row in difference.rows)
    return file.getvalue()


def _line(row: Row) -> list[object]:
    layers = (row.old, row.new)
    names = [*(layer and layer.name for layer in layers), *(layer and layer.kind for layer in layers)]
    return [row.status, *names, *(cell for figure in FIGURES for cell in _cells(getattr(row, figure)))]


def _cells(change: Change) -> list[object]:
    """Shapes and fields as 64×56×56, their changes with blanks; what is not defined is left empty."""
    old, new = (shape(each) if isinstance(each, tuple) else each for each in (change.old, change.new))
    return [old, new, _rounded(change.delta), _rounded(change.percent)]


def _rounded(value: object) -> object:
    if isinstance(value, tuple):
        return " ".join("-" if each is None else f"{each:.6g}" for each in value)
    return round(value, 4) if isinstance(value, float) else value
