"""The pages that ask why: any method by a link, slow ones by a press, the grid, and one class against another."""

from time import monotonic, sleep

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.explain import METHODS
from cnnviz.words import LANGUAGES, Language
from tests.test_pages import said, visit


def pressed(app: AppTest, key: str, until: str) -> AppTest:
    """Press the button, and run the page until it says so."""
    app.button(key).click().run()
    end = monotonic() + 240
    while not any(until in text for text in said(app)):
        assert monotonic() < end and not app.exception
        sleep(0.5)
        app.run()
    return app


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_its_link_paper_and_sentence(method: str) -> None:
    app = visit("grad_cam", "en", method=method)
    assert not app.exception and not app.toast
    paper = METHODS[method].paper
    assert any(paper.link in text and paper.title in text and METHODS[method].idea.en in text for text in said(app))
    started = [button.key for button in app.button if button.key == "start.heat"]
    assert bool(started) == METHODS[method].slow
    assert bool([box for box in app.selectbox if box.label == "Layer"]) == METHODS[method].needs_layer
    if method != "grad-cam":
        assert app.query_params["method"] == method or app.query_params["method"] == [method]


def test_a_slow_method_runs_behind_its_button() -> None:
    app = visit("grad_cam", "en", model="lenet5", method="occlusion")
    app = pressed(app, "start.heat", "Map of the pixels (32×32)")
    assert not [button for button in app.button if button.key == "start.heat"]


def test_a_press_leads_from_random_weights_to_the_options_that_were_trained() -> None:
    app = visit("grad_cam", "en", model="resnet20", residual="false")
    assert any("with residual=false" in text for text in said(app))
    app.button("learnt.0").click().run()
    assert not app.exception and not app.warning
    assert "residual" not in app.query_params and "learnt.0" not in [button.key for button in app.button]
    app = visit("grad_cam", "en", model="resnet20", weights="random")
    assert app.warning and "learnt.0" not in [button.key for button in app.button]


def test_cam_says_where_it_is_not_defined() -> None:
    app = visit("grad_cam", "en", model="lenet5", method="cam")
    assert not app.exception
    assert any("one linear layer" in info.value for info in app.info)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_is_put_to_the_test(language: Language) -> None:
    sentence = {"ko": "무작위 가중치 검사", "en": "Sanity check"}[language]
    photo = {"ko": "rocket", "en": "coffee"}[language]  # one that no other test asked about: results are shared
    app = pressed(visit("grad_cam", language, model="lenet5", picture=photo), "start.trust", sentence)
    wanted = {"ko": ("삽입", "삭제", "평균 하락"), "en": ("Insertion", "Deletion", "Average drop")}[language]
    assert all(any(word in text for text in said(app)) for word in wanted)


@pytest.mark.parametrize("columns, rows", [("classes", "methods"), ("layers", "classes"), ("networks", "layers")])
def test_the_grid_has_a_map_in_every_cell(columns: str, rows: str) -> None:
    settings = {
        "columns": columns,
        "rows": rows,
        "networks": "efficientnet_lite0,squeezenet1_1",
        "methods": "grad-cam,layercam",
    }
    used = {name: text for name, text in settings.items() if name in ("columns", "rows", columns, rows)}
    app = visit("grid", "en", **used)
    assert not app.exception and not app.error
    table = next(str(each.proto.body) for each in app.get("html") if "cnn-grid" in str(each.proto.body))
    count = {"classes": 3, "methods": 2, "layers": 4, "networks": 2}
    assert table.count("<figure>") == count[columns] * count[rows]
    assert ("random weights" in table) == (columns == "networks")


def test_the_grid_takes_no_more_than_five_and_no_strangers() -> None:
    app = visit("grid", "en", methods=",".join([*METHODS][:6]))
    assert ["up to 5" in toast.value for toast in app.toast] == [True]
    app = visit("grid", "ko", methods="grad-cam,magic")
    assert ["magic" in toast.value for toast in app.toast] == [True]


def test_one_class_against_another_names_both() -> None:
    app = visit("grid", "en", view="against")
    assert not app.exception
    assert any("less that for" in caption.value for caption in app.caption)
    same = visit("grid", "en", view="against", class_a="281", class_b="281")
    assert any("no difference" in info.value for info in same.info)
