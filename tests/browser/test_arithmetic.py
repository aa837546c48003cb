"""The Arithmetic page in a real browser: a number is worked out step by step, and equals PyTorch's."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def test_a_sum_grows_step_by_step_to_what_pytorch_computes(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/arithmetic?model=lenet5&layer=c3.weights&channel=2&unit=c3.weights@1,2&lang=en")
    finished(page)
    expect(page.get_by_text("Input channel 0 (1 of 6)")).to_be_visible()
    first = page.locator(".line").inner_text()
    page.get_by_role("button", name="One step", exact=True).click()
    assert page.locator(".line").inner_text() != first
    page.get_by_role("button", name="Next channel").click()
    expect(page.get_by_text("Input channel 1 (2 of 6)")).to_be_visible()
    page.get_by_role("button", name="To the end").click()
    total = re.search(r"= (\S+)\s+\(PyTorch's output: (\S+)\)", page.locator(".total").inner_text())
    assert total, page.locator(".total").inner_text()
    ours, torchs = (float(figure.replace("−", "-")) for figure in total.groups())
    assert abs(ours - torchs) < 1e-5

    page.locator("svg.map").press("ArrowDown")
    expect(page.get_by_text("Unit (2, 2) =")).to_be_visible()
    finished(page)
    assert parse_qs(urlsplit(page.url).query)["unit"] == ["c3.weights@2,2"]


def test_a_maximum_names_the_largest_and_a_norm_its_figures(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/arithmetic?model=lenet5&pooling=max&layer=s2&lang=en")
    expect(page.get_by_text("The largest number in the window")).to_be_visible()
    expect(page.locator(".cell.now")).to_have_count(1)
    page.goto("/arithmetic?model=efficientnet_lite0&layer=bn0&lang=en")
    expect(page.get_by_text("(x − mean)/√(variance + ε) · γ + β")).to_be_visible()
