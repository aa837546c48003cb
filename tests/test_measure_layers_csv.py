"""The CSV of the layers says what `description` says, in cells that a spreadsheet reads."""

import csv
from io import StringIO

import pytest

import cnnviz
from cnnviz.measure import totals
from cnnviz.measure.layers_csv import layers_csv


@pytest.mark.parametrize("net", ["lenet5_1998", "se_resnet50", "inception_resnet_v2"])
def test_every_layer_has_a_line_and_the_columns_add_up(net: str):
    trace = cnnviz.structure(net)
    lines = list(csv.DictReader(StringIO(layers_csv(net, trace))))
    assert [line["name"] for line in lines] == [layer.name for layer in trace.layers]
    assert sum(int(line["params"]) for line in lines) == totals(trace).params
    assert sum(int(line["macs"]) for line in lines) == totals(trace).macs
    assert [line["inputs"].split() for line in lines] == [list(layer.inputs) for layer in trace.layers]


def test_pairs_and_what_is_missing():
    lines = {line["name"]: line for line in csv.DictReader(StringIO(layers_csv("", cnnviz.structure("alexnet"))))}
    first, last = lines["features.conv1"], lines["classifier.fc8"]
    assert (first["kernel"], first["stride"], first["padding"]) == ("11", "4", "0")
    assert first["output_shape"] == "96x55x55"
    assert (first["receptive_field_size"], last["receptive_field_size"]) == ("11", "")
    assert last["kernel"] == ""
