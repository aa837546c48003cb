"""Training in a real browser: started with one press, watched, stopped, resumed; a stranger only watches."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.ui.visitor import COOKIE
from cnnviz.words import page_words
from tests.browser.server import Site, serve
from tests.browser.test_visits import serious_findings
from tests.browser.visit import Visitor, finished

FIRST_POINT = 120_000  # ms: the worker imports torch first, on a machine that does other things
LONG = "/train?what=own&model=lenet5&data=digits&epochs=400"
SHORT = "/train?what=own&model=lenet5&data=digits&epochs=2&seed=5"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: its runs end with it."""
    with serve(tmp_path_factory.mktemp("school") / "log.txt") as site:
        yield site


def start(page: Page, path: str) -> None:
    """Press Start twice, as hands do, and wait for the Runs page."""
    page.goto(path)
    finished(page)
    expect(button(page, "Start")).to_be_enabled()
    button(page, "Start").dblclick()
    page.wait_for_url(re.compile("/runs"))


def button(page: Page, name: str) -> Locator:
    """One of the page's own; Streamlit's toolbar has a Stop, too."""
    return page.get_by_test_id("stMain").get_by_role("button", name=name)


def has_status(page: Page, run: int, told: str) -> None:
    expect(page.locator(f'tr:has(input[value="{run}"]) td.status')).to_have_text(told, timeout=60_000)


def points(page: Page) -> int:
    return int(page.locator(".live").get_attribute("data-points") or 0)


def more_points_than(page: Page, count: int, timeout: int = 60_000) -> None:
    page.wait_for_function(
        "count => [...document.querySelectorAll('*')].some("
        "each => Number(each.shadowRoot?.querySelector('.live')?.dataset.points) > count)",
        arg=count,
        timeout=timeout,
    )


def test_a_run_from_start_to_its_stop_and_on_again(school: Site, visitor: Visitor):
    page, stranger = visitor(school), visitor(school, locale="ko-KR")
    start(page, LONG)
    more_points_than(page, 0, FIRST_POINT)
    assert page.locator("td.show").count() == 1, "two presses are one start"
    expect(page.locator(".mine")).to_have_count(1)
    a_stranger_watches(stranger)

    button(page, "Stop").click()
    has_status(page, 1, "stopped")
    has_status(stranger, 1, "중지됨")
    expect(page.get_by_text("Stopped after")).to_be_visible()

    page.reload()
    finished(page)
    stopped_at = points(page)
    expect(button(page, "Resume")).to_be_visible()
    button(page, "Resume").click()
    more_points_than(page, stopped_at, FIRST_POINT)
    button(page, "Pause").click()
    has_status(page, 1, "paused")
    delete_it(page)


def test_a_first_visit_shows_what_its_link_says(school: Site, visitor: Visitor):
    """A browser without a token gets it with the page: nothing runs the script again before the form is drawn."""
    page = visitor(school)
    page.goto("/train?experiment=batch_norm&data=digits&batch=64&trials=2,5")
    finished(page)
    expect(page.get_by_role("spinbutton", name="Batch")).to_have_value("64")
    expect(page.get_by_role("spinbutton", name="Epochs")).to_have_value("4")
    expect(page.get_by_role("cell", name="no BN, 0.1", exact=True)).to_be_visible()
    before = token(page)
    page.reload()
    finished(page)
    assert token(page) == before, "the same visitor"


def token(page: Page) -> str | None:
    """What the browser keeps, out of reach of any script."""
    (cookie,) = (cookie for cookie in page.context.cookies() if cookie.get("name") == COOKIE)
    assert cookie.get("httpOnly")
    return cookie.get("value")


def a_stranger_watches(page: Page) -> None:
    page.goto("/runs?runs=1")
    more_points_than(page, 0)
    finished(page)
    expect(page.locator(".mine")).to_have_count(0)
    expect(page.get_by_text("다른 사람의 것입니다")).to_be_visible()
    for name in ("멈춤", "일시 정지", "지우기"):
        expect(button(page, name)).to_have_count(0)


def delete_it(page: Page) -> None:
    """It asks once."""
    button(page, "Delete").click()
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing was trained yet")).to_be_visible()
    finished(page)


def test_what_is_left_of_a_finished_run(school: Site, visitor: Visitor):
    page = visitor(school)
    start(page, SHORT)
    expect(page.locator(".runs").get_by_text("finished")).to_be_visible(timeout=FIRST_POINT)
    expect(page.get_by_text("test pictures.").last).to_be_visible()
    finished(page)
    assert page.locator('.target[data-id="3-3"]').count() == 1
    assert not (findings := serious_findings(page)), "\n".join(findings)
    page.get_by_role("radio", name="Weights").click()
    finished(page)
    assert page.locator(".view svg rect").count() > 20
    page.get_by_role("radio", name="One picture, epoch by epoch").click()
    expect(page.locator(".film figcaption")).to_contain_text("After epoch 2")
    finished(page)
    page.locator(".film input").fill("0")
    expect(page.locator(".film figcaption")).to_contain_text("After epoch 0")
    files_are_offered(page)
    title = page_words("grad_cam").title["en"]
    button(page, f"Look inside: {title}").click()
    expect(page.locator("h1")).to_have_text(title)
    finished(page)
    assert "model=lenet5" in page.url
    expect(page.get_by_role("img").first).to_be_visible()
    expect(page.get_by_text("random")).to_have_count(0)
    page.go_back()
    finished(page)
    its_weights_learn_on(page)


def its_weights_learn_on(page: Page) -> None:
    button(page, "Learn on with these weights").click()
    expect(page.locator("h1")).to_have_text("Train")
    finished(page)
    assert all(setting in page.url for setting in ("what=own", "model=lenet5", "data=digits", "weights=run-"))
    expect(page.get_by_text("at a tenth of that rate")).to_be_visible()
    button(page, "Start").click()
    expect(page.locator("h1")).to_have_text("Runs")
    expect(page.locator(".runs").get_by_text(re.compile("finished.*test.9[0-9]"))).to_be_visible(timeout=FIRST_POINT)


def files_are_offered(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Curves as CSV").click()
    assert "test_accuracy" in download.value.path().read_text("utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="Settings as TOML").click()
    assert 'model = "lenet5"' in download.value.path().read_text("utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="Weights as safetensors").click()
    assert (
        b"__metadata__" in download.value.path().read_bytes()[:4096] or download.value.path().stat().st_size > 200_000
    )


def test_back_and_forth_between_runs(school: Site, visitor: Visitor):
    """Which runs are on the chart is in the address, so Back shows those before."""
    page = visitor(school)
    for seed in ("seed=6", "seed=7"):
        start(page, SHORT.replace("seed=5", seed))
        expect(page.locator(".runs").get_by_text("finished")).to_be_visible(timeout=FIRST_POINT)
    finished(page)
    before = page.url
    page.locator(".list tbody tr").last.locator("input").check()
    finished(page)
    expect(page.locator(".runs li")).to_have_count(2)
    assert page.url != before
    page.go_back()
    finished(page)
    expect(page.locator(".runs li")).to_have_count(1)
