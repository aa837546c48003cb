"""The History page in a real browser: names that can be read, cards under the pointer, a press that leads on."""

import pytest
from playwright.sync_api import Page, expect

from cnnviz.history import CHARTS
from tests.browser.server import Site
from tests.browser.visit import Visitor, finished

# Texts of a chart that lie on each other, or are smaller than 11 px.
FAULTS = """svg => {
    const texts = [...svg.querySelectorAll("text")].map(each => [each.textContent, each.getBoundingClientRect(),
        parseFloat(getComputedStyle(each).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width])
    const faults = texts.filter(([, , size]) => size < 11).map(([text, , size]) => `${text}: ${size} px`)
    texts.forEach(([text, one], place) => texts.slice(place + 1).forEach(([other, two]) => {
        const across = Math.min(one.right, two.right) - Math.max(one.left, two.left)
        const up = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
        if (across > 1 && up > 4) faults.push(`${text} lies on ${other}`)  // line boxes are higher than letters
    }))
    return faults
}"""


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_every_name_can_be_read(chart: str, size: tuple[int, int], site: Site, visitor: Visitor):
    page = opened(site, visitor, f"/history?chart={chart}", locale="ko-KR")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    charts = page.locator(".view svg")
    expect(charts).to_have_count(2)
    assert [charts.nth(place).evaluate(FAULTS) for place in range(2)] == [[], []]


def test_a_bubble_tells_its_source_and_leads_to_the_network(site: Site, visitor: Visitor):
    page = opened(site, visitor, "/history?chart=imagenet-top5")
    bubble = page.locator('.target[data-id="nasnet_a_large"]')
    bubble.hover()
    card = page.locator(".card:visible")
    for line in ("NASNet-A (6 @ 4032)", "ImageNet top-5: 3.8 %", "Zoph 2018, Table 2", "23.8 G", "88.8 M"):
        expect(card).to_contain_text(line)
    bubble.click()
    expect(page.get_by_role("heading", name="NASNet-A (6 @ 4032)")).to_be_visible()
    page.wait_for_url(lambda url: "/architecture?" in url and "model=nasnet_a_large" in url)
    finished(page)
    page.go_back()
    finished(page)
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(page.get_by_role("radio", name="ImageNet top-5")).to_be_checked()


def test_a_column_leads_to_its_network_by_keyboard_in_korean(site: Site, visitor: Visitor):
    page = opened(site, visitor, "/history?lang=ko")
    page.locator('.target[data-id="googlenet"]').first.focus()
    expect(page.locator(".card:visible")).to_contain_text("Szegedy 2014, Table 3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="GoogLeNet", exact=True)).to_be_visible()
    expect(page.get_by_role("radio", name="한국어")).to_be_checked()


def test_the_filter_keeps_the_colours(site: Site, visitor: Visitor):
    page = opened(site, visitor, "/history")
    bubbles = page.locator(".bubble.s4, .target .bubble")
    before, all_of_them = colour(page), bubbles.count()
    page.get_by_role("button", name="DenseNet", exact=True).click()
    finished(page)
    assert colour(page) == before
    assert 0 < bubbles.count() < all_of_them
    assert "families=densenet" in page.url


def colour(page: Page) -> str:
    return page.locator('.target[data-id="densenet121"] .bubble').evaluate("each => getComputedStyle(each).stroke")


def opened(site: Site, visitor: Visitor, path: str, **how: str) -> Page:
    page = visitor(site, **how)
    page.goto(path)
    finished(page)
    return page
