"""Visitors keep out of each other's way, come back, follow bad links and give the site what it cannot use."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Site
from tests.browser.visit import Visitor, choose, finished, upload

TOO_LARGE = 21 * 2**20  # bytes: over our limit of 20 MB, under the server's


def heat_map_of(page: Page, label: str) -> Locator:
    return page.get_by_role("img", name=f"Heat map for “{label}”")


def test_two_visitors_at_once(site: Site, visitor: Visitor):
    """One looks at a cat in Korean, one at a cup of coffee in English; each sees his own, however they take turns."""
    cat, coffee = visitor(site, locale="ko-KR"), visitor(site)
    cat.goto("/grad_cam")
    coffee.goto("/grad_cam?picture=coffee")
    finished(cat)
    finished(coffee)
    for layer in ("stage6.1.relu1", "conv_stem"):
        choose(coffee, "Layer", layer)
        choose(cat, "층", layer)
        expect(cat.get_by_role("img", name=f"{layer} 층")).to_have_attribute("alt", re.compile("‘tiger cat’"))
        expect(coffee.get_by_role("img", name=f"at layer {layer}")).to_have_attribute("alt", re.compile("“espresso”"))


def test_a_reload_and_a_link_show_the_same(site: Site, visitor: Visitor):
    """Every setting is in the address: a reload, which is a new visitor to the server, and a colleague see the same."""
    page, colleague = visitor(site), visitor(site, locale="ko-KR")
    page.goto("/grad_cam?picture=coffee")
    finished(page)
    choose(page, "Layer", "stage3.1.bn2")
    heat_map = page.get_by_role("img", name="Heat map for").get_attribute("alt") or ""
    page.reload()
    finished(page)
    expect(page.get_by_role("img", name=heat_map)).to_be_visible()
    colleague.goto(page.url)
    finished(colleague)
    expect(colleague.get_by_role("img", name=heat_map)).to_be_visible()
    assert "espresso" in heat_map
    assert "stage3.1.bn2" in heat_map


def test_a_switch_is_in_the_address(site: Site, visitor: Visitor):
    page, colleague = visitor(site), visitor(site)
    page.goto("/architecture?model=resnet50")
    finished(page)
    page.get_by_test_id("stSidebar").get_by_text("Squeeze-and-excitation", exact=True).click()
    expect(page.get_by_text("+2,530,992")).to_be_visible()
    finished(page)
    assert "se=true" in page.url
    colleague.goto(page.url)
    expect(colleague.get_by_text("+2,530,992")).to_be_visible()
    finished(colleague)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a picture at all", "not a picture"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "damaged or cut short"),
        (b"\xff\xd8\xff" + bytes(TOO_LARGE), "too large; up to 20 MB"),
    ],
    ids=["text", "torn off", "too large"],
)
def test_a_wrong_upload_gets_a_sentence_and_the_session_goes_on(
    content: bytes, sentence: str, site: Site, visitor: Visitor, tmp_path: Path
):
    page = visitor(site)
    page.goto("/grad_cam")
    finished(page)
    file = tmp_path / "wrong.jpg"
    file.write_bytes(content)
    upload(page, file)
    expect(page.get_by_test_id("stAlert")).to_contain_text(sentence)
    expect(heat_map_of(page, "tiger cat")).to_be_visible()
    page.get_by_role("radio", name="Coffee").click()
    expect(heat_map_of(page, "espresso")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_be_hidden()
    finished(page)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/architecture?model=nonsense", ["There is no network “nonsense”"]),
        ("/architecture?model=resnet50&se=perhaps&depth=3", ["“se” cannot be “perhaps”", "“depth”"]),
        ("/grad_cam?picture=dog&target=5000&layer=nowhere&lang=fr", ["“dog”", "“5000”", "“nowhere”", "“fr”"]),
    ],
)
def test_a_bad_link_falls_back_with_a_notice(address: str, told: list[str], site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto(address)
    for notice in told:
        expect(page.get_by_test_id("stToast").filter(has_text=notice)).to_be_visible()
    finished(page)
    assert all(name not in page.url for name in ("nonsense", "perhaps", "nowhere"))
