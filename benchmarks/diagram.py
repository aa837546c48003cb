"""The layer diagram in Chromium: first picture after the script's end, opening a group and everything, and what is sent.

Usage: PYTHONPATH=. python benchmarks/diagram.py [network …], or with --sizes: what is sent for each of all variants
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import cnnviz
from cnnviz.draw.graph import graph
from cnnviz.measure import receptive_fields
from cnnviz.measure.receptive_field import Field
from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.server import serve

NETS = (
    "lenet5",
    "vgg16",
    "googlenet",
    "resnet50",
    "resnet152",
    "inception_resnet_v2",
    "nasnet_a_mobile",
    "nasnet_a_large",
)
ROUNDS = 5
# Milliseconds from the end of the script to the first frame after the diagram is drawn; 0 where it is drawn before.
CLOCK = """
const note = () => {
    const app = document.querySelector('[data-testid="stApp"]')
    const drawn = document.querySelector(".stBidiComponent *")?.shadowRoot ?? [...document.querySelectorAll(".stBidiComponent *")]
        .map((element) => element.shadowRoot).find(Boolean)
    if (app?.dataset.testScriptState === "notRunning") window.ended ??= performance.now()
    if (drawn?.querySelector(".diagram[data-boxes]")) window.drawn ??= performance.now()
    requestAnimationFrame(note)
}
requestAnimationFrame(note)
"""
# Milliseconds from a click to the second frame after it: the first one may have begun before.
CLICK = """(element) => new Promise((answer) => {
    const start = performance.now()
    element.dispatchEvent(new MouseEvent("click", {bubbles: true, composed: true, detail: 1}))
    requestAnimationFrame(() => requestAnimationFrame(() => answer(performance.now() - start)))
})"""


def main(nets: list[str]) -> None:
    print("| network | boxes | first picture | open a group | open all | boxes then | its SVG | data sent |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    script = "tests/browser/diagram_page.py"
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "log.txt", script) as site,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(CLOCK)
        for net in nets:
            print(row(page, site.address, net), flush=True)


def row(page: Page, address: str, net: str) -> str:
    first, group, everything, boxes = [], [], [], 0
    for _ in range(ROUNDS):
        page.goto(f"{address}/?net={net}")
        page.wait_for_function("window.ended && window.drawn", timeout=120_000)
        first.append(max(0, page.evaluate("window.drawn - window.ended")))
        boxes = page.locator(".box").count()
        groups = page.locator(".box.group")
        group += [groups.first.evaluate(CLICK)] if groups.count() else []
        everything.append(page.locator("[data-do=openAll]").evaluate(CLICK))
    svg = len(page.locator(".canvas").evaluate("each => each.outerHTML").encode())
    opened = f"{statistics.median(group):.0f} ms" if group else "–"
    times = f"{statistics.median(first):.0f} ms | {opened} | {statistics.median(everything):.0f} ms"
    return f"| {net} | {boxes} | {times} | {page.locator('.box').count()} | {svg / 1000:.0f} kB | {sent(net) / 1000:.1f} kB |"


def sent(net: str) -> int:
    """Bytes of the message that holds a diagram: JSON, as one string within JSON; the same however much is open."""
    trace = cnnviz.structure(net)
    sides = {layer: field.size[0] for layer, field in receptive_fields(trace).items() if isinstance(field, Field)}
    return len(json.dumps({"graph": json.dumps(graph(trace, (), sides), separators=(",", ":"))}).encode())


def sizes() -> None:
    print("| variant | data sent |\n| --- | --- |")
    for bytes_sent, net in sorted(((sent(net), net) for net in cnnviz.list_variants()), reverse=True):
        print(f"| {net} | {bytes_sent / 1000:.1f} kB |")


if __name__ == "__main__":
    sizes() if sys.argv[1:] == ["--sizes"] else main(sys.argv[1:] or list(NETS))
