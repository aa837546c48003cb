"""The terminal's commands: what they print for programs and for people, and how bad input ends."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from cnnviz.__main__ import main
from cnnviz.architectures import VARIANTS
from cnnviz.explain import METHODS


@pytest.fixture
def call(capsys, monkeypatch):
    """Run a command; returns (exit code, what it printed, what it complained)."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return run


def test_list_knows_every_variant(call):
    code, printed, _ = call("list", "--json")
    rows = {row["name"]: row for row in json.loads(printed)}
    assert code == 0
    assert list(rows) == list(VARIANTS)
    assert rows["se_resnet50"]["family"] == "resnet"
    assert rows["se_resnet50"]["options"]["se"] is True
    assert rows["se_resnet50"]["input"] == [3, 224, 224]
    assert "se_resnet50" in call("list")[1]


def test_describe_prints_the_contract(call):
    code, printed, _ = call("describe", "resnet50", "--set", "se=true", "--json")
    net = json.loads(printed)
    assert code == 0
    assert (net["name"], net["input"], net["params"]) == ("resnet50", [3, 224, 224], 28_088_024)
    conv = next(layer for layer in net["layers"] if layer["name"] == "conv1")
    assert conv == {
        "name": "conv1", "kind": "Conv2d", "block": "", "inputs": ["input"], "input_shape": [3, 224, 224],
        "output_shape": [64, 112, 112], "kernel": 7, "stride": 2, "padding": 3, "dilation": 1, "groups": 1,
        "params": 9408, "macs": 118_013_952, "activation_bytes": 3_211_264,
        "receptive_field": {"size": 7, "stride": 2, "padding": 3},
    }  # fmt: skip
    assert net["layers"][0]["kind"] == "input"
    assert {layer["kind"] for layer in net["layers"]} >= {"add", "mul"}
    assert next(layer for layer in net["layers"] if layer["name"] == "fc")["receptive_field"] is None


def test_describe_takes_another_input_and_options_in_the_name(call):
    net = json.loads(call("describe", "resnet18", "--input", "3x64x96", "--json")[1])
    assert net["input"] == [3, 64, 96]
    inline = json.loads(call("describe", "vgg16:layers=8,M,16,batch_norm=true", "--json")[1])
    assert [layer["output_shape"][0] for layer in inline["layers"] if layer["kind"] == "Conv2d"] == [8, 16]
    assert "25,557,032 parameters" in call("describe", "resnet50")[1]
    assert "layer4.2.conv3" in call("describe", "resnet50", "--layers")[1]


def test_compare_counts_what_se_adds(call):
    answer = json.loads(call("compare", "resnet50", "resnet50:se=true", "--json")[1])
    assert answer["totals"]["params"]["delta"] == 2_530_992
    added = [row for row in answer["layers"] if row["status"] == "added"]
    assert len(added) == 16 * 6
    assert "+2,530,992" in call("compare", "resnet50", "resnet50:se=true")[1]


def test_predict_knows_the_cat_and_the_coffee(call):
    cat = json.loads(call("predict", "cat", "--model", "efficientnet_lite0", "--json")[1])
    assert cat["top"][0]["label"] == "tiger cat"
    assert cat["random"] is False
    assert len(cat["top"]) == 5
    coffee = json.loads(call("predict", "coffee", "--model", "efficientnet_lite0", "--top", "1", "--json")[1])
    assert coffee["top"][0]["label"] == "espresso"
    assert coffee["top"][0]["probability"] > 0.9


def test_predict_says_where_weights_are_random(call):
    code, printed, said = call("predict", "cat", "--model", "lenet5_1998", "--json")
    assert code == 0
    assert json.loads(printed)["random"] is True
    assert "random" in said


def test_explain_writes_a_picture_and_the_values(call, tmp_path):
    out, npy = tmp_path / "heat.png", tmp_path / "heat.npy"
    arguments = ("explain", "cat", "--model", "efficientnet_lite0", "--out", str(out), "--npy", str(npy))
    answer = json.loads(call(*arguments, "--target", "tiger cat", "--json")[1])
    assert answer["label"] == "tiger cat"
    assert Image.open(out).size == (224, 224)
    assert np.load(npy).shape == tuple(answer["map"]) == (7, 7)
    assert np.load(npy).max() > 1e-3
    other = json.loads(call(*arguments, "--target", "281", "--layer", "relu0", "--json")[1])
    assert (other["class"], other["map"]) == (281, [112, 112])


@pytest.mark.parametrize("method", METHODS)
def test_explain_knows_every_method(call, tmp_path, method):
    out, npy = tmp_path / "heat.png", tmp_path / "heat.npy"
    arguments = ("explain", "cat", "--model", "resnet32", "--method", method, "--out", str(out), "--npy", str(npy))
    code, printed, said = call(*arguments, "--json")
    assert code == 0
    assert json.loads(printed)["method"] == method
    assert len(said.strip().splitlines()) == 1, "that the weights are random, and nothing else"
    assert Image.open(out).size == (32, 32)
    assert np.load(npy).shape == ((8, 8) if METHODS[method].needs_layer and method != "guided-grad-cam" else (32, 32))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["describe", "resnet51"], "resnet51"),
        (["describe", "resnet50", "--set", "se=maybe"], "maybe"),
        (["describe", "resnet50", "--set", "se"], "option=value"),
        (["describe", "resnet50", "--set", "growth=3"], "growth"),
        (["describe", "resnet50", "--input", "224"], "224"),
        (["describe", "resnet50", "--input", "1x224x224"], "conv1"),
        (["describe", "vgg16:layers=64,,M"], "Place 2"),
        (["describe", "resnet18:groups=2"], "block"),
        (["compare", "resnet50", "nothing"], "nothing"),
        (["predict", "no such file", "--model", "resnet18"], "no such file"),
        (["predict", "cat", "--model", "efficientnet_lite0", "--top", "0"], "0"),
        (["predict", "cat", "--model", "efficientnet_lite0:se=true", "--weights", "nosuch"], "nosuch"),
        (["explain", "cat", "--model", "efficientnet_lite0", "--out", "/nowhere/x.png"], "/nowhere/x.png"),
        (["explain", "cat", "--model", "efficientnet_lite0", "--out", "x.png", "--method", "magic"], "magic"),
        (["explain", "cat", "--model", "efficientnet_lite0", "--out", "x.png", "--layer", "nosuch"], "nosuch"),
        (["explain", "cat", "--model", "efficientnet_lite0", "--out", "x.png", "--target", "tigercat"], "tiger cat"),
        (["fly"], "fly"),
        ([], "command"),
    ],
)
def test_bad_input_is_one_sentence_and_code_2(call, arguments, named, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, printed, said = call(*arguments)
    assert code == 2
    assert printed == ""
    assert named in said
    assert len(said.strip().splitlines()) == 1


def test_sentences_are_korean_on_a_korean_system(call, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "네트워크는 없습니다" in call("describe", "resnet51")[2]


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "cnnviz", "describe", "lenet5", "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["params"] == 61_706


def test_a_reader_may_leave_early():
    command = f"{sys.executable} -m cnnviz list --json | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[", "")
