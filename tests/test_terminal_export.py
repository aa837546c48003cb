"""`code` and `onnx` from the terminal: what they print and write, and what they refuse."""

import json
import subprocess
import sys
from pathlib import Path

import onnx
import pytest

from cnnviz.architectures import with_options
from cnnviz.export import pytorch_code
from tests.test_terminal import call

__all__ = ["call"]  # a fixture


def test_code_prints_the_file_itself(call):
    code, printed, said = call("code", "resnet20", "--set", "se=true")
    assert (code, said) == (0, "")
    assert printed == pytorch_code("resnet20", with_options("resnet20", se=True))


def test_code_answers_other_programs_and_writes_a_file_that_runs(call, tmp_path: Path):
    out = tmp_path / "lenet.py"
    answer = json.loads(call("code", "lenet5:dropout=0.5", "--out", str(out), "--json")[1])
    assert (answer["name"], answer["params"], answer["out"]) == ("lenet5:dropout=0.5", 61_706, str(out))
    assert answer["code"] == out.read_text("utf-8")
    ran = subprocess.run([sys.executable, str(out)], capture_output=True, text=True, check=True)
    assert ran.stdout == "61,706 parameters, output (1, 10)\n"
    assert "61,706" in call("code", "lenet5:dropout=0.5", "--out", str(out))[1]


def test_onnx_writes_a_file_and_says_that_weights_are_random(call, tmp_path: Path):
    out = tmp_path / "lenet.onnx"
    code, printed, said = call("onnx", "lenet5_1998", "--out", str(out), "--json")
    answer = json.loads(printed)
    assert (code, answer["weights"], answer["random"], answer["bytes"]) == (0, "random", True, out.stat().st_size)
    assert "random" in said
    assert [each.name for each in onnx.load_model(out).graph.input] == ["image"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["code", "resnet51"], "resnet51"),
        (["code", "resnet50", "--set", "se=maybe"], "maybe"),
        (["code", "lenet5:channels_in=3"], "channels_in"),
        (["code", "lenet5", "--out", "/nowhere/x.py"], "/nowhere/x.py"),
        (["onnx", "lenet5"], "--out"),
        (["onnx", "lenet5", "--out", "/nowhere/x.onnx"], "/nowhere/x.onnx"),
        (["onnx", "lenet5", "--out", "x.onnx", "--weights", "nosuch"], "nosuch"),
        (["onnx", "vgg16:layers=2048,2048,2048,kernel=7", "--out", "x.onnx"], "2 GB"),
    ],
)
def test_bad_input_is_one_sentence_and_code_2(call, arguments, named, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, printed, said = call(*arguments)
    assert (code, printed) == (2, "")
    assert named in said
    assert len(said.strip().splitlines()) == 1
