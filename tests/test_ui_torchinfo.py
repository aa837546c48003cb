"""torchinfo's text on shapes alone: the parameters of a network built in memory, and the variant's own answer."""

import re

import pytest

import cnnviz
from cnnviz.architectures import ARCHITECTURES, find
from cnnviz.ui.torchinfo_text import torchinfo_text

FIRSTS = [architecture.variants[0].name for architecture in ARCHITECTURES.values()]


@pytest.mark.parametrize("net", [*FIRSTS, "lenet5_1998", "se_resnext50_32x4d", "densenet_bc_100_12"])
def test_it_counts_the_parameters_that_a_built_network_has(net: str):
    text = torchinfo_text(net, find(net)[1].options)
    built = sum(tensor.numel() for tensor in cnnviz.build(net).parameters())
    assert re.search(r"Total params: ([\d,]+)", text)[1].replace(",", "") == str(built)  # type: ignore[index]


def test_options_are_in_it():
    base = find("resnet18")[1].options
    assert "MaxPool2d" in torchinfo_text("resnet18", base)
    assert torchinfo_text("vgg11", find("vgg11")[1].options) != torchinfo_text("vgg11", find("vgg11_bn")[1].options)
