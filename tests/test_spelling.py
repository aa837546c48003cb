"""Networks as one types them: every spelling that is written is read back, and what is wrong is said."""

import pytest

from cnnviz.architectures import VARIANTS
from cnnviz.options import controls
from cnnviz.spelling import Named, chosen, own_settings, spelled, split
from cnnviz.words import Refusal


def test_a_name_with_options():
    network = chosen("resnet50:se=true,reduction=8")
    assert network.name == "resnet50"
    assert (network.options.se, network.options.reduction) == (True, 8)  # type: ignore[attr-defined]
    assert own_settings(network) == ["se=true", "reduction=8"]


def test_settings_come_on_top():
    assert chosen("resnet50:se=true", ["se=false"]) == chosen("resnet50")


@pytest.mark.parametrize("name", VARIANTS)
def test_what_is_spelled_is_read_back(name: str):
    architecture, variant = VARIANTS[name]
    assert spelled(Named(name, variant.options)) == name
    for option, control in controls(architecture.options).items():
        for value in control.choices:
            if value != getattr(variant.options, option):
                try:
                    network = chosen(f"{name}:{option}={str(value).lower() if isinstance(value, bool) else value}")
                except Refusal:
                    continue  # a value that makes no network with the others
                assert chosen(spelled(network)) == network
                assert split(f"{name},{spelled(network)},vgg11") == [name, spelled(network), "vgg11"]


@pytest.mark.parametrize(
    "text, networks",
    [
        ("", []),
        ("vgg16", ["vgg16"]),
        ("vgg16, resnet50", ["vgg16", "resnet50"]),
        ("resnet50:se=true,reduction=8,vgg16", ["resnet50:se=true,reduction=8", "vgg16"]),
        ("resnet50:blocks_per_stage=2,2,2,2,vgg16", ["resnet50:blocks_per_stage=2,2,2,2", "vgg16"]),
        ("vgg16,nosuch,resnet50", ["vgg16", "nosuch", "resnet50"]),
    ],
)
def test_several_networks_in_one_text(text: str, networks: list[str]):
    assert split(text) == networks


@pytest.mark.parametrize("text", ["resnet5", "resnet50:se", "resnet50:se=maybe", "resnet50:colour=red", ""])
def test_what_is_wrong_is_refused_in_both_languages(text: str):
    with pytest.raises(Refusal) as refused:
        chosen(text)
    assert refused.value.words.ko != refused.value.words.en
