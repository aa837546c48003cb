"""Why, in a real browser: slow work is started, tells its time, and is cancelled; the grid shows its maps."""

import re

from playwright.sync_api import expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def test_slow_work_is_cancelled(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/grad_cam?method=score-cam&picture=motorcycle&lang=en")
    finished(page)
    page.get_by_role("button", name="Compute Score-CAM").click()
    expect(page.get_by_text("to go")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Compute Score-CAM")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_the_grid_shows_a_map_a_cell_and_two_classes_have_two_colours(site: Site, visitor: Visitor):
    page = visitor(site, locale="ko-KR")
    page.goto("/grid?methods=grad-cam,saliency")
    finished(page)
    expect(page.locator(".cnn-photo img")).to_have_count(6)
    widths = page.locator(".cnn-photo img").evaluate_all("images => images.map((image) => image.naturalWidth)")
    assert min(widths) >= 7
    page.get_by_role("radio", name="클래스 A와 B의 차이").click()
    expect(page.get_by_role("img", name="지도를 뺀 것")).to_be_visible()


def test_the_opacity_stays_where_it_is_put_and_back_undoes_it(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/grad_cam?lang=en")
    finished(page)
    slider = page.get_by_role("slider", name="Heat map opacity")
    for percent in ("20", "90"):
        slider.fill(percent)
        expect(page).to_have_url(re.compile(f"opacity={percent}"))
        finished(page)
        assert slider.input_value() == percent
    for percent in ("20", "60"):
        page.go_back()
        expect(slider).to_have_value(percent)
    assert "opacity" not in page.url
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("opacity=65"))
    finished(page)
    assert slider.input_value() == "65"
