"""Measures of the product's own networks: against the figures in print and counted by others, and against gradients."""

from collections.abc import Iterator

import pytest
import torch

from cnnviz.architectures import ARCHITECTURES, VARIANTS, build, with_options
from cnnviz.blueprint import structure_of
from cnnviz.measure import Field, difference, receptive_fields
from cnnviz.trace import Layer, Trace
from tests.figures import pools_globally
from tests.gradient_reach import passing_everything, reached_along


@pytest.mark.parametrize("name", VARIANTS)
def test_every_map_has_a_field(name: str):
    record = structure_of(name)
    fields = receptive_fields(record)
    maps = [layer for layer in record.layers if len(layer.output_shape) == 3 and layer.output_shape[1:] != (1, 1)]
    assert [layer.name for layer in maps if not isinstance(fields[layer.name], Field)] == []


def test_squeeze_and_excitation_by_option():
    both = difference(structure_of("resnet50"), structure_of("resnet50", with_options("resnet50", se=True)))
    assert both.totals["params"].delta == 2_530_992
    assert {row.status for row in both.changes} == {"added"}


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_gradient_reaches_the_field_in_every_stage_of(family: str):
    torch.manual_seed(0)
    variant = ARCHITECTURES[family].variants[0]
    record, model = structure_of(variant.name), build(variant.name)
    passing = passing_everything(model, record)
    breadth = 96 if family in LITTLE_PADDING else 32
    for layer, field in one_of_each_stage(record):
        for axis in (0, 1):
            expected, touched = reached_along(axis, passing, layer.module, field, variant.input_shape, breadth)
            assert touched == expected, (layer.name, axis)


LITTLE_PADDING = {"alexnet", "zfnet", "inception_resnet", "nasnet", "nin", "squeezenet"}  # a thin picture would vanish


def one_of_each_stage(record: Trace, limit: int = 200) -> Iterator[tuple[Layer, Field]]:
    """Of the layers of each stride the last whose field is at most `limit` pixels wide, or else the first."""
    fields, stages = receptive_fields(record), {}
    for layer in record.layers:
        field = fields[layer.name]
        if isinstance(field, Field) and layer.name == layer.module and not pools_globally(layer):
            stages.setdefault(field.stride, []).append((layer, field))
    for stage in stages.values():
        yield next((pair for pair in reversed(stage) if max(pair[1].size) <= limit), stage[0])
