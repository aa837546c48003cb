"""Two sides of the Feature maps page: two photographs, two networks, and two epochs of a run."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file

from cnnviz.words import LANGUAGES, Language
from tests.test_pages import said, visit
from tests.test_pages_feature_maps import LAYER, maps_of, shown, values
from tests.test_weights_trained import run, tiny

__all__ = ["run", "tiny"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_photographs_share_channels_and_scale(language: Language) -> None:
    app = visit("feature_maps", language, layer=LAYER, against="photo", order="activation", scale="shared")
    first, second = shown(app, "map_grid")
    assert first["channels"] == second["channels"]
    cat, coffee = maps_of("cat"), maps_of("coffee")
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


def test_two_epochs_of_a_run_stand_side_by_side(run: Path) -> None:
    link = {"model": "lenet5", "batch_norm": "true", "classes": "3", "view": "filters", "against": "network"}
    chosen = {"weights": "run-12", "epoch": "3", "other_weights": "run-12", "other_epoch": "1"}
    app = visit("feature_maps", "en", **link, **chosen)
    assert not app.toast
    kernels = shown(app, "unit_view")[0]["panels"]
    for panel, epoch in zip(kernels, (3, 1), strict=True):
        kept = load_file(run / "weights" / f"epoch-{epoch:03d}.safetensors")["c1.weights.weight"]
        assert np.array_equal(values(panel)[0], kept[0, 0].float().numpy())
    assert any("after epoch 1" in text for text in said(app)) and any("after epoch 3" in text for text in said(app))
    app = visit("feature_maps", "en", **link, weights="run-12", other_weights="random")
    final = load_file(run / "weights.safetensors")["c1.weights.weight"]
    assert np.array_equal(values(shown(app, "unit_view")[0]["panels"][0])[0], final[0, 0].numpy())
