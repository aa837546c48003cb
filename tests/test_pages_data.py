"""The Data page: every set in both languages, settings in the link, sets of one's own, and what cannot be had."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.data import download
from cnnviz.data.sets import add_own
from cnnviz.words import LANGUAGES, Language
from tests.picture_sets import class_files, picture, zipped
from tests.test_pages import said, visit


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def data_page(language: Language = "en", **settings: str) -> AppTest:
    app = visit("data", language, **settings)
    assert not app.exception
    return app


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "figures"), [("shapes", ["6,000", "1,200", "6"]), ("digits", ["1,438", "359", "10"])])
def test_a_set_shows_its_figures(name: str, figures: list[str], language: Language):
    app = data_page(language, data=name)
    assert [metric.value for metric in app.metric][:3] == figures
    assert not app.error and not app.toast


def test_digits_are_not_mirrored_and_the_page_says_so():
    assert any("mirror" in info.value for info in data_page(data="digits").info)
    assert not data_page(data="shapes").info


def test_picture_and_seed_are_in_the_link_and_the_button_draws_anew():
    app = data_page(data="digits", seed="9999", number="5")
    assert [number.value for number in app.number_input] == [5, 9999]
    app = next(button for button in app.button if button.label == "Another draw").click().run()
    assert app.query_params["number"] == "5" and "seed" not in app.query_params, "after the last seed comes 0"
    app = next(button for button in app.button if button.label == "Another picture").click().run()
    assert app.query_params["number"] == "12"


def test_a_number_that_the_set_does_not_have_falls_back_with_a_notice():
    app = data_page(data="digits", number="99999")
    assert "99999" in app.toast[0].value
    assert app.number_input[0].value == 0


def test_a_set_that_is_not_here_is_offered_with_its_size_and_offline_is_a_sentence(monkeypatch: pytest.MonkeyPatch):
    app = data_page(data="mnist")
    assert "11 MB" in app.info[0].value and not app.metric
    monkeypatch.setattr(download, "urlopen", unreachable)
    app = next(button for button in app.button if button.label.startswith("Download")).click().run()
    assert not app.exception
    assert "Cannot download the data set" in app.error[0].value and "shapes or digits" in app.error[0].value


def unreachable(*_: object, **__: object) -> None:
    raise OSError("no route to host")


def test_a_set_of_one_s_own_is_shown_with_what_was_left_out(tmp_path: Path):
    files = (
        class_files(10) | {f"red/more{n}.png": picture((220, 40, 40), n) for n in range(30)} | {"blue/a.txt": b"text"}
    )
    add_own(zipped(tmp_path / "a.zip", files), "색깔", owner="a" * 32)
    app = data_page(data="색깔")
    train, test, classes, *_ = (metric.value for metric in app.metric)
    assert (int(train) + int(test), classes) == (60, "3")
    assert "1 files were left out" in app.warning[0].value and "not a picture" in app.warning[0].value
    assert "4.0 times" in app.info[0].value
    assert not [button for button in app.button if button.label == "Delete it"], "somebody else brought it"


def test_a_set_that_is_gone_falls_back_with_a_notice():
    assert "nowhere" in data_page(data="nowhere").toast[0].value


def test_the_figure_of_the_lectures_is_put_right():
    text = " ".join(said(data_page()))
    assert "**2048**" in text and "**2178**" in text and "AlexNet" in text


def test_the_form_asks_for_a_file_first():
    app = data_page()
    app = next(button for button in app.button if button.label == "Add").click().run()
    assert app.error[0].value == "Choose a zip file first."
