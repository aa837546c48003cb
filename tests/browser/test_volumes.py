"""The picture in volumes in a real browser: it can be read, its boxes are chosen, and it is saved as it is seen."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.browser.test_diagram_picture import NETS as PICTURES
from tests.browser.visit import Visitor, finished

OURS = {"shufflenet_v2_x1_0": "shufflenet_v1_g3"}  # the site's, where the diagram's page shows torchvision's
NETS = [OURS.get(net, net) for net in PICTURES]
FAULTS = (Path(__file__).parent / "volumes_faults.js").read_text("utf-8")


def visit(visitor: Visitor, site: Site, settings: str, **how: str) -> Page:
    page = visitor(site, **how)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/architecture?view=volumes&{settings}")
    page.locator(".volumes svg").wait_for()
    finished(page)
    return page


def test_ten_nets_can_be_read_from_the_last_row(site: Site, visitor: Visitor):
    page = visit(visitor, site, f"model={NETS[0]}")
    for net in NETS:
        page.goto(f"/architecture?view=volumes&model={net}")
        page.locator(".volumes svg").wait_for()
        finished(page)
        assert page.evaluate(FAULTS) == [], net
        assert 8 <= page.locator(".step").count() <= 60
    assert len(NETS) == 10


@pytest.mark.parametrize("settings", ["model=resnet50&se=true&residual=false", "model=resnet152", "model=vgg19"])
def test_korean_can_be_read_too(settings: str, site: Site, visitor: Visitor):
    page = visit(visitor, site, settings, locale="ko-KR")
    assert page.evaluate(FAULTS) == []
    expect(page.locator(".volumes .legend")).to_contain_text("로그 눈금")


def test_a_box_is_chosen_in_all_views(site: Site, visitor: Visitor):
    page = visit(visitor, site, "model=alexnet")
    page.locator('.step[data-name="features.pool1"]').click(position={"x": 4, "y": 60})
    expect(page.get_by_text("(55 − 3 + 2·0)/2 + 1 = 27")).to_be_visible()
    finished(page)
    assert parse_qs(urlsplit(page.url).query)["layer"] == ["features.pool1"]
    expect(page.locator(".step[aria-pressed=true]")).to_have_attribute("data-name", "features.pool1")
    page.get_by_role("radio", name="Diagram").click()
    expect(page.locator(".box.selected")).to_have_attribute("data-id", "layer:features.pool1")
    page.get_by_role("radio", name="Trends").click()
    page.locator('.column[data-name="features.relu2"]').click()
    finished(page)
    page.get_by_role("radio", name="Volumes").click()
    expect(page.locator(".step[aria-pressed=true]")).to_have_attribute("data-name", "features.conv2")


def test_the_keyboard_walks_along_the_boxes(site: Site, visitor: Visitor):
    page = visit(visitor, site, "model=resnet50")
    page.locator('.step[data-name="input"]').focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".step:focus")).to_have_attribute("data-name", "avgpool")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".card")).to_contain_text("output 2048×7×7")
    page.keyboard.press("Enter")
    expect(page.locator(".step[aria-pressed=true]")).to_have_attribute("data-name", "layer4.2.relu3")
    finished(page)
    expect(page.locator(".step:focus")).to_have_attribute("data-name", "layer4.2.relu3")


def test_what_an_option_switches_is_marked(site: Site, visitor: Visitor):
    page = visit(visitor, site, "model=resnet18")
    assert page.locator(".outline.changed").count() == 0
    assert page.locator(".skip").count() == 8 + 1
    page.get_by_text("Skip connections", exact=True).click()
    expect(page.locator(".skip.off")).to_have_count(8 + 1)
    expect(page.locator(".outline.changed")).to_have_count(8 + 1)
    expect(page.locator(".legend")).to_contain_text("skip connection switched off")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_saved_picture_is_what_is_seen(theme: str, site: Site, visitor: Visitor):
    page = visit(visitor, site, "model=lenet5&layer=c3.weights", color_scheme=theme)
    with page.expect_download() as svg:
        page.get_by_role("button", name="Save as SVG").click()
    assert svg.value.suggested_filename == "lenet5-volumes.svg"
    text = svg.value.path().read_text("utf-8")
    words = {element.text for element in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")}
    assert {"Input", "16×10×10", "5×5", "convolution", "fully connected"} <= words
    assert "var(" not in text
    assert "class=" not in text
    assert "color(" not in text  # which drawing programs cannot read
    with page.expect_download() as png:
        page.get_by_role("button", name="Save as PNG").click()
    picture = Image.open(png.value.path()).convert("RGB")
    assert picture.width == 2 * (1050 + 2 * 14)
    assert (min(picture.getpixel((3, 3))) > 200) == (theme == "light")  # type: ignore[arg-type]
    assert len(picture.getcolors(1 << 24)) > 100  # type: ignore[arg-type]
