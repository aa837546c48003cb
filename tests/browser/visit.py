"""The pages there are, their addresses, and when one has nothing more to do."""

from collections.abc import Callable

from playwright.sync_api import Page

from cnnviz.words import PAGES, Language

NAMES = sorted(page.parent.name for page in PAGES.glob("*/page.py"))
LOCALES: dict[Language, str] = {"ko": "ko-KR", "en": "en-US"}
Visitor = Callable[..., Page]

# The script of the page has run, and does not run again at once (a widget's answer, a redirect).
IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]')
    const idle = app?.dataset.testScriptState === "notRunning" && app?.dataset.testConnectionState === "CONNECTED"
    window.idleSince = idle ? (window.idleSince ?? Date.now()) : undefined
    return idle && Date.now() - window.idleSince > 600
}"""


def path(name: str) -> str:
    """Where page `name` is."""
    return "/" if name == "home" else f"/{name}"


def finished(page: Page) -> None:
    """Wait until the page has nothing more to do."""
    page.wait_for_function(IDLE)
