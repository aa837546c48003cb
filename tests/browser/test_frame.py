"""What the frame of every page does in the browser: one press of Back for one step, and the document's language."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished, menu, path


def test_one_press_of_back_for_each_step(site: Site, visitor: Visitor):
    """A menu link, an option, a button that leads on, a link on the page: each is one entry, the first page too."""
    page = visitor(site)
    page.goto("about:blank")
    page.goto("/architecture?model=resnet18")
    finished(page)
    seen = [page.url]
    page.get_by_test_id("stSidebar").get_by_text("Squeeze-and-excitation", exact=True).click()
    finished(page)
    seen.append(page.url)
    for title, name in (("History", "history"), ("Home", "home")):
        menu(page, title)
        arrived(page, name)
        seen.append(page.url)
    page.get_by_role("button", name="Start with an architecture").click()
    arrived(page, "architecture")
    seen.append(page.url)
    menu(page, "Home")
    arrived(page, "home")
    seen.append(page.url)
    page.get_by_test_id("stPageLink").filter(has_text="Compare").click()
    arrived(page, "compare")
    assert len(seen) == 6
    assert "se=true" in seen[1]
    for address in reversed(seen):
        page.go_back()
        finished(page)
        assert page.url == address
    page.go_back()
    page.wait_for_url("about:blank")


def test_an_option_right_after_the_page_is_a_step_of_its_own(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?lang=en&model=resnet18")  # as the page itself would write it: nothing is added to it
    finished(page)
    before = page.url
    page.get_by_test_id("stSidebar").get_by_text("Squeeze-and-excitation", exact=True).click()
    page.wait_for_url("**se=true**")
    finished(page)
    page.go_back()
    finished(page)
    assert page.url == before


def test_the_document_says_its_language(site: Site, visitor: Visitor):
    page = visitor(site, locale="ko-KR")
    page.goto("/")
    finished(page)
    document = page.locator("html")
    expect(document).to_have_attribute("lang", "ko")
    page.get_by_role("radio", name="English").click()
    expect(document).to_have_attribute("lang", "en")
    finished(page)
    page.go_back()
    expect(document).to_have_attribute("lang", "ko")


@pytest.mark.parametrize("locale, name", [("ko-KR", '"파일 고르기"'), ("en-US", "none")])
def test_the_upload_button_speaks_korean(locale: str, name: str, site: Site, visitor: Visitor):
    page = visitor(site, locale=locale)
    page.goto("/feature_maps")
    finished(page)
    label = page.get_by_test_id("stFileUploaderDropzone").locator("button p")
    assert label.evaluate("each => getComputedStyle(each, '::after').content") == name
    assert (label.evaluate("each => getComputedStyle(each).fontSize") == "0px") == (locale == "ko-KR")


def arrived(page: Page, name: str) -> None:
    page.wait_for_url(lambda url: url.split("?")[0].endswith(path(name)))
    finished(page)
