"""A visit to the page of a diagram, and what is found there."""

from playwright.sync_api import Locator, Page

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def visit(visitor: Visitor, site: Site, net: str = "resnet50", **how: str) -> Page:
    """The diagram of `net` in a window of 1280 × 800, drawn; `how`: locale, color_scheme."""
    page = visitor(site, **how)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/?net={net}")
    page.locator(".diagram[data-boxes]").wait_for()
    page.evaluate("document.fonts.ready")  # the buttons may take another line, and the diagram is fitted anew
    finished(page)
    return page


def box(page: Page, id: str) -> Locator:
    return page.locator(f'.box[data-id="{id}"]')


def head(page: Page, id: str) -> Locator:
    """The name of an open group, which closes it."""
    return page.locator(f'.frame-head[data-id="{id}"]')
