"""The layer diagram in a real browser: what is drawn, what opens, what comes back to Python, what is saved."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Site, serve
from tests.browser.visit import Visitor, finished

NETS = (
    "lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "densenet121", "mobilenet_v2", "shufflenet_v2_x1_0",
    "se_resnext50_32x4d", "nasnet_a_mobile",
)  # fmt: skip
HERE = Path(__file__).parent
FAULTS = (HERE / "diagram_faults.js").read_text("utf-8")


@pytest.fixture(scope="module")
def diagrams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serve(tmp_path_factory.mktemp("diagram") / "log.txt", "tests/browser/diagram_page.py") as site:
        yield site


@pytest.fixture
def shown(diagrams: Site, visitor: Visitor) -> Page:
    return _visit(visitor(diagrams), "resnet50")


def _visit(page: Page, net: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"/?net={net}")
    page.locator(".diagram[data-boxes]").wait_for()
    return page


def _box(page: Page, id: str) -> Locator:
    return page.locator(f'.box[data-id="{id}"]')


def _head(page: Page, id: str) -> Locator:
    return page.locator(f'.frame-head[data-id="{id}"]')


@pytest.mark.parametrize("net", NETS)
def test_closed_it_can_be_read_from_the_last_row(net: str, diagrams: Site, visitor: Visitor):
    page = _visit(visitor(diagrams), net)
    assert page.evaluate(FAULTS) == []
    assert page.locator(".box").count() <= 60


@pytest.mark.parametrize("net, group", [("resnet50", "layer1"), ("googlenet", "inception3a"), ("vgg16", "")])
def test_everything_open_nothing_lies_on_anything(net: str, group: str, diagrams: Site, visitor: Visitor):
    page = _visit(visitor(diagrams), net)
    before = page.locator(".box").count()
    page.get_by_role("button", name="Open all").click()
    assert [fault for fault in page.evaluate(FAULTS) if " px: " not in fault] == []
    assert not group or page.locator(".box").count() > before
    page.get_by_role("button", name="Every layer").click()
    assert [fault for fault in page.evaluate(FAULTS) if " px: " not in fault] == []
    assert page.locator(".chip").count() == 0


def test_a_click_tells_python(shown: Page):
    _box(shown, "fold:conv1").click()
    expect(shown.get_by_text("picked: conv1")).to_be_visible()
    expect(_box(shown, "fold:conv1")).to_have_class(re.compile("selected"))


def test_python_marks_a_layer(shown: Page):
    shown.get_by_label("marked").fill("layer2.0.conv1")
    shown.keyboard.press("Enter")
    expect(_box(shown, "group:layer2")).to_have_class(re.compile("selected"))


def test_what_is_open_outlives_an_option(shown: Page):
    _box(shown, "group:layer1").click()
    _box(shown, "repeat:layer1.1").click()
    inner = _box(shown, "fold:layer1.1.conv2")
    expect(inner).to_contain_text("64 × 56 × 56")
    shown.get_by_text("wide", exact=True).click()
    expect(inner).to_contain_text("128 × 56 × 56")
    expect(inner).to_have_class(re.compile("changed"))


def test_zoom_outlives_a_rerun(shown: Page):
    world = shown.locator(".world")
    shown.get_by_role("button", name="Zoom in").click()
    zoomed = world.get_attribute("transform")
    _box(shown, "layer:maxpool").click()
    expect(shown.get_by_text("picked: maxpool")).to_be_visible()
    finished(shown)
    assert world.get_attribute("transform") == zoomed
    shown.get_by_role("button", name="Fit").click()
    assert world.get_attribute("transform") != zoomed


def test_open_and_close_by_the_head_of_a_group(shown: Page):
    _box(shown, "group:layer4").click()
    expect(_head(shown, "group:layer4")).to_have_attribute("aria-expanded", "true")
    _head(shown, "group:layer4").click()
    expect(_box(shown, "group:layer4")).to_be_visible()


def test_equal_blocks_one_by_one(shown: Page):
    _box(shown, "group:layer3").click()
    expect(_box(shown, "repeat:layer3.1")).to_contain_text("×5")
    _box(shown, "repeat:layer3.1").click()
    shown.locator('[data-each="repeat:layer3.1"]').click()
    for block in range(1, 6):
        expect(_box(shown, f"group:layer3.{block}")).to_be_visible()


def test_a_double_click_unfolds_and_folds(shown: Page):
    _box(shown, "fold:conv1").dblclick()
    for layer in ("conv1", "bn1", "relu"):
        expect(_box(shown, f"layer:{layer}")).to_be_visible()
    _box(shown, "layer:bn1").dblclick()
    expect(_box(shown, "fold:conv1")).to_be_visible()


def test_the_wheel_alone_is_for_the_page(shown: Page):
    world = shown.locator(".world")
    fitted = world.get_attribute("transform")
    _box(shown, "fold:conv1").hover()
    shown.mouse.wheel(0, -200)
    expect(shown.locator(".hint")).to_have_class(re.compile("shown"))
    assert world.get_attribute("transform") == fitted
    shown.keyboard.down("Control")
    shown.mouse.wheel(0, -200)
    shown.keyboard.up("Control")
    expect(world).not_to_have_attribute("transform", str(fitted))


def test_arrows_walk_along_edges(shown: Page):
    shown.locator(".search input").focus()
    for _ in range(5):  # past the buttons on the right
        shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")
    expect(_box(shown, "layer:input")).to_be_focused()
    for _ in range(3):
        shown.keyboard.press("ArrowDown")
    expect(_box(shown, "group:layer1")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(_box(shown, "group:layer1.0")).to_be_focused()
    shown.keyboard.press("Backspace")
    expect(_box(shown, "group:layer1")).to_be_focused()
    shown.keyboard.press("ArrowUp")
    shown.keyboard.press("Enter")
    expect(shown.get_by_text("picked: maxpool")).to_be_visible()


def test_a_search_opens_what_it_finds(shown: Page):
    shown.get_by_role("combobox", name="Find a layer").fill("layer3.4.conv2")
    expect(shown.locator(".search li")).to_have_count(1)
    shown.keyboard.press("Enter")
    expect(_box(shown, "fold:layer3.4.conv2")).to_be_focused()


def test_the_card_has_all_numbers(shown: Page):
    _box(shown, "fold:conv1").hover()
    card = shown.locator(".card")
    for text in ("conv1", "7 × 7", "2 × 2", "3 × 3", "64 × 112 × 112", "9,536", "118,013,952", "9,408 KiB", "3 px"):
        expect(card).to_contain_text(text)


def test_bars_show_the_chosen_measure(shown: Page):
    assert shown.locator(".bar").count() == 0
    shown.get_by_role("combobox", name="Bar").select_option("parameters")
    longest = max(
        shown.locator(".bar").evaluate_all(
            "bars => bars.map(bar => [+bar.getAttribute('width'), bar.parentNode.dataset.id])"
        )
    )
    assert longest[1] == "group:layer4"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_saved_picture_is_what_is_seen(theme: str, diagrams: Site, visitor: Visitor, tmp_path: Path):
    page = _visit(visitor(diagrams, color_scheme=theme), "resnet50")
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
def test_axe_finds_nothing_serious(theme: str, diagrams: Site, visitor: Visitor):
    page = _visit(visitor(diagrams, color_scheme=theme), "resnet50")
    _box(page, "group:layer1").click()
    _box(page, "repeat:layer1.1").click()
    page.get_by_role("combobox", name="Find a layer").fill("conv")
    found = [each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, json.dumps(found, indent=1)


def test_in_korean(diagrams: Site, visitor: Visitor):
    page = _visit(visitor(diagrams, locale="ko-KR"), "resnet50")
    expect(page.get_by_role("button", name="모두 열기")).to_be_visible()
    expect(_box(page, "group:layer1")).to_contain_text("블록 3개")
    expect(page.locator(".legend")).to_contain_text("합성곱")
