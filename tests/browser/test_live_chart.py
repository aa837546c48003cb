"""The live chart in a real browser: it grows without a script run, asks only for what is new, and stops asking."""

import json
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished

ROUND = 2000  # ms between two questions


def say(site: Site, run: int, first: int, last: int, status: str = "running", speed: float = 1) -> None:
    query = f"run={run}&first={first}&last={last}&status={status}&speed={speed}"
    urlopen(f"{site.address}/say?{query}", timeout=10).read()


def asked(site: Site) -> list[str]:
    return json.loads(urlopen(f"{site.address}/asked", timeout=10).read())


def opened(site: Site, visitor: Visitor, runs: str = "1", **how: str) -> Page:
    page = visitor(site, **how)
    page.goto(f"/?runs={runs}")
    finished(page)
    return page


def has_points(page: Page, count: int) -> None:
    expect(page.locator(".live")).to_have_attribute("data-points", str(count))


def test_it_grows_by_what_is_new_without_a_script_run(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 23)
    page = opened(parts, visitor)
    has_points(page, 23)
    expect(page.get_by_text("running · epoch 2.3 of 10 · 1:15 to go · test 76.5 %")).to_be_visible()
    say(parts, 1, 24, 40)
    has_points(page, 40)
    assert set(asked(parts)) <= {"1:23", "1:40"}
    expect(page.get_by_text("script runs: 1")).to_be_visible()


def test_it_stops_asking_when_the_run_has_ended_and_tells_the_page_once(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 30)
    page = opened(parts, visitor)
    has_points(page, 30)
    say(parts, 1, 31, 35, "finished")
    expect(page.get_by_text("script runs: 2")).to_be_visible()
    has_points(page, 35)
    page.wait_for_timeout(ROUND)
    count = len(asked(parts))
    page.wait_for_timeout(2 * ROUND)
    assert len(asked(parts)) == count
    expect(page.get_by_text("script runs: 2")).to_be_visible()


def test_a_hidden_tab_asks_nothing_and_catches_up(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 10)
    page = opened(parts, visitor)
    has_points(page, 10)
    set_visibility(page, "hidden")
    page.wait_for_timeout(ROUND + 500)
    say(parts, 1, 11, 160)
    page.wait_for_timeout(2 * ROUND)
    assert asked(parts) == []
    set_visibility(page, "visible")
    has_points(page, 160)


def set_visibility(page: Page, state: str) -> None:
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')) }",
        state,
    )


def test_a_resumed_run_is_drawn_from_its_checkpoint_on(parts: Site, visitor: Visitor):
    """The points behind the checkpoint have been taken back: they do not stay on the chart."""
    say(parts, 1, 1, 50)
    page = opened(parts, visitor)
    has_points(page, 50)
    expect(page.get_by_text("test 89.3 %")).to_be_visible()
    say(parts, 1, 38, 39, speed=3)
    has_points(page, 39)
    expect(page.get_by_text("test 85.0 %")).to_be_visible()
    say(parts, 1, 40, 55, speed=3)
    has_points(page, 55)
    expect(page.get_by_text("test 90.0 %")).to_be_visible()


def test_a_run_that_waits_says_its_place_and_has_no_line(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 20, "finished")
    say(parts, 2, 1, 0, "queued")
    page = opened(parts, visitor, "1,2")
    expect(page.get_by_text("queued · place 2 in the queue")).to_be_visible()
    assert page.locator('.panel[data-panel="test_accuracy"] .run.s1 path').count() == 0


@pytest.mark.parametrize(("speed", "lowest"), [(1, "0 %"), (10, "60 %")])
def test_the_lower_half_of_the_accuracies_is_left_out_where_it_is_empty(
    speed: float, lowest: str, parts: Site, visitor: Visitor
):
    say(parts, 1, 1, 60, "finished", speed)
    page = opened(parts, visitor)
    has_points(page, 60)
    texts = page.locator('.panel[data-panel="test_accuracy"] text.quiet').all_text_contents()
    assert next(text for text in texts if "%" in text) == lowest


def test_the_test_of_every_run_lies_over_the_training_of_all(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 60, "finished")
    say(parts, 2, 1, 60, "finished", speed=0.5)
    page = opened(parts, visitor, "1,2")
    has_points(page, 120)
    kinds = page.locator('.panel[data-panel="test_accuracy"] .run path').evaluate_all(
        "all => all.map(e => e.classList[0])"
    )
    assert kinds == ["dashed", "dashed", "solid", "solid"]


def test_view_table_and_files(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 80, "finished")
    say(parts, 2, 1, 60, "paused", speed=0.5)
    page = opened(parts, visitor, "1,2")
    has_points(page, 140)
    page.get_by_role("radio", name="Step").check()
    page.get_by_label("Log scale").check()
    expect(page.get_by_text("view: step True 0")).to_be_visible()
    page.get_by_role("radio", name="Time").check()
    expect(page.get_by_text("view: time True 0")).to_be_visible()
    finished(page)
    assert page.get_by_role("radio", name="Time").is_checked()
    page.get_by_text("Table of the last values").click()
    expect(page.get_by_role("row", name="Run 1")).to_contain_text("90.0 %")
    expect(page.get_by_role("row", name="Run 2")).to_contain_text("paused")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as SVG").click()
    text = download.value.path().read_text("utf-8")
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    assert "Run 2" in text
    assert "class=" not in text
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_the_pointer_and_the_arrow_keys_read_values(parts: Site, visitor: Visitor):
    say(parts, 1, 1, 80, "finished")
    page = opened(parts, visitor)
    has_points(page, 80)
    stage = page.locator(".stage")
    stage.focus()
    page.keyboard.press("End")
    expect(page.locator(".card")).to_contain_text("Accuracy · Epoch 8.00")
    expect(page.locator(".card")).to_contain_text("90.0 %")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".card")).to_contain_text("Loss")
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    box = stage.bounding_box()
    assert box
    page.mouse.move(box["x"] + 150, box["y"] + 120)
    expect(page.locator(".card")).to_contain_text("train")


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_names_at_line_ends_stay_inside_and_apart(width: int, parts: Site, visitor: Visitor):
    """Three runs with nearly the same values."""
    for run in (1, 2, 3):
        say(parts, run, 1, 80, "finished", speed=1 + run / 1000)
    page = opened(parts, visitor, "1,2,3", locale="ko-KR")
    page.set_viewport_size({"width": width, "height": 900})
    has_points(page, 240)
    places = page.locator('.panel[data-panel="test_accuracy"] .name').evaluate_all(
        "names => names.map(name => name.getBoundingClientRect()).map(box => [box.top, box.bottom, box.right])"
    )
    places.sort()
    assert len(places) == 3
    assert all(upper[1] <= lower[0] + 3 for upper, lower in pairwise(places))
    assert max(right for _, _, right in places) <= width
