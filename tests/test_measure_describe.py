"""The JSON of a network and of two, key by key."""

import json

import torch
import torchvision
from torch import nn

from cnnviz.measure import comparison, description, difference
from cnnviz.trace import trace

KEYS = [
    *("name", "kind", "block", "inputs", "input_shape", "output_shape"),
    *("kernel", "stride", "padding", "dilation", "groups"),
    *("params", "macs", "activation_bytes", "receptive_field"),
]


def described(model: nn.Module, shape: tuple[int, int, int] = (3, 224, 224)) -> dict:
    both = description("net", trace(model, shape))
    assert json.loads(json.dumps(both)) == both
    return both


def test_a_real_network():
    with torch.device("meta"):
        net = described(torchvision.models.resnet50())
    assert list(net) == ["name", "input", "params", "macs", "weighted_layers", "layers"]
    assert net["name"] == "net"
    assert net["input"] == [3, 224, 224]
    assert (net["params"], net["macs"], net["weighted_layers"]) == (25_557_032, 4_089_184_256, 50)
    assert all(list(layer) == KEYS for layer in net["layers"])
    layers = {layer["name"]: layer for layer in net["layers"]}
    assert layers["input"]["inputs"] == []
    assert layers["layer1.0.add"]["inputs"] == ["layer1.0.bn3", "layer1.0.downsample.1"]
    assert layers["conv1"] == {
        "name": "conv1", "kind": "Conv2d", "block": "", "inputs": ["input"],
        "input_shape": [3, 224, 224], "output_shape": [64, 112, 112],
        "kernel": 7, "stride": 2, "padding": 3, "dilation": 1, "groups": 1,
        "params": 9408, "macs": 112 * 112 * 64 * 147, "activation_bytes": 4 * 112 * 112 * 64,
        "receptive_field": {"size": 7, "stride": 2, "padding": 3},
    }  # fmt: skip
    assert layers["layer4.2.relu_3"]["receptive_field"] == {"size": 427, "stride": 32, "padding": 213}
    assert layers["fc"]["receptive_field"] is None
    assert layers["fc"]["block"] == ""
    assert layers["layer1.0.conv1"]["block"] == "layer1.0"


def test_layers_without_a_window_have_no_kernel():
    net = described(
        nn.Sequential(
            nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 2)
        ),
        (3, 8, 8),
    )
    windows = {
        layer["kind"]: [layer[key] for key in ("kernel", "stride", "padding", "dilation")] for layer in net["layers"]
    }
    nothing = [None] * 4
    assert windows == {
        "input": nothing, "Conv2d": [1, 1, 0, 1], "BatchNorm2d": nothing, "ReLU": nothing,
        "MaxPool2d": [2, 2, 0, 1], "Flatten": nothing, "Linear": nothing,
    }  # fmt: skip


def test_rectangles_are_pairs():
    conv = nn.Conv2d(4, 6, (1, 7), (1, 2), (0, 3), (1, 1), groups=2)
    layer = described(conv, (4, 32, 32))["layers"][1]
    assert (layer["kernel"], layer["stride"], layer["padding"], layer["dilation"]) == ([1, 7], [1, 2], [0, 3], 1)
    assert layer["groups"] == 2
    assert layer["receptive_field"] == {"size": [1, 7], "stride": [1, 2], "padding": [0, 3]}


def test_two_networks():
    old, new = nn.Sequential(nn.Conv2d(3, 4, 3)), nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4))
    both = comparison("bare", "normed", difference(trace(old, (3, 8, 8)), trace(new, (3, 8, 8))))
    assert json.loads(json.dumps(both)) == both
    assert both["layers"][1]["output_shape"]["delta"] == [0, 0, 0]
    assert (both["old"], both["new"]) == ("bare", "normed")
    assert both["totals"]["params"] == {"old": 112, "new": 120, "delta": 8, "percent": 100 * 8 / 112}
    assert [row["status"] for row in both["layers"]] == ["same", "same", "added"]
    added = both["layers"][2]
    assert (added["old_name"], added["new_name"], added["new_kind"]) == (None, "1", "BatchNorm2d")
    assert added["params"] == {"old": None, "new": 8, "delta": 8, "percent": None}
