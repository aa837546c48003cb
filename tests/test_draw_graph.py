"""The data of the layer diagram: what is folded, what stands for what, and how small it is."""

import json
from math import prod

import pytest
import torch
import torchvision.models as models
from torch import nn

from cnnviz.draw.graph import MOST_BOXES, graph, layer_names
from cnnviz.trace import Trace, trace

NETS = {
    "alexnet": 224, "vgg16": 224, "googlenet": 224, "resnet50": 224, "resnet152": 224, "densenet121": 224,
    "squeezenet1_0": 224, "mobilenet_v2": 224, "shufflenet_v2_x1_0": 224, "inception_v3": 299, "efficientnet_b0": 224,
}  # fmt: skip


@pytest.fixture(scope="module")
def traces() -> dict[str, Trace]:
    with torch.device("meta"):
        return {name: trace(_model(name), (3, side, side)) for name, side in NETS.items()}


def _model(name: str) -> nn.Module:
    more = {"aux_logits": False, "init_weights": False} if name in ("googlenet", "inception_v3") else {}
    return models.get_model(name, weights=None, **more)


@pytest.mark.parametrize("name", NETS)
def test_every_layer_has_its_place(traces: dict[str, Trace], name: str):
    assert layer_names(graph(traces[name])) == [layer.name for layer in traces[name].layers]


@pytest.mark.parametrize("name", NETS)
def test_the_closed_picture_is_small(traces: dict[str, Trace], name: str):
    data = graph(traces[name])
    assert len(data["items"]) <= MOST_BOXES
    assert len(json.dumps(data)) < 200_000


def test_convolution_norm_and_activation_are_one_box(traces: dict[str, Trace]):
    data = graph(traces["resnet50"])
    assert _described(data, data["items"][1]) == ("conv1", ["conv1", "bn1", "relu"])


def test_before_its_convolution_a_norm_folds_forward(traces: dict[str, Trace]):
    data = graph(traces["densenet121"])
    layer = _group(data["items"], "features.denseblock1.denselayer1")
    folds = [_described(data, item) for item in layer["items"][1:]]
    assert folds[0][1] == [f"features.denseblock1.denselayer1.{name}" for name in ("norm1", "relu1", "conv1")]


def test_equal_blocks_are_there_once(traces: dict[str, Trace]):
    data = graph(traces["resnet152"])
    row = _group(data["items"], "layer3.1")
    assert row["members"] == [f"layer3.{k}" for k in range(1, 36)]
    assert len(data["layers"]) < 100 < len(traces["resnet152"].layers)


def test_blocks_that_differ_in_one_layer_are_not_one(traces: dict[str, Trace]):
    data = graph(traces["resnet50"], changed={"layer3.3.conv2"})
    rows = [_group(data["items"], path).get("members") for path in ("layer3.1", "layer3.3", "layer3.4")]
    assert rows == [["layer3.1", "layer3.2"], None, ["layer3.4", "layer3.5"]]
    assert data["changed"] == [traces["resnet50"].layers.index(traces["resnet50"]["layer3.3.conv2"])]


def test_a_plain_chain_stands_open(traces: dict[str, Trace]):
    titles = [_title(data, item) for data in [graph(traces["vgg16"])] for item in data["items"]]
    assert titles.count("Conv 3×3") == 13
    assert titles.count("Linear") == 3


def test_one_long_list_is_cut_into_groups():
    data = graph(trace(nn.Sequential(*(nn.Conv2d(3, 3, 1) for _ in range(150))), (3, 8, 8)))
    assert len(data["items"]) <= MOST_BOXES
    assert data["items"][0]["path"] == "input …"
    assert len(layer_names(data)) == 151


def test_a_group_is_never_before_and_after_the_same_box():
    class Detour(nn.Module):
        def __init__(self):
            super().__init__()
            self.pair = nn.ModuleDict({"a": nn.Conv2d(3, 3, 1), "b": nn.Conv2d(3, 3, 1)})
            self.between = nn.Conv2d(3, 3, 3)

        def forward(self, x):
            return self.pair["b"](self.between(self.pair["a"](x)))

    data = graph(trace(Detour(), (3, 8, 8)))
    assert [_title(data, item) for item in data["items"]] == ["Input", "Conv 1×1", "Conv 3×3", "Conv 1×1"]


@pytest.mark.parametrize("name", ["alexnet", "vgg16", "densenet121"])
def test_sums_of_the_data_are_those_of_the_trace(traces: dict[str, Trace], name: str):
    data, network = graph(traces[name]), traces[name]
    assert len(data["layers"]) == len(network.layers), "nothing is left out of these three"
    sizes = [prod(data["shapes"][row[5]]) for row in data["layers"]]
    assert sum(row[6] for row in data["layers"]) == network.params
    assert sum(size * row[7] for size, row in zip(sizes, data["layers"], strict=True)) == network.macs
    stored = [data["types"][row[3]]["stored"] for row in data["layers"]]
    assert sum(4 * size for size, kept in zip(sizes, stored, strict=True) if kept) == network.activation_bytes


def test_receptive_fields_travel_by_number(traces: dict[str, Trace]):
    data = graph(traces["alexnet"], receptive_fields={"features.0": 11})
    assert data["fields"][1] == 11
    assert data["fields"][2] is None


def _group(items: list, path: str) -> dict:
    groups = [item for item in items if isinstance(item, dict) and "items" in item]
    found = next((item for item in groups if item["path"] == path), None)
    return found or next(
        inner for item in groups if path.startswith(item["path"]) for inner in [_group(item["items"], path)]
    )


def _row(data: dict, number: int) -> list:
    return next(row for row in data["layers"] if row[0] == number)


def _name(data: dict, number: int) -> str:
    _, block, own, *_ = _row(data, number)
    return ".".join(filter(None, (data["blocks"][block], own)))


def _title(data: dict, item: int | dict) -> str:
    number = item if isinstance(item, int) else item.get("head", -1)
    return data["types"][_row(data, number)[3]]["title"] if number >= 0 else item["path"]  # type: ignore[index]


def _described(data: dict, item: dict) -> tuple[str, list[str]]:
    return _name(data, item["head"]), [_name(data, number) for number in item["fold"]]
