"""Small zips and folders of pictures, good and hostile, for the tests of data sets of one's own."""

import stat
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from PIL import Image

COLOURS = {"red": (220, 30, 30), "green": (30, 200, 60), "blue": (20, 40, 230)}


def picture(
    colour: tuple[int, int, int], number: int = 0, size: tuple[int, int] = (40, 30), kind: str = "PNG"
) -> bytes:
    """One colour, with a stripe whose place is the picture's number."""
    pixels = np.full((size[1], size[0], 3), colour, np.uint8)
    pixels[:, number % size[0]] = 255
    file = BytesIO()
    Image.fromarray(pixels).save(file, kind)
    return file.getvalue()


def class_files(
    each: int = 5, top: str = "", colours: Mapping[str, tuple[int, int, int]] = COLOURS
) -> dict[str, bytes]:
    """`<top><class>/<n>.png` → its bytes."""
    return {
        f"{top}{name}/{number}.png": picture(colour, number)
        for name, colour in colours.items()
        for number in range(each)
    }


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def unpacked(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


def with_link(path: Path, target: str) -> Path:
    """A zip of class folders in which one entry is a symbolic link to `target`."""
    zipped(path, class_files())
    with ZipFile(path, "a") as archive:
        link = ZipInfo("red/link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
    return path
