"""How strongly each pixel moves a unit, found in parts so that a first picture shows soon, and shared by all visitors."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st
import torch

from cnnviz.measure import Field, Fields
from cnnviz.measure.field_formula import Side, field_formulas
from cnnviz.measure.gate import gates
from cnnviz.trace import Layer, Trace
from cnnviz.train.devices import processor
from cnnviz.train.precision import TYPES
from cnnviz.ui import cache
from cnnviz.ui.cache import KEYS, Choice, Picture
from cnnviz.ui.field_view import Seen
from cnnviz.ui.places import Place
from cnnviz.unit.effective_field import BATCH, Extent, effective_field, extent

PARTS = 4  # of eight pictures each: after the first the map hardly changes any more
NOISE = 0.5  # standard deviation of what is added to the photograph, in units of the network's input


@dataclass(frozen=True)
class Reach:
    """What was found so far."""

    influence: np.ndarray  # (height, width), sum 1
    extent: Extent
    pictures: int  # over so many it is averaged


def seen_layers(trace: Trace, fields: Fields, paths: list[str]) -> list[Seen]:
    """Those layers of `paths` whose units have a receptive field."""
    layers = ((path, trace.outputs[path]) for path in paths)
    return [Seen(path, layer, field) for path, layer in layers if isinstance(field := fields[layer.name], Field)]


def first_shown(layers: list[Seen], photo_height: int) -> str:
    """The deepest layer whose box still leaves half of the photograph's height free, so that one sees it is a box."""
    small = [seen.path for seen in layers if 1 < seen.field.size[0] <= photo_height / 2]
    return small[-1] if small else layers[0].path


def recursion(layer: Layer, trace: Trace, fields: Fields) -> str:
    """How field and step follow from those before, with the layer's own numbers, as Markdown; "" where they do not."""
    lines = field_formulas(layer, trace, fields)
    return (
        " · ".join(f"{sign} = {_worked_out(line)}" for sign, line in zip("rj", lines[0], strict=True)) if lines else ""
    )


def _worked_out(line: Side) -> str:
    numbers = "" if line.numbers == str(line.result) else f" = {line.numbers}"
    return f"{line.rule}{numbers} = **{line.result}**"


def has_gates(trace: Trace) -> bool:
    """True where a gate lets a unit hear the whole picture."""
    return bool(gates(trace))


def reaches(choice: Choice, picture: Picture | None, seen: Seen, place: Place, gated: bool) -> Iterator[Reach]:
    """The influence of each pixel on the unit at `place`: a first answer, then better ones.

    Averaged over noise, or over noisy copies of `picture`.
    """
    total: np.ndarray | None = None
    for part in range(PARTS):
        found = _part(choice, picture, place, None if gated else seen.field, part)
        total = found if total is None else total + found
        influence = total / (part + 1)
        yield Reach(influence, extent(torch.from_numpy(influence), seen.field, place.unit), BATCH * (part + 1))


@st.cache_data(max_entries=512, show_spinner=False, hash_funcs=KEYS)
def _part(choice: Choice, picture: Picture | None, place: Place, field: Field | None, part: int) -> np.ndarray:
    model = cache.network(choice).model
    noise = torch.Generator().manual_seed(part)
    if picture is None:
        images = torch.randn(
            BATCH, *cache.structure(choice.name, choice.options).layers[0].output_shape, generator=noise
        )
    else:
        image = cache.prepared(choice, picture)
        images = image + NOISE * torch.randn(BATCH, *image.shape[1:], generator=noise)
    with cache.TURN:
        dtype = TYPES.get(processor().precision, torch.float32)
        return effective_field(model, images, place.path, place.unit, field, dtype).numpy()
