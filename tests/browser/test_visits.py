"""Every page, as the first request to a fresh server, in both languages and themes, is whole and can be read by all."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cnnviz.words import LANGUAGES, Language, page_words
from tests.browser.server import Site, serve
from tests.browser.visit import LOCALES, NAMES, Visitor, finished, menu, path

SHOWN = {  # view of a network → what holds its picture, and the words for it
    "diagram": "svg.canvas",
    "volumes": ".volumes .picture",
    "layers": "[data-testid=stDataFrameResizable]",
    "trends": ".trends .picture",
}
every_page = pytest.mark.parametrize("name", NAMES)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@every_page
def test_a_cold_deep_link(name: str, tmp_path: Path, visitor: Visitor):
    """A fresh server whose first visit is this page shows this page, and no other visit comes before."""
    with serve(tmp_path / "log.txt") as site:
        page = visitor(site, locale="ko-KR")
        page.goto(path(name))
        finished(page)
        expect(page.locator("h1")).to_be_visible()
        page.close()


@every_page
@both_languages
def test_a_page_can_be_read_by_all(name: str, language: Language, site: Site, visitor: Visitor):
    """axe-core finds nothing serious, contrast included, in the light and then in the dark."""
    page = visitor(site, locale=LOCALES[language], color_scheme="light")
    page.goto(path(name))
    finished(page)
    paper = ground(page)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(
            "([dark, paper]) => (getComputedStyle(document.querySelector('.stApp')).backgroundColor !== paper) === dark",
            arg=[theme == "dark", paper],
        )
        findings = serious_findings(page)
        if findings:  # a component may still have waited for its script
            page.wait_for_timeout(3000)
            findings = serious_findings(page)
        assert not findings, f"{theme}: " + "\n".join(findings)


def ground(page: Page) -> str:
    """The colour that the page stands on."""
    return page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")


@pytest.mark.parametrize("theme, language", [("light", "en"), ("dark", "ko")])
@pytest.mark.parametrize("view", SHOWN)
def test_every_view_of_a_network_can_be_read_by_all(
    view: str, language: Language, theme: str, site: Site, visitor: Visitor
):
    """With a layer chosen and an option moved, so that all that can be marked is; each picture has words for it."""
    page = visitor(site, locale=LOCALES[language], color_scheme=theme)
    page.goto(f"/architecture?model=resnet18&view={view}&se=true&layer=layer2.0.conv1")
    shown = page.locator(SHOWN[view]).first
    shown.wait_for()
    finished(page)
    findings = serious_findings(page)
    assert not findings, "\n".join(findings)
    told = shown.get_attribute("aria-label")
    assert told
    assert (re.search("[가-힣]", told) is not None) == (language == "ko")


def serious_findings(page: Page) -> list[str]:
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    return [f"{each['id']}: {node['html'][:200]} {node['failureSummary']}" for each in found for node in each["nodes"]]


@both_languages
def test_the_menu_leads_to_every_page(language: Language, site: Site, visitor: Visitor):
    page = visitor(site, locale=LOCALES[language])
    page.goto("/")
    for name in NAMES:
        menu(page, page_words(name).title[language])
        page.wait_for_url(lambda url, name=name: urlsplit(url).path == path(name))
        finished(page)
        expect(page.locator("h1")).to_be_visible()
