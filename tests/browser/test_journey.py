"""The main journey: one photograph that nobody prepared, through one network with real weights, in a real browser."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cnnviz.data import sample_file
from tests.browser.server import Site
from tests.browser.visit import Visitor, choose, finished, menu, upload

DARK, LIGHT = "rgb(15, 24, 34)", "rgb(255, 255, 255)"


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A cup of coffee as a telephone saves it: a JPEG that lies on its side and says so."""
    file = tmp_path / "IMG_0042.JPG"
    turned = Image.open(sample_file("coffee")).convert("RGB").transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn by 90° clockwise to see it upright
    turned.save(file, quality=90, exif=exif)
    return file


def test_the_whole_journey(site: Site, visitor: Visitor, photograph: Path):
    page = visitor(site)
    page.goto("/")
    page.get_by_role("button", name="Start with an architecture").click()
    expect(page.get_by_role("heading", name="ResNet-50")).to_be_visible()

    feature_maps_of_an_upload(page, photograph)
    grad_cam_of_the_same_photograph(page)
    in_korean_and_in_the_dark(page)
    a_link_shows_the_same(page, visitor(site))
    back_button(page)


def feature_maps_of_an_upload(page: Page, photograph: Path) -> None:
    menu(page, "Feature maps")
    expect(page.get_by_role("heading", name="Feature maps")).to_be_visible()
    finished(page)
    upload(page, photograph)
    expect(page.get_by_role("radio", name="IMG_0042.JPG")).to_be_checked()
    choose(page, "Layer", "stage6.1.relu1")
    page.get_by_role("button", name="channel 7", exact=True).click()
    expect(page.get_by_role("application", name="Channel 7:")).to_be_visible()


def grad_cam_of_the_same_photograph(page: Page) -> None:
    menu(page, "Why this answer")
    expect(page.get_by_role("img", name="Heat map for “espresso”")).to_be_visible()
    page.get_by_role("slider", name="Heat map opacity").fill("25")
    expect(page.locator("figure output")).to_have_text("25 %")
    finished(page)
    page.get_by_role("main").get_by_role("button", name="%").nth(1).click()
    expect(page.get_by_role("img", name="Heat map for “espresso”")).to_be_hidden()
    finished(page)
    choose(page, "Layer", "conv_stem")
    expect(page.get_by_role("img", name="at layer conv_stem (112×112)")).to_be_visible()
    finished(page)


def in_korean_and_in_the_dark(page: Page) -> None:
    page.get_by_role("radio", name="한국어").click()
    expect(page.get_by_test_id("stTopNavSection").first).to_have_text(re.compile("신경망"))
    expect(page.get_by_role("img", name="conv_stem 층")).to_be_visible()
    finished(page)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_css("background-color", LIGHT)
    page.emulate_media(color_scheme="dark")
    expect(app).to_have_css("background-color", DARK)


def a_link_shows_the_same(page: Page, elsewhere: Page) -> None:
    """The settings travel in the link, the uploaded photograph does not, and the visitor is told."""
    picture = page.get_by_role("img", name="conv_stem 층").get_attribute("alt") or ""
    elsewhere.goto(page.url)
    finished(elsewhere)
    shown = elsewhere.get_by_role("img", name="conv_stem 층").get_attribute("alt") or ""
    assert picture.split("‘")[1].split("’")[0] == shown.split("‘")[1].split("’")[0]
    expect(elsewhere.get_by_test_id("stToast")).to_contain_text("사진")
    expect(elsewhere.get_by_role("slider")).to_have_value("25")


def back_button(page: Page) -> None:
    """One press of Back leads to the page before, as it was left."""
    menu(page, "구조")
    page.wait_for_url("**/architecture*")
    finished(page)
    page.go_back()
    finished(page)
    assert "/grad_cam?" in page.url
    expect(page.get_by_role("img", name="conv_stem 층")).to_be_visible()
    expect(page.get_by_role("radio", name="IMG_0042.JPG")).to_be_checked()
