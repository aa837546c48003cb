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
def test_two_photographs_share_channels_and_scale(language: Language, cat: np.ndarray) -> None:
    app = visit("feature_maps", language, layer=LAYER, against="photo", order="activation", scale="shared")
    first, second = shown(app, "map_grid")
    assert first["channels"] == second["channels"]
    coffee = maps_of("coffee")
    (view,) = shown(app, "unit_view")
    both = np.stack([cat, coffee])[:, first["channels"]]
    for panel, maps in zip(view["panels"], (cat, coffee), strict=True):
        assert np.array_equal(values(panel)[0], maps[first["chosen"]])
        assert np.allclose(panel["ends"], [both.min(), both.max()])
    assert len({panel["photo"] for panel in view["panels"]}) == 2
    names = {"ko": ("A · 고양이", "B · 커피"), "en": ("A · Cat", "B · Coffee")}[language]
    assert all(any(name in text for text in said(app)) for name in names)
    dead = [int((maps.max((1, 2)) == 0).sum()) for maps in (cat, coffee)]
    assert all(any(f" {count}" in text and "1152" in text for text in said(app)) for count in dead)
    each = visit("feature_maps", language, layer=LAYER, against="photo", order="activation")
    chosen = shown(each, "map_grid")[0]["chosen"]
    for panel in shown(each, "unit_view")[0]["panels"]:
        assert np.allclose(panel["ends"], [both[:, 0].min(), both[:, 0].max()])
    assert chosen == first["chosen"]


def test_the_other_photograph_is_never_the_first_by_itself() -> None:
    app = visit("feature_maps", "en", model="lenet5", picture="coffee", against="photo")
    assert any("B · Cat" in text for text in said(app))
    app = visit("feature_maps", "en", model="lenet5", picture="coffee", against="photo", other_picture="rocket")
    assert any("B · Rocket launch" in text for text in said(app))


def test_trained_against_random_weights_of_the_same_network() -> None:
    app = visit("feature_maps", "en", model="lenet5", against="network")
    assert any("A · LeNet-5" in text and "random" not in text.lower() for text in said(app))
    assert any("B · LeNet-5" in text and "Random" in text for text in said(app))
    assert [warning.value for warning in app.warning if "random" in warning.value]
    first, second = shown(app, "map_grid")
    assert first["channels"] == second["channels"] and first["picture"] != second["picture"]


def test_another_network_stands_beside_at_the_same_path_or_depth() -> None:
    app = visit("feature_maps", "en", model="plain20", layer="layer2.0.relu2", against="network", other="resnet20")
    assert any("same name in both" in text for text in said(app))
    assert any("different networks have nothing to do" in text for text in said(app))
    app = visit(
        "feature_maps", "ko", model="lenet5", against="network", other="resnet20:residual=false", order="contribution"
    )
    assert any("깊이의 비율이 같은" in text for text in said(app))
    first, second = shown(app, "map_grid")
    assert len(first["channels"]) == 6 and len(second["channels"]) == 16
    sizes = [panel["units"] for panel in shown(app, "unit_view")[0]["panels"]]
    assert sizes == [[28, 28], [32, 32]]
    assert app.query_params["other"] == "resnet20:residual=false" or app.query_params["other"] == [
        "resnet20:residual=false"
    ]


def test_each_side_says_when_it_has_fewer_channels() -> None:
    app = visit(
        "feature_maps",
        "en",
        model="efficientnet_lite0",
        layer=LAYER,
        against="network",
        other="lenet5",
        **{"from": "64"},
    )
    assert not app.exception
    assert any("has only 16 channels" in info.value for info in app.info)
    assert len(shown(app, "map_grid")) == 1


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


def test_grey_filters_and_random_ones_are_called_so() -> None:
    app = visit("feature_maps", "en", model="lenet5", view="filters", against="network")
    assert any("towards white" in text for text in said(app)) and any("noise" in text for text in said(app))
    panels = shown(app, "unit_view")[0]["panels"]
    assert [values(panel).shape for panel in panels] == [(1, 5, 5)] * 2
    same = load("lenet5").model.get_submodule("c1.weights").weight
    assert isinstance(same, torch.Tensor) and np.array_equal(values(panels[0])[0], same[0, 0].numpy())
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
