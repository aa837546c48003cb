"""The Gates page: every view in both languages, what is held, and networks that have no gates."""

import pytest

from cnnviz.words import LANGUAGES, Language
from tests.test_pages import said, visit
from tests.test_pages_why import pressed

VIEWS = ("all", "block", "two", "classes", "held")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_itself(view: str, language: Language) -> None:
    app = visit("gates", language, view=view)
    assert not app.exception and not app.error and not app.toast
    assert app.query_params.get("view", "all") == view


def test_a_block_and_a_channel_by_their_link() -> None:
    app = visit("gates", "en", view="block", gated="layer1.1.se_module", channel="5")
    assert not app.exception and not app.toast
    told = [text for text in said(app) if text.startswith("Channel 5: sum s")]
    assert len(told) == 1 and "of 1 hidden numbers" in told[0]


def test_all_gates_at_one_is_said_to_be_the_network_without() -> None:
    app = visit("gates", "en", view="held", how="one", gated="all")
    assert not app.exception
    assert any("the network without gates" in text for text in said(app))


@pytest.mark.parametrize("gate, notices", [("30", 0), ("101", 1), ("open", 1)])
def test_where_a_gate_was_dragged_is_in_the_link(gate: str, notices: int) -> None:
    app = visit("gates", "en", view="held", how="channel", gate=gate)
    assert not app.exception and len(app.toast) == notices
    assert app.query_params.get("gate") == (None if notices else gate)


def test_classes_are_averaged_behind_a_button() -> None:
    app = visit("gates", "en", view="classes", data="digits")
    app = pressed(app, "start.gates", "Classes differ most in")
    assert not app.exception


def test_a_network_without_gates_says_where_there_are_some() -> None:
    app = visit("gates", "en", model="resnet20")
    assert any("ResNet-20 (CIFAR) has no gates" in text for text in said(app))
    switch = next(button for button in app.button if "Switch" in button.label)
    switch.click().run()
    assert not app.exception
    assert not any("has no gates" in text for text in said(app))
    assert app.query_params["se"] == "true"
    app = visit("gates", "en", model="lenet5")
    next(button for button in app.button if button.label == "SE-ResNet-20").click().run()
    assert any("In SE-ResNet-20" in text for text in said(app))
