"""The Feature maps page: order, sides, filters and links, each as the figures behind them say."""

import json
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from cnnviz.data import preparation_for, prepare, sample
from cnnviz.explain import METHODS
from cnnviz.trace import activations
from cnnviz.weights import load
from cnnviz.words import LANGUAGES, Language
from tests.test_pages import said, visit

LAYER = "stage6.1.relu1"


def shown(app: AppTest, name: str) -> list[dict[str, Any]]:
    """What the page gave to each component of that name."""
    assert not app.exception and not app.error, [*app.exception, *app.error]
    parts = [part.proto for part in app.get("bidi_component")]
    return [json.loads(part.json) for part in parts if part.component_name == f"cnnviz.{name}"]


def values(panel: dict[str, Any]) -> np.ndarray:
    numbers = np.frombuffer(b64decode(panel["values"]), "<f4")
    return numbers.reshape(-1, *panel["units"])


def maps_of(photo: str, layer: str = LAYER) -> np.ndarray:
    network = load("efficientnet_lite0")
    return activations(network.model, prepare(sample(photo), network.preparation), (layer,)).layers[layer][0].numpy()


@pytest.fixture(scope="module")
def cat() -> np.ndarray:
    return maps_of("cat")


def test_channels_stand_in_their_order_unless_another_is_chosen(cat: np.ndarray) -> None:
    app = visit("feature_maps", "en", layer=LAYER)
    (grid,) = shown(app, "map_grid")
    assert grid["channels"] == list(range(64)) and grid["chosen"] == 0
    assert grid["names"][7] == "channel 7"
    assert "order" not in app.query_params
    (panel,) = shown(app, "unit_view")[0]["panels"]
    assert np.array_equal(values(panel)[0], cat[0])
    dead = int((cat.max((1, 2)) == 0).sum())
    assert any(f"{dead} of {len(cat)}" in text for text in said(app))


def test_the_strongest_answer_stands_first(cat: np.ndarray) -> None:
    (grid,) = shown(visit("feature_maps", "en", layer=LAYER, order="activation"), "map_grid")
    peaks = cat.max((1, 2))
    assert (np.diff(peaks[grid["channels"]]) <= 0).all() and peaks[grid["channels"]].min() >= np.sort(peaks)[-64]
    first = grid["channels"][0]
    assert grid["names"][0] == f"channel {first} · rank 1 · largest value {peaks[first]:.3g}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_contributions_are_those_of_the_class_that_is_chosen(language: Language) -> None:
    network = load("efficientnet_lite0")
    target = {"ko": None, "en": "285"}[language]  # the best guess, and a class of one's own choice
    app = visit("feature_maps", language, layer=LAYER, order="contribution", **({"target": target} if target else {}))
    (grid,) = shown(app, "map_grid")
    image = prepare(sample("cat"), network.preparation)
    kept = activations(network.model, image, (LAYER,), grad=True)
    number = int(target) if target else int(kept.logits[0].argmax())
    (gradient,) = torch.autograd.grad(kept.logits[0, number], kept.layers[LAYER])
    expected = (gradient * kept.layers[LAYER])[0].sum((1, 2)).detach().numpy()
    assert np.allclose(np.sort(expected)[::-1][:64], expected[grid["channels"]], atol=1e-5)
    first = grid["channels"][0]
    assert f"{first} · " in grid["names"][0] and f"{expected[first]:.3g}" in grid["names"][0]
    assert any(METHODS["hirescam"].paper.link in text for text in said(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filters_are_the_weights_of_the_first_layer(language: Language) -> None:
    app = visit("feature_maps", language, view="filters", channel="5")
    (grid,) = shown(app, "map_grid")
    kernel, answers = shown(app, "unit_view")
    weights = load("efficientnet_lite0").model.get_submodule("conv_stem").weight
    assert isinstance(weights, torch.Tensor)
    assert len(grid["channels"]) == len(weights) and grid["chosen"] == 5
    assert np.array_equal(values(kernel["panels"][0]), weights[5].numpy())
    assert np.array_equal(values(answers["panels"][0])[0], maps_of("cat", "conv_stem")[5])
    sentence = {"ko": "너무 작아서", "en": "too small"}[language]
    assert any(sentence in text for text in said(app))
    beside = shown(visit("feature_maps", language, view="filters", channel="5", against="photo"), "unit_view")
    assert len(beside[0]["panels"]) == 1 and beside[0]["panels"][0]["values"] == kernel["panels"][0]["values"]
    both = np.stack([maps_of(photo, "conv_stem")[5] for photo in ("cat", "coffee")])
    for panel, answer in zip(beside[1]["panels"], both, strict=True):
        assert np.array_equal(values(panel)[0], answer) and np.allclose(panel["ends"], [both.min(), both.max()])


def test_grey_filters_and_random_ones_are_called_so() -> None:
    app = visit("feature_maps", "en", model="lenet5", view="filters", against="network")
    assert any("towards white" in text for text in said(app)) and any("noise" in text for text in said(app))
    panels = shown(app, "unit_view")[0]["panels"]
    assert [values(panel).shape for panel in panels] == [(1, 5, 5)] * 2
    same = load("lenet5").model.get_submodule("c1.weights").weight
    assert isinstance(same, torch.Tensor) and np.array_equal(values(panels[0])[0], same[0, 0].numpy())
    mixed = said(visit("feature_maps", "en", view="filters", against="network", other="lenet5"))
    assert any("towards white" in text and "red, green and blue" in text for text in mixed)
    assert not any("noise" in text for text in said(visit("feature_maps", "en", model="lenet5", view="filters")))


def test_a_link_names_channel_and_unit_and_a_wrong_one_is_told() -> None:
    app = visit("feature_maps", "en", model="lenet5", layer="c3.weights", channel="3", unit="c3.weights@2,7")
    (view,) = shown(app, "unit_view")
    assert view["unit"] == [2, 7] and view["panels"][0]["told"].startswith("Channel 3:")
    app = visit("feature_maps", "en", model="lenet5", channel="99")
    assert any("channel “99”" in toast.value for toast in app.toast)


@pytest.mark.parametrize("page, key", [("receptive_field", "to.receptive_field"), ("arithmetic", "to.arithmetic")])
def test_a_unit_goes_along_to_the_pages_that_explain_it(page: str, key: str) -> None:
    app = visit("feature_maps", "en", model="lenet5", layer="c3.weights", channel="3", unit="c3.weights@2,7")
    app = app.button(key).click().run()
    assert not app.exception and not app.toast
    assert "c3.weights@2,7" in str(app.query_params["unit"])
    assert "3" in app.query_params["channel"]


def test_a_picture_of_a_network_of_its_own_size() -> None:
    app = visit("feature_maps", "en", model="resnet20")
    (view,) = shown(app, "unit_view")
    assert view["panels"][0]["size"] == [32, 32]
    assert prepare(sample("cat"), preparation_for((3, 32, 32))).shape == (1, 3, 32, 32)


def test_what_is_handed_on_counts_more_than_what_other_pages_showed_before() -> None:
    app = visit("feature_maps", "en", model="lenet5", layer="c1.weights")
    app = app.switch_page("../../pages/arithmetic/page.py").run()
    app = app.switch_page("../../pages/grad_cam/page.py").run()
    app = next(box for box in app.selectbox if box.label == "Layer").select_index(2).run()
    app = app.switch_page("../../pages/feature_maps/page.py").run()
    app = next(box for box in app.selectbox if box.label == "Layer").select_index(3).run()
    app = app.button("to.arithmetic").click().run()
    assert not app.exception and not app.toast
    assert next(box for box in app.selectbox if box.label == "Layer").value == "c3.weights"
