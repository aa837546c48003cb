"""A presentation in a real browser: made, put in order, handed on as a link, and shown with a clicker."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.visit import LOCALES, Visitor, finished
from tests.presentations import code_of

STOPS = [
    ["VGG", "architecture?lang=en&model=vgg16"],
    ["Contest", "history?lang=en"],
    ["A layer", "architecture?lang=en&model=resnet50&layer=conv1&se=true"],
    ["Table", "architecture?lang=en&model=lenet5&view=layers"],
    ["Trends", "architecture?lang=en&model=alexnet&view=trends"],
    ["Volumes", "architecture?lang=en&model=vgg16&view=volumes"],
]
CODE = code_of(STOPS)

# Sizes under 24 px of the texts that can be seen, components and pictures included.
SMALL_TYPE = """() => {
    const found = []
    const walk = (root) => {
        for (const each of root.querySelectorAll("*")) {
            if (each.shadowRoot) walk(each.shadowRoot)
            const says = [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
            const box = each.getBoundingClientRect()
            if (!says || !box.width || !box.height || !each.checkVisibility({visibilityProperty: true})) continue
            if (["STYLE", "SCRIPT"].includes(each.tagName) || each.closest('[data-testid="stIconMaterial"]')) continue
            const matrix = each.getScreenCTM?.()
            const size = parseFloat(getComputedStyle(each).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1)
            if (size < 23.9) found.push(`${each.textContent.trim().slice(0, 30)}: ${size} px`)
        }
    }
    walk(document.body)
    return found
}"""


def test_from_two_pages_to_a_link(site: Site, visitor: Visitor):
    page = visitor(site, permissions=["clipboard-read", "clipboard-write"])
    for address in ("/architecture?model=lenet5", "/history", "/compare?nets=vgg16,alexnet"):
        page.goto(address)
        finished(page)
        page.get_by_role("button", name="Add to presentation").click()
        expect(page.get_by_role("status").filter(has_text="Added as page")).to_be_visible()
    page.goto("/presentation?lang=en")
    expect(titles(page)).to_have_count(3)
    page.get_by_role("textbox", name="Title of page 1").fill("The first of all")
    page.get_by_role("button", name="Move page 3 up").click()
    page.get_by_role("button", name="Delete page 3").click()
    finished(page)
    page.reload()  # the list is kept by the browser
    finished(page)
    assert said(page) == ["The first of all", "Compare · nets=vgg16,alexnet"]
    page.get_by_role("button", name="Copy link to this list").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    an_own_list_stays(page, visitor(site, locale="ko-KR"))


def an_own_list_stays(page: Page, elsewhere: Page) -> None:
    """A list from a link is shown and changed beside one's own, until one keeps it."""
    elsewhere.goto("/")
    finished(elsewhere)
    elsewhere.get_by_role("button", name="발표에 추가").click()
    elsewhere.goto(page.evaluate("navigator.clipboard.readText()"))
    finished(elsewhere)
    assert said(elsewhere) == ["The first of all", "Compare · nets=vgg16,alexnet"]
    before = elsewhere.url
    elsewhere.get_by_role("button", name="1쪽 지우기").click()
    expect(titles(elsewhere)).to_have_count(1)
    elsewhere.wait_for_url(lambda url: "list=" in url and url != before)
    finished(elsewhere)
    elsewhere.go_back()
    expect(titles(elsewhere)).to_have_count(2)
    finished(elsewhere)
    assert elsewhere.evaluate("JSON.parse(localStorage['cnnviz.presentation']).length") == 1
    elsewhere.get_by_role("button", name="이 브라우저의 목록 1쪽을 대신함").click()
    elsewhere.wait_for_url(lambda url: "list=" not in url)
    finished(elsewhere)
    assert said(elsewhere) == ["The first of all", "Compare · nets=vgg16,alexnet"]


def test_a_clicker_leads_through_the_pages(site: Site, visitor: Visitor):
    page = presenting(site, visitor)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_test_id("stTopNavLink").first).to_be_hidden()
    for key, number, heading in (("PageDown", 2, "History"), ("ArrowRight", 3, "ResNet-50"), ("PageUp", 2, "History")):
        page.keyboard.press(key)
        arrived(page, number, heading)
    page.keyboard.press("ArrowLeft")
    arrived(page, 1, "VGG-16 (D)")
    page.keyboard.press("PageUp")  # before the first there is nothing
    page.go_back()
    arrived(page, 2, "History")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(count(page)).to_be_hidden()
    finished(page)
    assert "present=" not in page.url
    page.keyboard.press("PageDown")
    finished(page)
    expect(page.get_by_role("heading", name="History", exact=True)).to_be_visible()


def test_fast_fingers_lose_no_page(site: Site, visitor: Visitor):
    page = presenting(site, visitor)
    for _ in range(3):
        page.keyboard.press("PageDown")
    arrived(page, 4, "LeNet-5")


def test_a_clicked_picture_keeps_its_arrows(site: Site, visitor: Visitor):
    page = presenting(site, visitor, number=3)
    page.locator('.box[data-id="group:layer1"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".box:focus")).to_have_count(1)
    expect(count(page)).to_have_text("3 / 6")
    page.keyboard.press("Escape")  # gives the arrows back, and the presentation stays
    expect(page.locator(".box:focus")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    arrived(page, 4, "LeNet-5")


def test_what_was_switched_is_no_page_of_its_own(site: Site, visitor: Visitor):
    """A view that is chosen while presenting stands in the address; the next key goes on from there."""
    page = presenting(site, visitor)
    page.get_by_role("radio", name="Trends").click()
    page.wait_for_url("**view=trends**")
    finished(page)
    expect(count(page)).to_have_text("1 / 6")
    page.keyboard.press("ArrowRight")
    arrived(page, 2, "History")


@pytest.mark.parametrize("number", range(1, len(STOPS) + 1))
def test_all_type_can_be_read_from_the_last_row(number: int, site: Site, visitor: Visitor):
    page = presenting(site, visitor, number=number, locale=LOCALES["ko"], color_scheme="dark")
    expect(count(page)).to_have_text(f"{number} / 6")
    page.wait_for_timeout(1000)  # the diagram glides
    assert page.evaluate(SMALL_TYPE) == []


def test_a_table_is_as_large_as_the_text(site: Site, visitor: Visitor):
    """A table is a picture without letters: its rows say how large they are, and that they shrink again."""
    page = presenting(site, visitor, number=4)
    large = table_font(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    finished(page)
    assert (large, table_font(page)) == (24, 14)


def table_font(page: Page) -> float:
    """Size in px of the letters that the first table draws: canvas text has a font of its own."""
    page.get_by_test_id("stDataFrame").wait_for()
    page.evaluate("""() => {
        const fill = CanvasRenderingContext2D.prototype.fillText
        window.fonts = []
        CanvasRenderingContext2D.prototype.fillText = function (...args) {
            window.fonts.push(parseFloat(this.font.match(/([\\d.]+)px/)[1]))
            return fill.apply(this, args)
        }
    }""")
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    for step in range(8):  # the pointer makes it draw its rows again
        page.mouse.move(box["x"] + 200, box["y"] + 20 + 30 * step)
        page.wait_for_timeout(50)
    return page.evaluate("Math.max(...window.fonts)")


def presenting(site: Site, visitor: Visitor, number: int = 1, **how: str) -> Page:
    page = visitor(site, **how)
    address = STOPS[number - 1][1]
    page.goto(f"/{address}&present={number}.{CODE}")
    finished(page)
    expect(count(page)).to_have_text(f"{number} / {len(STOPS)}")
    return page


def arrived(page: Page, number: int, heading: str) -> None:
    expect(count(page)).to_have_text(f"{number} / {len(STOPS)}")
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    finished(page)
    assert f"present={number}." in page.url


def count(page: Page):
    return page.locator(".steps .count")


def titles(page: Page):
    return page.locator(".listing li input")


def said(page: Page) -> list[str]:
    return [each.input_value() for each in titles(page).all()]
