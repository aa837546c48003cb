"""What opens, walks and answers in the layer diagram, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.diagram_visit import box, head, visit
from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


@pytest.fixture
def shown(parts: Site, visitor: Visitor) -> Page:
    return visit(visitor, parts)


def test_a_click_tells_python(shown: Page):
    box(shown, "fold:conv1").click()
    expect(shown.get_by_text("picked: conv1")).to_be_visible()
    expect(box(shown, "fold:conv1")).to_have_class(re.compile("selected"))


def test_python_marks_a_layer(shown: Page):
    shown.get_by_label("marked").fill("layer2.0.conv1")
    shown.keyboard.press("Enter")
    expect(box(shown, "group:layer2")).to_have_class(re.compile("selected"))


def test_what_is_open_outlives_an_option(shown: Page):
    box(shown, "group:layer1").click()
    box(shown, "repeat:layer1.1").click()
    inner = box(shown, "fold:layer1.1.conv2")
    expect(inner).to_contain_text("64 × 56 × 56")
    shown.get_by_text("wide", exact=True).click()
    expect(inner).to_contain_text("128 × 56 × 56")
    expect(inner).to_have_class(re.compile("changed"))


def test_zoom_outlives_a_rerun(shown: Page):
    world = shown.locator(".world")
    shown.get_by_role("button", name="Zoom in").click()
    zoomed = world.get_attribute("transform")
    box(shown, "layer:maxpool").click()
    expect(shown.get_by_text("picked: maxpool")).to_be_visible()
    finished(shown)
    assert world.get_attribute("transform") == zoomed
    shown.get_by_role("button", name="Fit").click()
    assert world.get_attribute("transform") != zoomed


def test_open_and_close_by_the_head_of_a_group(shown: Page):
    box(shown, "group:layer4").click()
    expect(head(shown, "group:layer4")).to_have_attribute("aria-expanded", "true")
    head(shown, "group:layer4").click()
    expect(box(shown, "group:layer4")).to_be_visible()


def test_a_press_counts_though_the_diagram_is_drawn_anew_before_the_button_is_up(shown: Page):
    box(shown, "group:layer4").hover()
    shown.mouse.down()
    box(shown, "group:layer4").evaluate("drawn => drawn.replaceWith(drawn.cloneNode(true))")
    shown.mouse.up()
    expect(head(shown, "group:layer4")).to_have_attribute("aria-expanded", "true")


def test_equal_blocks_one_by_one(shown: Page):
    box(shown, "group:layer3").click()
    expect(box(shown, "repeat:layer3.1")).to_contain_text("×5")
    box(shown, "repeat:layer3.1").click()
    shown.locator('[data-each="repeat:layer3.1"]').click()
    for block in range(1, 6):
        expect(box(shown, f"group:layer3.{block}")).to_be_visible()


def test_a_double_click_unfolds_and_folds(shown: Page):
    box(shown, "fold:conv1").dblclick()
    for layer in ("conv1", "bn1", "relu"):
        expect(box(shown, f"layer:{layer}")).to_be_visible()
    box(shown, "layer:bn1").dblclick()
    expect(box(shown, "fold:conv1")).to_be_visible()


def test_the_wheel_alone_is_for_the_page(shown: Page):
    world = shown.locator(".world")
    fitted = world.get_attribute("transform")
    box(shown, "fold:conv1").hover()
    shown.mouse.wheel(0, -200)
    expect(shown.locator(".hint")).to_have_class(re.compile("shown"))
    assert world.get_attribute("transform") == fitted
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -200)
    shown.keyboard.up("Control")
    expect(world).not_to_have_attribute("transform", str(fitted))


def test_arrows_walk_along_edges(shown: Page):
    shown.locator(".search input").focus()
    for _ in range(5):  # past the buttons on the right
        shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")
    expect(box(shown, "layer:input")).to_be_focused()
    for _ in range(3):
        shown.keyboard.press("ArrowDown")
    expect(box(shown, "group:layer1")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(box(shown, "group:layer1.0")).to_be_focused()
    ring = "box => getComputedStyle(box.querySelector('.outline')).stroke"
    assert box(shown, "group:layer1.0").evaluate(ring) != "none"
    shown.keyboard.press("Backspace")
    expect(box(shown, "group:layer1")).to_be_focused()
    shown.keyboard.press("ArrowUp")
    shown.keyboard.press("Enter")
    expect(shown.get_by_text("picked: maxpool")).to_be_visible()


def test_a_search_opens_what_it_finds(shown: Page):
    shown.get_by_role("combobox", name="Find a layer").fill("layer3.4.conv2")
    expect(shown.locator(".search li")).to_have_count(1)
    shown.keyboard.press("Enter")
    expect(box(shown, "fold:layer3.4.conv2")).to_be_focused()
