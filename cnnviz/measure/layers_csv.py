"""The layers of one network as a CSV file with all figures."""

import csv
from io import StringIO
from typing import Any

from cnnviz.measure.describe import description
from cnnviz.trace import Trace


def layers_csv(name: str, trace: Trace) -> str:
    """A line for each layer, columns as in `description`; shapes and unequal pairs as 64x56x56, several inputs with spaces.

    What is not defined is left empty; the receptive field takes three columns.
    """
    lines = [_line(layer) for layer in description(name, trace)["layers"]]
    file = StringIO()
    writer = csv.DictWriter(file, lines[0])
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()


def _line(layer: dict[str, Any]) -> dict[str, Any]:
    field = layer["receptive_field"] or dict.fromkeys(("size", "stride", "padding"))
    plain = {key: value for key, value in layer.items() if key not in ("inputs", "receptive_field")}
    plain["inputs"] = " ".join(layer["inputs"])
    plain |= {f"receptive_field_{part}": value for part, value in field.items()}
    return {key: "x".join(map(str, value)) if isinstance(value, list) else value for key, value in plain.items()}
