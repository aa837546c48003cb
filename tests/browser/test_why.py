"""Why, in a real browser: slow work is started, tells its time, and is cancelled; the grid shows its maps."""

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
