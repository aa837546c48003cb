"""The curve of a run as a CSV file."""

import csv
import math
from io import StringIO

from cnnviz.train.runs.store import points


def curve_csv(run_id: int) -> str:
    """A line for each point: number, step, epoch, seconds, then every value that any point has.

    What was not measured at a point, or was not finite, is left empty. `Refusal` where there is no such run.
    """
    curve = points(run_id)
    names = dict.fromkeys(name for point in curve for name in point.values)
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(["number", "step", "epoch", "seconds", *names])
    for point in curve:
        values = [point.values.get(name, math.nan) for name in names]
        finite = [value if math.isfinite(value) else "" for value in values]
        writer.writerow([point.number, point.step, point.epoch, point.seconds, *finite])
    return file.getvalue()
