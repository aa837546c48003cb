"""From the press of Start to the first point on the chart, as a clock on the wall and a reader of the page see it."""

import argparse
import os
import signal
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cnnviz.train.runs.device_lock import holder
from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.server import serve
from tests.browser.visit import finished

DRAWN = """() => [...document.querySelectorAll("*")].some(
    each => Number(each.shadowRoot?.querySelector(".live")?.dataset.points) > 0)"""
READING = 5.0  # seconds that somebody looks at the page before he presses


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=3)
    rounds = asked.parse_args().rounds
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        print("| network | data | Start to the first point, s: median | of |\n| --- | --- | --- | --- |")
        for model, data in (("lenet5", "digits"), ("resnet20", "shapes")):
            taken = [_taken(browser, model, data) for _ in range(rounds)]
            print(
                f"| {model} | {data} | {statistics.median(taken):.1f} | {', '.join(f'{each:.1f}' for each in taken)} |"
            )


def _taken(browser: Browser, model: str, data: str) -> float:
    """Seconds, on a fresh server with no worker."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["CNNVIZ_RUNS"] = str(Path(folder) / "runs")  # where `serve` has its own
        with serve(Path(folder) / "server.log") as site:
            context = browser.new_context(base_url=site.address, locale="en-US")
            page = context.new_page()
            page.goto(f"/train?what=own&model={model}&data={data}&epochs=50", timeout=60_000)
            finished(page)
            time.sleep(READING)
            start = time.perf_counter()
            page.get_by_test_id("stMain").get_by_role("button", name="Start").click()
            page.wait_for_function(DRAWN, polling=50, timeout=60_000)
            seconds = time.perf_counter() - start
            context.close()
        if worker := holder("cpu"):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.5)
    return seconds


if __name__ == "__main__":
    main()
