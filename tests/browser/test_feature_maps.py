"""The Feature maps page in a real browser: the number under the cursor is the tensor's, and no script runs for it."""

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from cnnviz.data import prepare, sample
from cnnviz.trace import activations
from cnnviz.weights import load
from tests.browser.server import Site
from tests.browser.visit import Visitor, finished

LAYER = "c3.weights"


def maps_of(photo: str) -> np.ndarray:
    network = load("lenet5")
    return activations(network.model, prepare(sample(photo), network.preparation), (LAYER,)).layers[LAYER][0].numpy()


def read(page: Page, place: int = 0) -> tuple[int, int, float]:
    """Row, column and value as the page says them."""
    text = page.locator(".value").nth(place).inner_text()
    found = re.fullmatch(r"row (\d+), column (\d+): (\S+)", text)
    assert found, text
    return int(found[1]), int(found[2]), float(found[3].replace("−", "-"))


def centre(page: Page, unit: tuple[int, int], size: int, place: int = 0) -> tuple[float, float]:
    """Where on the screen a unit of the square map lies, which stands in the middle of its frame."""
    box = page.locator("svg.map").nth(place).bounding_box()
    assert box
    side = min(box["width"], box["height"])
    left, top = box["x"] + (box["width"] - side) / 2, box["y"] + (box["height"] - side) / 2
    return left + (unit[1] + 0.5) * side / size, top + (unit[0] + 0.5) * side / size


@pytest.mark.parametrize("unit", [(0, 0), (3, 7), (9, 9)])
def test_the_cursor_reads_the_tensor(unit: tuple[int, int], site: Site, visitor: Visitor) -> None:
    page, maps = visitor(site), maps_of("cat")
    page.goto(f"/feature_maps?model=lenet5&layer={LAYER}&channel=5&lang=en")
    finished(page)
    address = page.url
    page.locator("svg.map").scroll_into_view_if_needed()
    page.mouse.move(*centre(page, unit, maps.shape[-1]))
    row, column, value = read(page)
    assert (row, column) == unit
    assert value == pytest.approx(float(maps[5][unit]), rel=1e-5)
    assert page.url == address
    page.mouse.move(5, 5)
    assert read(page)[:2] == (5, 5)


def test_keys_move_the_cursor_and_enter_keeps_the_unit(site: Site, visitor: Visitor) -> None:
    page, maps = visitor(site), maps_of("cat")
    page.goto(f"/feature_maps?model=lenet5&layer={LAYER}&channel=5&unit={LAYER}@2,3&lang=en")
    finished(page)
    board = page.locator("svg.map")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        board.press(key)
    row, column, value = read(page)
    assert (row, column) == (3, 5) and value == pytest.approx(float(maps[5, 3, 5]), rel=1e-5)
    assert parse_qs(urlsplit(page.url).query)["unit"] == [f"{LAYER}@2,3"], "no script ran"
    board.press("Enter")
    page.wait_for_url(re.compile("3%2C5"))
    finished(page)
    assert parse_qs(urlsplit(page.url).query)["unit"] == [f"{LAYER}@3,5"]
    assert read(page) == (row, column, value)


def test_two_photographs_are_read_at_once_and_a_click_chooses_for_both(site: Site, visitor: Visitor) -> None:
    page, sides = visitor(site), [maps_of("cat"), maps_of("coffee")]
    page.goto(f"/feature_maps?model=lenet5&layer={LAYER}&against=photo&lang=en")
    finished(page)
    page.get_by_role("button", name="channel 9", exact=True).nth(1).click()
    expect(page.get_by_role("application", name="Channel 9:")).to_have_count(2)
    finished(page)
    page.locator("svg.map").nth(1).scroll_into_view_if_needed()
    page.mouse.click(*centre(page, (4, 6), 10, 1))
    page.wait_for_url(re.compile("4%2C6"))
    finished(page)
    page.mouse.move(5, 5)
    for place, maps in enumerate(sides):
        row, column, value = read(page, place)
        assert (row, column) == (4, 6) and value == pytest.approx(float(maps[9, 4, 6]), rel=1e-5)
    page.get_by_role("button", name="channel 0", exact=True).first.click()
    finished(page)
    page.get_by_role("button", name="channel 9", exact=True).first.click()
    expect(page.get_by_role("application", name="Channel 9:")).to_have_count(2)


def test_a_kernel_is_read_in_its_three_colours(site: Site, visitor: Visitor) -> None:
    page = visitor(site)
    page.goto("/feature_maps?view=filters&channel=4&lang=en")
    finished(page)
    weights = load("efficientnet_lite0").model.get_submodule("conv_stem").weight
    page.locator("svg.map").first.scroll_into_view_if_needed()
    page.mouse.move(*centre(page, (0, 2), 3))
    text = page.locator(".value").first.inner_text()
    found = re.fullmatch(r"row 0, column 2: R (\S+) · G (\S+) · B (\S+)", text)
    assert found, text
    shown = [float(figure.replace("−", "-")) for figure in found.groups()]
    assert shown == pytest.approx(weights[4, :, 0, 2].tolist(), rel=1e-3)  # type: ignore[index,operator]


def test_a_unit_leads_to_its_receptive_field(site: Site, visitor: Visitor) -> None:
    page = visitor(site)
    page.goto(f"/feature_maps?model=lenet5&layer={LAYER}&unit={LAYER}@4,6&lang=en")
    finished(page)
    page.get_by_role("button", name="What this unit sees").click()
    page.wait_for_url("**/receptive_field*")
    finished(page)
    expect(page.get_by_text("Unit (4, 6):")).to_be_visible()
