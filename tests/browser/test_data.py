"""The Data page in a real browser: a zip of one's own is brought, shown, drawn anew and deleted, on a phone too."""

from pathlib import Path
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished
from tests.picture_sets import class_files, zipped


def test_a_set_of_one_s_own_comes_and_goes(site: Site, visitor: Visitor, tmp_path: Path):
    page, stranger, name = visitor(site), visitor(site, locale="ko-KR"), f"test-{uuid4().hex[:8]}"
    page.goto("/data")
    finished(page)
    page.locator("input[type=file]").set_input_files(
        zipped(tmp_path / "a.zip", class_files(10) | {"readme.txt": b"text"})
    )
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="1 files were left out")).to_be_visible(timeout=60_000)
    finished(page)
    assert f"data={name}" in page.url
    for colour in ("red", "green", "blue"):
        expect(page.get_by_role("row", name=f"Examples of “{colour}”")).to_contain_text("8 and 2")

    stranger.goto(page.url.replace("lang=en", "lang=ko"))
    finished(stranger)
    expect(stranger.get_by_role("row", name="‘red’ 클래스의 예")).to_contain_text("8장, 2장")
    expect(stranger.get_by_role("button", name=f"‘{name}’ 삭제")).to_have_count(0)

    page.get_by_role("button", name=f"Delete “{name}”").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("row", name="triangle")).to_be_visible()
    finished(page)
    assert name not in page.url


def test_another_draw_changes_the_pictures_and_the_link(site: Site, visitor: Visitor):
    page = visitor(site, locale="ko-KR")
    page.goto("/data?data=digits&seed=4")
    finished(page)
    drawn = page.get_by_role("img", name="‘밀기와 뒤집기’")
    before = drawn.get_attribute("src")
    page.get_by_role("button", name="다시 뽑기").click()
    finished(page)
    assert "seed=5" in page.url
    assert drawn.get_attribute("src") != before


def test_nothing_is_cut_off_on_a_phone(site: Site, visitor: Visitor):
    page = visitor(site)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/data?data=shapes")
    finished(page)
    expect(page.get_by_role("row", name="triangle")).to_be_visible()
    wide = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollWidth")
    assert wide <= 390
