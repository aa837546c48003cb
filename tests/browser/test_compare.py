"""The Compare page in a real browser: an example, a typed network, the link, the downloaded file."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def test_from_nothing_to_a_file(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/compare")
    expect(page.get_by_text("Choose two networks or more above")).to_be_visible()
    page.get_by_role("button", name="Plain-34 ↔ ResNet-34").click()
    expect(page.get_by_role("cell", name="21,797,672 +173,824 · +0.8 %")).to_be_visible()
    finished(page)
    type_network(page, "resnet50:se=true,reduction=8")
    expect(page.get_by_role("columnheader", name="C ResNet-50 · se=true · reduction=8").first).to_be_visible()
    bars = page.locator(".view svg")
    expect(bars.locator("rect")).to_have_count(15)  # five totals, three networks
    page.get_by_text("A → C").click()
    finished(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save all layers").click()
    assert download.value.suggested_filename == "plain34-resnet50.csv"
    assert "layer1.0.se_module.fc1" in download.value.path().read_text("utf-8")
    a_link_shows_the_same(page, visitor(site))


def a_link_shows_the_same(page: Page, elsewhere: Page) -> None:
    elsewhere.goto(page.url)
    expect(elsewhere.get_by_role("columnheader", name="C ResNet-50 · se=true · reduction=8").first).to_be_visible()
    expect(elsewhere.get_by_role("radio", name="A → C")).to_be_checked()


def type_network(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="Networks to compare").fill(text)
    expect(page.get_by_role("option", name=f"Add: {text}")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    finished(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bars_have_the_colours_of_the_theme(theme: str, site: Site, visitor: Visitor):
    page = visitor(site, color_scheme=theme, locale="ko-KR")
    page.goto("/compare?nets=vgg16,mobilenet_v1")
    expect(page.locator(".view rect.s0").first).to_have_css(
        "fill", {"light": "rgb(0, 114, 178)", "dark": "rgb(86, 180, 233)"}[theme]
    )
    expect(page.get_by_role("group", name="파라미터: A 138 M, B 4.23 M")).to_be_visible()


def test_what_is_wrong_is_a_sentence(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/compare?nets=vgg16,resnet50")
    finished(page)
    type_network(page, "resnet50:colour=red")
    expect(page.get_by_text("There is no option “colour” here")).to_be_visible()
    expect(page.get_by_role("cell", name="25,557,032")).to_be_visible()
