"""What goes wrong in a browser: exception boxes, console errors, requests that leave the machine."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

# Streamlit finds the site's base by asking under the page's own path first: these two are its own.
BASE_PROBES = ("/_stcore/health", "/_stcore/host-config")

TELL_EXCEPTION_BOXES = """
new MutationObserver(() => {
    for (const box of document.querySelectorAll('[data-testid="stException"]:not([data-told])')) {
        box.dataset.told = "yes"
        console.error("exception box: " + box.innerText)
    }
}).observe(document, {subtree: true, childList: true})
"""


def watch(context: BrowserContext, address: str) -> Sequence[str]:
    """A list that grows by one sentence with everything that goes wrong in any page of `context`."""
    trouble: list[str] = []
    site = urlsplit(address).netloc

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_base_probe(message.location["url"]):
            trouble.append(f"console: {message.text} ({message.location['url']})")

    def follow(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != site:
            trouble.append(f"left the machine: {url}")

    def open_page(page: Page) -> None:
        page.on("websocket", lambda socket: follow(socket.url))

    context.add_init_script(TELL_EXCEPTION_BOXES)
    context.on("console", hear)
    context.on("weberror", lambda error: trouble.append(f"uncaught: {error.error}"))
    context.on("request", lambda request: follow(request.url))
    context.on("page", open_page)
    return trouble


def _is_base_probe(url: str) -> bool:
    path = urlsplit(url).path
    return any(path.endswith(probe) and path != probe for probe in BASE_PROBES)
