"""The Python names that other programs rely on, and the words and options that everything is made of."""

from dataclasses import dataclass, replace

import pytest
import torch
import torchvision

import cnnviz
from cnnviz.options import Options, changes, choice, number, parse, spell, text, toggle, with_values
from cnnviz.words import Refusal, Words

W = Words(ko="가", en="a")


@dataclass(frozen=True)
class Some(Options):
    on: bool = toggle(True, label=W, help=W)
    size: int = choice(1, 2, 4, default=2, label=W, help=W)
    count: int = number(16, 1, 64, 1, label=W, help=W)
    share: float = number(0.5, 0, 1, 0.25, label=W, help=W)
    row: str = text("64,M", label=W, help=W)

    def check(self) -> None:
        if self.count == 3:
            raise Refusal(W)


def test_build_and_structure_count_the_same():
    trace = cnnviz.structure("resnet18", se=True)
    model = cnnviz.build("resnet18", se=True)
    assert trace.params == sum(weight.numel() for weight in model.parameters()) == 11_778_592
    assert model.eval()(torch.randn(1, 3, 64, 64)).shape == (1, 1000)
    assert "resnet18" in cnnviz.list_variants()


def test_the_room_of_traces_is_also_a_verb():
    model = torchvision.models.alexnet()
    trace = cnnviz.trace(model, (3, 224, 224))
    assert (trace.params, trace.macs) == (61_100_840, 714_188_480)
    assert cnnviz.trace.Trace is type(trace)
    assert cnnviz.explain.METHODS["grad-cam"].explain(model, torch.randn(1, 3, 224, 224), 3, "features").shape == (6, 6)


@pytest.mark.parametrize("call", [lambda: cnnviz.build("nosuch"), lambda: cnnviz.structure("resnet18", growth=3)])
def test_bad_input_is_refused_in_both_languages(call):
    with pytest.raises(Refusal) as refused:
        call()
    assert refused.value.words.ko != refused.value.words.en


def test_an_option_reads_what_it_spells():
    for name in ("on", "size", "count", "share", "row"):
        value = getattr(Some(), name)
        assert parse(Some, name, spell(value)) == value
    assert parse(Some, "on", "FALSE") is False
    assert parse(Some, "share", "0.125") == 0.125


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("on", "maybe"),
        ("size", "3"),
        ("count", "65"),
        ("count", "1.5"),
        ("share", "nan"),
        ("share", "-0.1"),
        ("no", "1"),
    ],
)
def test_an_option_refuses_what_it_does_not_allow(name, written):
    with pytest.raises(Refusal, match=name):
        parse(Some, name, written)


@pytest.mark.parametrize(
    "values", [{"size": 3}, {"count": True}, {"on": 1}, {"row": 5}, {"count": 3}, {"share": float("nan")}]
)
def test_options_cannot_hold_what_is_not_allowed(values):
    with pytest.raises(Refusal):
        replace(Some(), **values)
    with pytest.raises(Refusal):
        with_values(Some(), values)


def test_changes_name_what_differs():
    assert changes(Some(on=False, count=8), Some()) == {"on": (True, False), "count": (16, 8)}


def test_words_fill_their_blanks_in_each_language():
    phrase = Words(ko="{what} 없음", en="no {what}").format(what=Words(ko="층", en="layer"))
    assert (phrase["ko"], phrase["en"]) == ("층 없음", "no layer")
