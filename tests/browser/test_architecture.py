"""The Architecture page in a real browser: one layer selected in all views, in the link, and told with its formulas."""

import csv
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

import cnnviz
from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def selected_in_link(page: Page) -> str | None:
    return parse_qs(urlsplit(page.url).query).get("layer", [None])[0]


def test_one_selection_for_all_views_and_for_a_link(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=alexnet")
    page.locator('.box[data-id="layer:features.pool1"]').click()
    expect(page.get_by_text("Why this shape?")).to_be_visible()
    expect(page.get_by_text("(55 − 3 + 2·0)/2 + 1 = 27")).to_be_visible()
    finished(page)
    assert selected_in_link(page) == "features.pool1"

    page.get_by_role("radio", name="Trends").click()
    marked = page.locator(".column[aria-pressed=true]")
    expect(marked).to_have_attribute("data-name", "features.pool1")
    page.locator('.column[data-name="features.conv2"]').click()
    expect(marked).to_have_attribute("data-name", "features.conv2")
    expect(page.get_by_text("(5·5·96/2)·256 + 256 = 307,456")).to_be_visible()
    finished(page)

    page.get_by_role("radio", name="Diagram").click()
    expect(page.locator(".box.selected")).to_have_attribute("data-id", "fold:features.conv2")
    finished(page)

    elsewhere = visitor(site, locale="ko-KR")
    elsewhere.goto(page.url)
    expect(elsewhere.locator(".box.selected")).to_have_attribute("data-id", "fold:features.conv2")
    expect(elsewhere.get_by_text("(5·5·96/2)·256 + 256 = 307,456")).to_be_visible()


def test_the_keyboard_walks_along_the_bars(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=lenet5&view=trends&scale=log&lang=en")
    page.locator('.column[data-name="c1.weights"]').focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    focused = page.locator(".column:focus")
    name = focused.get_attribute("data-name")
    expect(page.locator(".card")).to_contain_text(name or "nothing")
    page.keyboard.press("Enter")
    expect(page.locator(".column[aria-pressed=true]")).to_have_attribute("data-name", name or "nothing")
    finished(page)
    assert selected_in_link(page) == name


def test_a_layer_that_is_not_there_is_said(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=lenet5&layer=conv99&lang=en")
    expect(page.get_by_test_id("stToast")).to_contain_text("This network has no layer “conv99”.")
    finished(page)
    assert selected_in_link(page) is None


def test_the_table_can_be_saved(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=lenet5&view=layers&by=stage&lang=en")
    finished(page)  # nobody presses what has just appeared and is drawn once more
    with page.expect_download() as download:
        page.get_by_role("button", name="All layers as CSV").click()
    lines = list(csv.DictReader(StringIO(download.value.path().read_text("utf-8"))))
    assert [line["name"] for line in lines] == [layer.name for layer in cnnviz.structure("lenet5").layers]
    page.get_by_role("radio", name="torchinfo").click()
    expect(page.get_by_text("Total params: 61,706")).to_be_visible()


@pytest.mark.parametrize("secure", [True, False])
def test_the_link_is_copied(secure: bool, site: Site, visitor: Visitor):
    """With the clipboard that https and localhost have, and without it, as from a lecturer's address over http."""
    page = visitor(site, permissions=["clipboard-read", "clipboard-write"])
    if not secure:
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not here'))")
    page.goto("/architecture?model=lenet5&layer=s2&lang=ko")
    page.get_by_role("button", name="링크 복사").click()
    expect(page.get_by_role("status").filter(has_text="복사했습니다")).to_be_visible()
    finished(page)
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert selected_in_link(page) == "s2"
