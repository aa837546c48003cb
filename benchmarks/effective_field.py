"""How long the effective field of a unit of ResNet-50 takes beside plain forwards of as many pictures, as a table.

Usage: PYTHONPATH=. python benchmarks/effective_field.py [--rounds 5] [--pictures 32] [--threads 1]

Each round takes plain `torch.no_grad()` forwards of the pictures, in batches of eight and one by one, and the effective
field of three units, in float32 and, where the CPU is quicker in it, in bfloat16, in turns, so that whatever else the
machine does falls on all of them. A figure is the median over the rounds of (processor time / that of the forwards of
that round). Beside it stands what bfloat16 and the first eight pictures keep of the result.
"""

import argparse
import gc
from collections.abc import Callable
from functools import partial
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.architectures import find
from cnnviz.blueprint import structure_of
from cnnviz.measure import Field, receptive_fields
from cnnviz.train.devices import processor
from cnnviz.train.precision import TYPES
from cnnviz.unit.effective_field import BATCH, Unit, effective_field, extent
from cnnviz.weights import load

NETWORK = "resnet50"
LAYERS = {"first on the page": "layer3.1.relu1", "stage 3": "layer3.5.relu3", "last": "layer4.2.relu3"}
Times = dict[str, list[float]]


class Place(NamedTuple):
    """The unit in the middle of a layer, and what it can see."""

    layer: str
    unit: Unit
    field: Field


def places() -> list[Place]:
    trace = structure_of(NETWORK)
    fields, found = receptive_fields(trace), []
    for path in LAYERS.values():
        layer = trace.outputs[path]
        field = fields[layer.name]
        assert isinstance(field, Field)
        found.append(Place(path, Unit(*(side // 2 for side in layer.output_shape[1:])), field))
    return found


def forwards(model: nn.Module, images: Tensor, batch: int) -> None:
    with torch.no_grad():
        for pictures in images.split(batch):
            model(pictures)


def reach(model: nn.Module, images: Tensor, place: Place, dtype: torch.dtype) -> Tensor:
    return effective_field(model, images, place.layer, place.unit, place.field, dtype)


def seconds(ways: dict[str, Callable[[], object]], rounds: int) -> Times:
    """Processor seconds of each way in each round, after one round that does not count."""
    taken: Times = {way: [] for way in ways}
    for turn in range(rounds + 1):
        for way, run in ways.items():
            start = process_time()
            run()
            if turn:
                taken[way].append(process_time() - start)
    return taken


def ratio(times: list[float], plain: list[float]) -> str:
    ratios = [time / reference for time, reference in zip(times, plain, strict=True)]
    low, _, high = quantiles(ratios, n=4)
    return f"{median(ratios):.2f} ({low:.2f}–{high:.2f})"


def row(title: str, place: Place, precision: str, taken: Times, results: list[Tensor]) -> str:
    """`results`: in this precision, in float32, and in this precision from the first eight pictures."""
    times = taken[f"{place.layer} {precision}"]
    ours, exact, first = results
    (width, outside), (true_width, _) = (extent(each, place.field, place.unit) for each in (ours, exact))
    cells = [
        *(title, f"`{place.layer}`", str(place.field.size[0]), precision, f"{median(times):.2f}"),
        *(ratio(times, taken[way]) for way in ("batches", "one by one")),
        *(f"{correlation(ours, exact):.4f}", f"{width:.0f} / {true_width:.0f}", f"{outside:.1g}"),
        f"{correlation(first, ours):.3f}",
    ]
    return f"| {' | '.join(cells)} |"


def correlation(one: Tensor, other: Tensor) -> float:
    return float(torch.corrcoef(torch.stack((one.flatten(), other.flatten())))[0, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("--rounds", 5), ("--pictures", 32), ("--threads", 1)):
        parser.add_argument(name, type=int, default=usual)
    settings = parser.parse_args()
    torch.set_num_threads(settings.threads)
    model, seen = load(NETWORK, None, "random").model, dict(zip(LAYERS, places(), strict=True))
    shape = find(NETWORK)[1].input_shape
    images = torch.randn(settings.pictures, *shape, generator=torch.Generator().manual_seed(0))
    types = {"fp32": torch.float32} | {name: TYPES[name] for name in [processor().precision] if name in TYPES}
    gc.freeze()  # as the server does after its imports
    ways: dict[str, Callable[[], object]] = {
        "batches": partial(forwards, model, images, BATCH),
        "one by one": partial(forwards, model, images, 1),
    }
    for place in seen.values():
        for precision, kind in types.items():
            ways[f"{place.layer} {precision}"] = partial(reach, model, images, place, kind)
    taken = seconds(ways, settings.rounds)
    print(f"ResNet-50, {settings.pictures} pictures of {shape[1]} px, {settings.rounds} rounds, {settings.threads}")
    print(f"thread(s), torch {torch.__version__}; forwards in batches: {median(taken['batches']):.2f} s.\n")
    print("| unit | layer | sees, px | numbers | s | × forwards in batches of 8 | × forwards one by one |", end="")
    print(" correlation with fp32 | 95 % width / fp32 | outside the box | correlation of the first 8 |")
    print("| --- " * 11 + "|")
    for title, place in seen.items():
        exact = reach(model, images, place, torch.float32)
        for precision, kind in types.items():
            results = [reach(model, images, place, kind), exact, reach(model, images[:BATCH], place, kind)]
            print(row(title, place, precision, taken, results), flush=True)


if __name__ == "__main__":
    main()
