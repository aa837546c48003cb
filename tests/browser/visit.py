"""The pages there are, their addresses, and when one has nothing more to do."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from cnnviz.words import PAGES, Language

NAMES = sorted(page.parent.name for page in PAGES.glob("*/page.py"))
LOCALES: dict[Language, str] = {"ko": "ko-KR", "en": "en-US"}
Visitor = Callable[..., Page]

# The page has a heading, its script has run, the frame has heard of it and written the address, and the script does not
# run again at once (a widget's answer, a redirect).
IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]')
    const ready = app?.dataset.testConnectionState === "CONNECTED" && document.querySelector("h1")
    const heard = window.cnnviz || !document.querySelector(".st-key-frame")
    const idle = ready && heard && app.dataset.testScriptState === "notRunning"
    window.idleSince = idle ? (window.idleSince ?? Date.now()) : undefined
    return idle && Date.now() - window.idleSince > 600
}"""


def path(name: str) -> str:
    """Where page `name` is."""
    return "/" if name == "home" else f"/{name}"


def menu(page: Page, title: str) -> None:
    """Go to the page called `title` by the menu, whichever of its sections holds it."""
    its_name = re.compile(f"(^|[a-z_]){re.escape(title)}$")  # the icon's name stands before it
    page.get_by_test_id("stTopNavSection").first.wait_for()
    if (alone := page.get_by_test_id("stTopNavLink").filter(has_text=its_name)).count():
        return alone.click()
    links = page.get_by_test_id("stTopNavDropdownLink")
    for section in page.get_by_test_id("stTopNavSection").all():
        section.click()
        links.first.wait_for()  # those of a section come together
        if (link := links.filter(has_text=its_name)).count():
            return link.click()
        page.keyboard.press("Escape")
        links.first.wait_for(state="hidden")
    raise AssertionError(f"the menu does not lead to {title}")


def finished(page: Page) -> None:
    """Wait until the page has nothing more to do."""
    page.evaluate("window.idleSince = undefined")
    page.wait_for_function(IDLE, polling=100)  # ms; asked at every frame, an idle page would keep a core busy


def choose(page: Page, label: str, option: str) -> None:
    """Pick the first entry that starts with `option` from the list `label`, and wait for the answer."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()  # scrolls to it first: a list that opens while the page scrolls closes again
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    finished(page)


def upload(page: Page, file: Path) -> None:
    """Give the page a photograph, and wait for the answer."""
    page.locator("input[type=file]").set_input_files(file)
    finished(page)
