"""A running site, and visitors whose tests fail when anything at all goes wrong on the way."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.server import Site, serve
from tests.browser.watch import watch

PATIENCE = 60_000  # ms: the first page of a fresh server waits for its imports, on a machine that does other things
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    own = {"executable_path": path} if (path := installed()) else {}
    return {**browser_type_launch_args, "args": ARGUMENTS, **own}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server that all tests share but those that need a fresh one."""
    with serve(tmp_path_factory.mktemp("site") / "log.txt") as site:
        yield site


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server of pages with nothing but a layer diagram or a live chart."""
    with serve(tmp_path_factory.mktemp("parts") / "log.txt", "tests/browser/parts_app.py") as site:
        yield site


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """`visitor(site, locale="ko-KR", color_scheme="dark")`: a window of a new visitor, who watches what goes wrong."""
    watched: list[tuple[Site, int, Any]] = []

    def arrive(site: Site, locale: str = "en-US", **how: Any) -> Page:
        context = new_context(base_url=site.address, locale=locale, viewport={"width": 1280, "height": 1000}, **how)
        context.set_default_timeout(PATIENCE)
        watched.append((site, len(site.log.read_text("utf-8")), watch(context, site.address)))
        return context.new_page()

    yield arrive
    for site, since, trouble in watched:
        assert not trouble, "\n".join(trouble)
        assert not (log := site.complaints(since)), log
