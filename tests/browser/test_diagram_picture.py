"""What the layer diagram draws in a real browser, and what is saved of it."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.diagram_visit import box, visit
from tests.browser.server import Site
from tests.browser.visit import Visitor

NETS = (
    "lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "mobilenet_v2", "shufflenet_v2_x1_0",
    "se_resnext50_32x4d", "nasnet_a_mobile",
)  # fmt: skip
FAULTS = (Path(__file__).parent / "diagram_faults.js").read_text("utf-8")


@pytest.fixture
def shown(parts: Site, visitor: Visitor) -> Page:
    return visit(visitor, parts)


@pytest.mark.parametrize("net", NETS)
def test_closed_it_can_be_read_from_the_last_row(net: str, parts: Site, visitor: Visitor):
    page = visit(visitor, parts, net)
    assert page.evaluate(FAULTS) == []
    assert page.locator(".box").count() <= 60


@pytest.mark.parametrize("net, group", [("resnet50", "layer1"), ("googlenet", "inception3a"), ("vgg16", "")])
def test_everything_open_nothing_lies_on_anything(net: str, group: str, parts: Site, visitor: Visitor):
    page = visit(visitor, parts, net)
    before = page.locator(".box").count()
    page.get_by_role("button", name="Open all").click()
    assert [fault for fault in page.evaluate(FAULTS) if " px: " not in fault] == []
    assert not group or page.locator(".box").count() > before
    page.get_by_role("button", name="Every layer").click()
    assert [fault for fault in page.evaluate(FAULTS) if " px: " not in fault] == []
    assert page.locator(".chip").count() == 0


def test_the_card_has_all_numbers(shown: Page):
    box(shown, "fold:conv1").hover()
    card = shown.locator(".card")
    for text in ("conv1", "7 × 7", "2 × 2", "3 × 3", "64 × 112 × 112", "9,536", "118,013,952", "9,408 KiB", "3 px"):
        expect(card).to_contain_text(text)


@pytest.mark.parametrize("net, measure, longest, value", [
    ("resnet50", "parameters", "group:layer4", "15.0 M"), ("vgg16", "activation memory", "fold:features.0", "24.5 MiB"),
])  # fmt: skip
def test_bars_show_the_chosen_measure(net: str, measure: str, longest: str, value: str, parts: Site, visitor: Visitor):
    page = visit(visitor, parts, net)
    assert page.locator(".bar").count() == 0
    page.get_by_role("combobox", name="Bar").select_option(measure)
    lengths = page.locator(".bar").evaluate_all(
        "bars => bars.map((bar) => [bar.parentNode.dataset.id, +bar.getAttribute('width')])"
    )
    assert max(dict(lengths), key=dict(lengths).__getitem__) == longest
    expect(box(page, longest)).to_contain_text(value)
    assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_saved_picture_is_what_is_seen(theme: str, parts: Site, visitor: Visitor, tmp_path: Path):
    page = visit(visitor, parts, color_scheme=theme)
    with page.expect_download() as svg:
        page.get_by_role("button", name="Save as SVG").click()
    text = svg.value.path().read_text("utf-8")
    words = {element.text for element in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text")}
    assert {"Input", "Conv 7×7 /2", "64 × 112 × 112", "layer3", "Linear", "convolution", "ReLU"} <= words
    assert "var(" not in text
    assert "class=" not in text
    with page.expect_download() as png:
        page.get_by_role("button", name="Save as PNG").click()
    picture = Image.open(png.value.path()).convert("RGB")
    assert picture.width == 2 * page.locator(".canvas").bounding_box()["width"]  # type: ignore[index]
    assert (min(picture.getpixel((3, 3))) > 200) == (theme == "light")  # type: ignore[arg-type]
    assert len(picture.resize((200, 120)).getcolors(24_000)) > 200  # type: ignore[arg-type]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(theme: str, parts: Site, visitor: Visitor):
    page = visit(visitor, parts, color_scheme=theme)
    box(page, "group:layer1").click()
    box(page, "repeat:layer1.1").click()
    page.get_by_role("combobox", name="Find a layer").fill("conv")
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, json.dumps(found, indent=1)


def test_it_follows_a_switch_of_theme(shown: Page):
    paper = "element => getComputedStyle(element).backgroundColor"
    before = shown.locator(".diagram").evaluate(paper)
    shown.emulate_media(color_scheme="dark")
    expect(shown.locator(".diagram")).not_to_have_css("background-color", before)
    expect(shown.locator(".box .title").first).to_have_css(
        "fill", shown.locator(".diagram").evaluate("e => getComputedStyle(e).color")
    )


def test_in_korean(parts: Site, visitor: Visitor):
    page = visit(visitor, parts, locale="ko-KR")
    expect(page.get_by_role("button", name="모두 열기")).to_be_visible()
    expect(box(page, "group:layer1")).to_contain_text("블록 3개")
    expect(page.locator(".legend")).to_contain_text("합성곱")
