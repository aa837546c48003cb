"""The exported PyTorch code: the same parameters, state keys and answers as the network it was written from."""

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from cnnviz.architectures import ARCHITECTURES, VARIANTS, build, with_options
from cnnviz.blueprint import structure_of
from cnnviz.export import pytorch_code
from cnnviz.options import Value, controls, with_values
from cnnviz.words import Refusal
from tests.exported import assert_same_keys, network, uneven
from tests.light_networks import light, positions
from tests.option_pairs import pairwise
from tests.structure_alone import structure_alone

torch.set_num_threads(1)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_has_the_same_parameters_under_the_same_keys(name: str):
    with structure_alone():
        assert_same_keys(network(pytorch_code(name)), build(name))


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_every_switch_is_kept(family: str):
    """Each switch moved alone, without memory for the weights."""
    name, base, _ = light(family)
    for option, control in controls(type(base)).items():
        options = moved(family, {option: not getattr(base, option)}) if control.kind == "toggle" else None
        if options is not None:
            with structure_alone():
                code = pytorch_code(name, options, light(family).shape(options))
                assert_same_keys(network(code), build(name, options))


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_answers_are_the_same(family: str):
    """The light network of each family, and two whose every option is another at once."""
    base = light(family).options
    assert_same_answers(family, base)
    for options in islice(pairwise(base, positions(family), lambda options: structure(family, options)), 2):
        assert_same_answers(family, options)


@pytest.mark.parametrize(
    ("family", "options"),
    [
        ("resnet_cifar", {"survival": 0.5, "dropout": 0.3}),  # stochastic depth
        ("fractalnet", {"drop_path": 0.5}),  # local and global drop-path
        ("googlenet", {}),  # auxiliary heads
        ("densenet", {"dropout": 0.2}),
    ],
)
def test_training_is_the_same(family: str, options: dict[str, Value]):
    """The same random numbers, answers and gradients in training mode; auxiliary heads answer too."""
    name, base, _ = light(family)
    theirs, mine = twins(family, with_values(base, options))
    pictures = torch.randn(4, *light(family).shape(base))
    for _ in range(4):
        answers = []
        for model in (theirs.train(), mine.train()):
            model.zero_grad()
            torch.manual_seed(1)
            answer = model(pictures)
            answers.append(tuple(answer) if isinstance(answer, tuple) else (answer,))
            sum(each.square().sum() for each in answers[-1]).backward()  # type: ignore[union-attr]
        torch.testing.assert_close(*answers, rtol=1e-5, atol=1e-5)
        for one, other in zip(theirs.parameters(), mine.parameters(), strict=True):
            assert (one.grad is None) == (other.grad is None)
        assert (len(answers[0]) == 3) == (family == "googlenet"), name


def test_first_weights_follow_the_same_law():
    for init in ("he", "xavier", "normal", "zeros"):
        options = with_options("resnet20", init=init, zero_init_residual=init == "he")
        torch.manual_seed(0)
        theirs = build("resnet20", options).state_dict()
        torch.manual_seed(0)
        mine = network(pytorch_code("resnet20", options)).state_dict()
        for name in ("layer2.0.conv1.weight", "fc.weight", "layer1.0.bn2.weight"):
            assert mine[name].std().item() == pytest.approx(theirs[name].std().item(), rel=0.1, abs=1e-9), name


def test_the_file_runs_by_itself(tmp_path: Path):
    """In an empty folder, without cnnviz: it prints its parameters and the shape of its output."""
    alone = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    for name, printed in {
        "lenet5_1998": "60,000 parameters, output (1, 10)",
        "googlenet": "13,378,280 parameters, output (1, 1000)",
        "se_resnet50": "28,088,024 parameters, output (1, 1000)",
    }.items():
        (tmp_path / "network.py").write_text(pytorch_code(name), "utf-8")
        done = subprocess.run(
            [sys.executable, "network.py"], cwd=tmp_path, env=alone, capture_output=True, text=True, check=False
        )
        assert (done.stderr, done.stdout.strip()) == ("", printed)


def test_ruff_finds_nothing_to_change(tmp_path: Path):
    for architecture in ARCHITECTURES.values():
        name = architecture.variants[-1].name
        (tmp_path / f"{name}.py").write_text(pytorch_code(name), "utf-8")
    for command in (["format", "--check"], ["check", "--select", "E,F,W,I,B", "--ignore", "E501"]):
        line = [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length", "120", str(tmp_path)]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_a_repeated_block_is_written_once():
    code = pytorch_code("resnet152")
    assert code.count("class Bottleneck") == code.count("nn.Conv2d(width, width, 3") == 1
    assert "*[Bottleneck(1024, 256, 1024) for _ in range(35)]" in code
    assert len(code.splitlines()) < 150
    assert "*[" in pytorch_code("resnet1202") and len(pytorch_code("resnet1202").splitlines()) < 150


def test_the_header_says_what_it_is():
    code = pytorch_code("resnet50", with_options("resnet50", se=True))
    head = " ".join(code.split('"""')[1].split())
    for told in ("ResNet-50: He, Zhang, Ren, Sun 2015, arXiv:1512.03385", "se=true (not false)", "28,088,024 parameters",
                 "multiply-adds for one picture of 3x224x224", "python -m cnnviz code resnet50:se=true"):  # fmt: skip
        assert told in head
    assert "without aux1 and aux2, which only training uses" in pytorch_code("googlenet")


def test_a_network_that_does_not_take_the_picture_is_refused():
    with pytest.raises(Refusal, match="channels_in"):
        pytorch_code("lenet5", with_options("lenet5", channels_in=3))
    with pytest.raises(Refusal, match="resnet50"):
        pytorch_code("resnet51")


def assert_same_answers(family: str, options: Any) -> None:
    theirs, mine = twins(family, options)
    pictures = torch.randn(2, *light(family).shape(options))
    with torch.no_grad():
        answer, expected = mine.eval()(pictures), theirs.eval()(pictures)
    torch.testing.assert_close(answer, expected, rtol=1e-6, atol=1e-6, equal_nan=True)


def twins(family: str, options: Any) -> tuple[nn.Module, nn.Module]:
    """The network, and the one of its exported code with the same state."""
    name = light(family).name
    torch.manual_seed(0)
    theirs = uneven(build(name, options))
    mine = network(pytorch_code(name, options, light(family).shape(options)))
    assert_same_keys(mine, theirs)
    mine.load_state_dict(theirs.state_dict(), strict=True)
    return theirs, mine


def moved(family: str, values: dict[str, Value]) -> Any:
    """The light network's options with these values; None where they make no network."""
    try:
        options = with_values(light(family).options, values)
        structure(family, options)
    except Refusal:
        return None
    return options


def structure(family: str, options: Any) -> None:
    structure_of(light(family).name, options, light(family).shape(options))
