"""A photograph in portrait format, as a phone saves it: lying on its side, with a note how to turn it."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator

from tests.browser.server import Site
from tests.browser.visit import Visitor, finished, menu, upload
from tests.picture_files import QUARTERS, at, far, flag

QUARTER_TURN = 6  # EXIF 0x0112: turn by 90° clockwise to see it upright


def test_a_portrait_from_a_phone_stands_upright(site: Site, visitor: Visitor, tmp_path: Path):
    file, exif = tmp_path / "IMG_0043.JPG", Image.Exif()
    exif[0x0112] = QUARTER_TURN
    flag(300, 400).transpose(Image.Transpose.ROTATE_90).save(file, quality=95, exif=exif.tobytes())
    page = visitor(site)
    page.goto("/grad_cam?model=se_resnet20&opacity=0&lang=en")
    finished(page)
    upload(page, file)
    assert_upright(page.locator(".stack .photo"))
    menu(page, "Receptive field")
    finished(page)
    assert_upright(page.locator(".scene .photo"))
    menu(page, "Gates")
    finished(page)
    assert_upright(page.get_by_role("img", name=file.name))


def assert_upright(photo: Locator) -> None:
    """The middle of the flag, not stretched, each corner in its colour."""
    photo.scroll_into_view_if_needed()
    shown = Image.open(BytesIO(photo.screenshot())).convert("RGB")
    assert abs(shown.width - shown.height) <= 1, shown.size
    for row, colours in enumerate(QUARTERS):
        for column, colour in enumerate(colours):
            x, y = (round(shown.width * (0.1 + 0.8 * side)) for side in (column, row))
            assert far(at(shown, x, y), colour) < 12, (row, column)
