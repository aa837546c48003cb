"""Stages: every layer in one of them, aligned by how far the map has shrunk."""

import pytest

from cnnviz.blueprint import structure_of
from cnnviz.measure import difference, totals
from cnnviz.measure.difference_csv import difference_csv
from cnnviz.measure.stages import ANSWER, scales, stages

NETS = ("lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "nasnet_a_mobile", "inception_resnet_v2")


@pytest.mark.parametrize("name", NETS)
def test_the_costs_of_the_stages_add_up_to_the_network(name: str):
    trace = structure_of(name)
    costs = [stage.cost for stage in stages(trace).values()]
    assert [sum(figures) for figures in zip(*costs, strict=True)] == list(totals(trace)[:3])


def test_the_stages_of_resnet50_are_those_of_its_table():
    """He 2015, Table 1."""
    found = stages(structure_of("resnet50"))
    assert {scale: stage.shape for scale, stage in found.items()} == {
        1: (64, 112, 112), 2: (256, 56, 56), 3: (512, 28, 28), 4: (1024, 14, 14), 5: (2048, 7, 7), ANSWER: (1000,),
    }  # fmt: skip
    assert found[3].groups == ("layer2",)


def test_a_group_that_spans_several_scales_is_taken_apart():
    """Simonyan & Zisserman 2014, Table 1: the maps of VGG-16, 224 to 7."""
    found = stages(structure_of("vgg16"))
    assert [found[scale].shape[-1] for scale in range(6)] == [224, 112, 56, 28, 14, 7]
    assert found[0].groups[0] == "features.0"


def test_networks_of_other_inputs_meet_at_the_same_scale():
    vgg, inception = (stages(structure_of(name)) for name in ("vgg16", "inception_resnet_v2"))
    assert vgg.keys() & inception.keys() == {1, 2, 3, 4, 5, ANSWER}
    assert scales([inception, vgg]) == [0, 1, 2, 3, 4, 5, ANSWER]


def test_a_csv_has_every_layer_and_its_figures():
    old, new = structure_of("plain34"), structure_of("resnet34")
    compared = difference(old, new)
    head, *lines = [line.split(",") for line in difference_csv(compared).splitlines()]
    assert len(lines) == len(compared.rows)
    assert {len(line) for line in lines} == {len(head)}
    table = [dict(zip(head, line, strict=True)) for line in lines]
    assert sum(int(line["params_delta"] or 0) for line in table) == new.params - old.params
    assert {line["status"] for line in table} == {"same", "added"}
    added = next(line for line in table if line["new_name"] == "layer2.0.downsample.0")
    assert (added["params_old"], added["params_new"], added["shape_new"]) == ("", "8192", "128×28×28")
