"""The Gates page in a real browser: a cell leads to its computation, and a dragged gate moves the answer at once."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Position, expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def setting(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[0]


def test_a_cell_leads_to_how_its_gate_is_computed_and_back(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/gates?lang=en")
    finished(page)
    cells = page.get_by_role("img", name="layer3.0: 64 gates")
    box = cells.bounding_box()
    assert box
    place = Position(x=box["width"] * 14.5 / 64, y=box["height"] / 2)
    cells.hover(position=place)
    pointed = page.locator(".gates output").inner_text()
    told = re.fullmatch(r"layer3\.0 · channel 14: gate (\S+)", pointed)
    assert told, pointed
    cells.click(position=place)
    expect(page.get_by_text(re.compile("Channel 14: sum s"))).to_be_visible()
    expect(page.get_by_text(told[1], exact=True).first).to_be_visible()
    finished(page)
    assert (setting(page, "view"), setting(page, "gated"), setting(page, "channel")) == (
        "block",
        "layer3.0.se_module",
        "14",
    )

    page.locator(".target").nth(5).click()
    expect(page.get_by_text(re.compile("Channel 5: sum s"))).to_be_visible()
    finished(page)
    page.go_back()
    expect(page.get_by_text(re.compile("Channel 14: sum s"))).to_be_visible()
    page.go_back()
    expect(cells).to_be_visible()


def test_a_gate_is_dragged_without_a_script_run_and_kept_in_the_link(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/gates?view=held&how=channel&lang=en")
    finished(page)
    slider, bars = page.get_by_role("slider", name="layer3.2"), page.locator(".bars")
    told = bars.inner_text()
    assert all(was == now for was, now in re.findall(r"(\S+%) → (\S+%)", told)), "nothing is held yet"
    slider.evaluate("slider => { slider.value = 0; slider.dispatchEvent(new Event('input')); }")
    expect(page.locator(".drag output")).to_have_text(re.compile(r"0\.0 \(set by the network: 0\.\d+\)"))
    assert setting(page, "gate") is None, "the script has run while the gate was being dragged"
    assert bars.inner_text() != told
    slider.dispatch_event("change")
    expect(page).to_have_url(re.compile("gate=0"))
    finished(page)
    moved = bars.inner_text()
    page.reload()
    finished(page)
    expect(page.locator(".bars")).to_have_text(re.compile(re.escape(moved.split("\n")[0])))
    assert page.locator(".bars").inner_text() == moved
    page.go_back()
    expect(page.locator(".bars")).not_to_have_text(moved)
    expect(page).not_to_have_url(re.compile("gate="))
    expect(page.locator(".drag output")).to_have_text(re.compile(r"(0\.\d+) \(set by the network: \1\)"))
