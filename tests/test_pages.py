"""Every page runs in both languages, takes its settings from the address, and says what it could not take."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.words import LANGUAGES, PAGES, Language

SITE = Path(__file__).parents[1] / "cnnviz/ui/site.py"
NAMES = sorted(page.parent.name for page in PAGES.glob("*/page.py"))

both_languages = pytest.mark.parametrize("language", LANGUAGES)
every_page = pytest.mark.parametrize("name", NAMES)


def visit(name: str, language: Language, **settings: str) -> AppTest:
    """Page `name` as a link with `settings` shows it."""
    app = AppTest.from_file(SITE, default_timeout=120).run()
    app.switch_page(f"../../pages/{name}/page.py")
    app.query_params.clear()
    for setting, text in {"lang": language, **settings}.items():
        app.query_params[setting] = text
    return app.run()


def said(app: AppTest) -> list[str]:
    """All that stands on the page as text."""
    return [str(each.value) for kind in (app.title, app.markdown, app.caption, app.info, app.warning) for each in kind]


@every_page
@both_languages
def test_a_page_shows_itself(name: str, language: Language):
    app = visit(name, language)
    assert not app.exception
    assert not app.error
    assert not app.toast
    assert len(app.title) == 1
    assert not [text for text in said(app) if re.search(r"\{\w*\}", text)], "a blank was not filled"


@every_page
def test_a_page_says_other_words_in_another_language(name: str):
    korean, english = (set(said(visit(name, language))) for language in ("ko", "en"))
    assert any(re.search("[가-힣]", text) for text in korean)
    assert not [text for text in english if re.search("[가-힣]", text)]


@every_page
def test_a_page_tells_which_setting_of_a_link_it_does_not_know(name: str):
    app = visit(name, "en", colour="red")
    assert not app.exception
    assert ["colour" in toast.value for toast in app.toast] == [True]


def test_a_switch_changes_the_totals_and_the_address():
    app = visit("architecture", "en", model="resnet50")
    assert "25,557,032" in [metric.value for metric in app.metric]
    switch = next(toggle for toggle in app.toggle if toggle.label == "Squeeze-and-excitation")
    app = switch.set_value(True).run()
    assert "28,088,024" in [metric.value for metric in app.metric]
    assert any("+2,530,992" in metric.delta for metric in app.metric)
    assert app.query_params["se"] == "true"
    assert "28,088,024" in [metric.value for metric in visit("architecture", "en", model="resnet50", se="true").metric]


def test_a_picture_stays_when_the_page_changes():
    app = visit("feature_maps", "ko", picture="coffee")
    app = app.switch_page("../../pages/grad_cam/page.py").run()
    assert not app.exception
    assert any("espresso" in caption.value for caption in app.caption)


def test_random_weights_are_never_shown_without_saying_so():
    app = visit("grad_cam", "en", model="resnet18", weights="random")
    assert not app.exception
    assert any("random" in warning.value for warning in app.warning)
    assert not visit("grad_cam", "en").warning
