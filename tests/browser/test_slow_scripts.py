"""On a slow network the scripts of widgets come late: what the link sets is still what the widgets hold."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import Route

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished

NETWORK = "/architecture?model=vgg16_cifar&lang=en"
LANGUAGES = ("한국어", "English")


@pytest.mark.parametrize(
    ("script", "link", "presses"),
    [
        ("NumberInput", f"{NETWORK}&dropout=0.2&hidden=512&classes=5", LANGUAGES),
        ("Checkbox", f"{NETWORK}&batch_norm=true", LANGUAGES),
        ("TextInput", f"{NETWORK}&layers=16,M,32,M,64,M", LANGUAGES),
        ("Selectbox", f"{NETWORK}&activation=tanh", LANGUAGES),
        ("ButtonGroup", f"{NETWORK}&init=xavier", ("Batch normalisation", "Batch normalisation ●")),
        ("Multiselect", "/compare?nets=lenet5,plain20&lang=en", LANGUAGES),
    ],
)
def test_a_widget_whose_script_comes_after_the_next_run_keeps_its_value(
    script: str, link: str, presses: tuple[str, str], site: Site, visitor: Visitor
):
    page, held = visitor(site), list[Route]()
    page.route(f"**/{script}.*.js", lambda route: held.append(route))
    page.goto(link)
    first, then = presses
    page.get_by_test_id("stSidebar").get_by_text(first, exact=True).click()
    finished(page)
    assert held
    for request in held:
        request.continue_()
    finished(page)
    page.get_by_test_id("stSidebar").get_by_text(then, exact=True).click()
    finished(page)
    settings = link.partition("?")[2].split("&")
    page.wait_for_url(lambda url: all(setting in unquote(url) for setting in settings), timeout=15_000)
