"""An option moved on the Architecture page: time until Chromium has painted the new totals, against an empty page of Streamlit's.

Both pages take turns, one step each, so that whatever else the machine does falls on both. Processor time stands beside
the wall clock: of the server (all threads) and of the browser's page (its main thread's tasks).

Usage: PYTHONPATH=. python benchmarks/painted.py [network]
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.server import Site, serve
from tests.browser.visit import finished

SWITCHES = ("se", "batch_norm", "residual")  # each changes the totals, whatever the others say
# Milliseconds from the click to the second frame after the text has changed: the first one may have begun before.
CLOCK = """([switched, told]) => new Promise((answer) => {
    const text = () => [...document.querySelectorAll(told)].map((each) => each.textContent).join()
    const before = text(), start = performance.now()
    const look = () => {
        if (text() === before) return requestAnimationFrame(look)
        requestAnimationFrame(() => requestAnimationFrame(() => answer(performance.now() - start)))
    }
    document.querySelector(switched).click()
    requestAnimationFrame(look)
})"""


class Step(NamedTuple):
    """What one switch cost, in ms."""

    painted: float
    server: float  # processor time of all threads
    page: float  # time of the main thread's tasks


class Visit(NamedTuple):
    """One open page, and what tells its time."""

    page: Page
    server: int  # process id
    told: str
    metrics: CDPSession


def main(net: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        with (
            serve(Path(folder) / "ours.txt") as ours,
            serve(Path(folder) / "empty.txt", "benchmarks/empty_page.py") as empty,
        ):
            page = open_page(browser.new_page(), ours, f"/architecture?model={net}&lang=en", '[data-testid="stMetric"]')
            bare = open_page(browser.new_page(), empty, "/", '[data-testid="stText"]')
            rows: dict[str, list[Step]] = {"option moved, new": [], "option moved, seen before": [], "empty page": []}
            for seen in (False, True):
                for switch in gray(options(page, net)):
                    rows["option moved, seen before" if seen else "option moved, new"].append(step(page, switch))
                    rows["empty page"].append(step(bare, "input[type=checkbox]"))
        browser.close()
    print(
        f"{net}: {len(rows['option moved, new'])} steps each, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
    )
    print("| | painted, median (quartiles) | server, processor time | page, main thread |\n| --- | --- | --- | --- |")
    for name, steps in rows.items():
        low, middle, high = statistics.quantiles([each.painted for each in steps], n=4)
        server, own = (statistics.median(times) for times in list(zip(*steps, strict=True))[1:])
        print(f"| {name} | {middle:.0f} ms ({low:.0f}–{high:.0f}) | {server:.0f} ms | {own:.0f} ms |")


def open_page(page: Page, site: Site, path: str, told: str) -> Visit:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site.address + path)
    page.locator(told).first.wait_for(timeout=120_000)
    settled(page)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable")
    return Visit(page, _server(site), told, metrics)


def options(visit: Visit, net: str) -> list[str]:
    """Selectors of those switches that this network has."""
    found = [f'[class*="st-key-{net}-{name}"] input[type=checkbox]' for name in SWITCHES]
    return [selector for selector in found if visit.page.locator(selector).count()]


def gray(switches: list[str]) -> Iterator[str]:
    """A walk through all settings of some switches, one switch a step, that comes back to where it began."""
    for number in range(1, 2 ** len(switches)):
        yield switches[(number & -number).bit_length() - 1]
    yield switches[-1]


def step(visit: Visit, switch: str) -> Step:
    server, page = processor_time(visit.server), task_time(visit.metrics)
    painted = visit.page.evaluate(CLOCK, [switch, visit.told])
    settled(visit.page)
    return Step(painted, processor_time(visit.server) - server, task_time(visit.metrics) - page)


def settled(page: Page) -> None:
    if page.locator("h1").count():
        finished(page)
    else:
        page.wait_for_timeout(700)


def processor_time(process: int) -> float:
    """Milliseconds that all threads of a process have run."""
    user, system = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def task_time(metrics: CDPSession) -> float:
    return 1000 * next(
        each["value"] for each in metrics.send("Performance.getMetrics")["metrics"] if each["name"] == "TaskDuration"
    )


def _server(site: Site) -> int:
    """The process that serves `site`: our own child whose command names its port."""
    port = f"--server.port={site.address.rsplit(':', 1)[1]}"
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return next(int(child) for child in children if port in Path(f"/proc/{child}/cmdline").read_text())


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["resnet50"]))
