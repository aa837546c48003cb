"""The Receptive field page in a real browser: a unit is chosen on the map or along the depth, and stands in the link."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished

LINK = "/receptive_field?model=lenet5&lang=en&unit=c1.weights@3,4"


def unit_in_link(page: Page) -> str | None:
    return parse_qs(urlsplit(page.url).query).get("unit", [None])[0]


def test_a_unit_is_chosen_on_the_map_and_the_box_follows(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto(LINK)
    finished(page)
    expect(page.get_by_text("Unit (3, 4): 5×5 px, rows 3 to 7, columns 4 to 8")).to_be_visible()
    units = page.locator("svg.map")
    extent = units.bounding_box()
    assert extent
    units.click(position={"x": extent["width"] * 10.5 / 28, "y": extent["height"] * 20.5 / 28})
    expect(page.get_by_text("Unit (20, 10): 5×5 px, rows 20 to 24, columns 10 to 14")).to_be_visible()
    finished(page)
    assert unit_in_link(page) == "c1.weights@20,10"
    units.press("ArrowUp")
    expect(page.get_by_text("Unit (19, 10): 5×5 px")).to_be_visible()
    finished(page)
    assert unit_in_link(page) == "c1.weights@19,10"


def test_the_box_grows_along_the_depth_and_back_undoes_it(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto(LINK)
    finished(page)
    depth = page.get_by_role("slider", name="Depth")
    before = float(page.locator(".scene .box").get_attribute("width") or 0)
    depth.focus()
    depth.press("End")
    assert float(page.locator(".scene .box").get_attribute("width") or 0) > before
    finished(page)
    deepest = unit_in_link(page)
    assert deepest and not deepest.startswith("c1.weights@")
    expect(page.get_by_text(re.compile(r"Mean of 32 inputs\. Yellow: the \d+×\d+ pixels"))).to_be_visible()
    page.go_back()
    finished(page)
    assert unit_in_link(page) == "c1.weights@3,4"
    expect(page.get_by_text("Unit (3, 4): 5×5 px")).to_be_visible()


def test_a_unit_that_is_not_there_is_told(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/receptive_field?model=lenet5&lang=en&unit=c1.weights@28,0")
    expect(page.get_by_text("Layer “c1.weights” has no unit (28, 0); its last is (27, 27).")).to_be_visible()
