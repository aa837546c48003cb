"""The files in a zip or a folder that somebody brings: listed without unpacking, refused where they are a trap.

Nothing is ever written under a name that stands in the archive; the entries are read one by one into memory.
"""

import os
import stat
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from cnnviz.data.picture import MEGABYTES
from cnnviz.words import Refusal, Words

MOST_FILES = 200_000
MOST_DIRECTORY = 24 * 2**20  # bytes of a zip's list of contents, which is read as a whole
MOST_GIGABYTES = 8  # unpacked
MOST_RATIO = 100  # unpacked to packed; photographs hardly pack at all
FREE = 64 * 2**20  # bytes, unpacked, below which no ratio is suspicious
JUNK = {"__MACOSX", "Thumbs.db", "desktop.ini"}
UNREADABLE = (BadZipFile, LargeZipFile, ZlibError, OSError, EOFError, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Entry:
    """One file: the folders above it and its name, its size in bytes, and how to read it."""

    parts: tuple[str, ...]
    size: int
    read: Callable[[], bytes]  # one of `UNREADABLE` where it is damaged


@contextmanager
def opened(source: Path) -> Iterator[list[Entry]]:
    """All files of a zip or a folder, without what systems leave in every folder; `Refusal` for a trap."""
    if source.is_dir():
        yield _of_folder(source)
        return
    try:
        _check_directory(source)
        archive = ZipFile(source)
    except UNREADABLE as error:
        raise Refusal(
            (NOT_THERE if isinstance(error, FileNotFoundError) else NO_ZIP).format(file=source.name)
        ) from error
    with archive:
        yield _of_zip(archive, source.stat().st_size)


def _of_zip(archive: ZipFile, packed: int) -> list[Entry]:
    found, unpacked = [], 0
    for info in archive.infolist():
        parts = _parts(info)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refusal(LINK.format(name="/".join(parts)))
        if info.flag_bits & 1:
            raise Refusal(LOCKED)
        unpacked += info.file_size
        if not info.is_dir() and not _is_junk(parts):
            found.append(Entry(parts, info.file_size, lambda info=info: _unpacked(archive, info)))
    if unpacked > MOST_GIGABYTES * 2**30 or (unpacked > FREE and unpacked > MOST_RATIO * packed):
        raise Refusal(BOMB)
    return _few(found)


def _unpacked(archive: ZipFile, info: ZipInfo) -> bytes:
    """Never more than a picture may have: what the zip says of its sizes may be a lie."""
    with archive.open(info) as file:
        return file.read(MEGABYTES * 2**20 + 1)


def _of_folder(folder: Path) -> list[Entry]:
    """Links are not followed, and what is no plain file is left out."""
    found = []
    for where, _, names in os.walk(folder):
        for path in (Path(where, name) for name in sorted(names)):
            about, parts = path.lstat(), path.relative_to(folder).parts
            if stat.S_ISREG(about.st_mode) and not _is_junk(parts):
                found.append(Entry(parts, about.st_size, lambda path=path: _content(path)))
                _few(found)
    return found


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MEGABYTES * 2**20 + 1)


def _few(entries: list[Entry]) -> list[Entry]:
    if len(entries) > MOST_FILES:
        raise Refusal(MANY)
    return entries


def _is_junk(parts: tuple[str, ...]) -> bool:
    return any(part in JUNK or part.startswith(".") for part in parts)


def _parts(info: ZipInfo) -> tuple[str, ...]:
    name = _name(info).replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in name:
        raise Refusal(OUTSIDE.format(name=name))
    return PurePosixPath(name).parts


def _name(info: ZipInfo) -> str:
    """The name as its maker read it: zips of Korean Windows hold CP949, those of a Mac UTF-8 that does not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return info.orig_filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _check_directory(source: Path) -> None:
    """Refuse a list of contents that would fill the memory when it is read (APPNOTE.TXT, 4.3.14 and 4.3.16)."""
    with source.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 2**16 - 22))
        tail = file.read()
        place = tail.rfind(b"PK\5\6")
        if place < 0 or len(tail) < place + 22:
            raise BadZipFile
        (size,) = struct.unpack_from("<L", tail, place + 12)
        locator = tail.rfind(b"PK\6\7", 0, place)
        if size == 0xFFFFFFFF and locator >= 0:
            file.seek(struct.unpack_from("<Q", tail, locator + 8)[0] + 40)
            size = int.from_bytes(file.read(8), "little")
    if size > MOST_DIRECTORY:
        raise Refusal(MANY)


NOT_THERE = Words(ko="‘{file}’ 파일이나 폴더가 없습니다.", en="There is no file or folder “{file}”.")
NO_ZIP = Words(
    ko="‘{file}’은(는) 온전한 zip 파일이 아닙니다. 클래스마다 폴더가 하나씩 있는 zip이나 폴더가 필요합니다.",
    en="“{file}” is no whole zip file; a zip or a folder with one folder for each class is needed.",
)
OUTSIDE = Words(
    ko="zip 안의 ‘{name}’이 zip 밖을 가리킵니다. 상위 폴더나 절대 경로가 없는 zip이 필요합니다.",
    en="“{name}” in the zip points outside of it; a zip without parent folders or absolute paths is needed.",
)
LINK = Words(
    ko="zip 안의 ‘{name}’은(는) 다른 파일을 가리키는 링크입니다. 사진 파일 자체가 들어 있어야 합니다.",
    en="“{name}” in the zip is a link to another file; the pictures themselves are needed.",
)
LOCKED = Words(ko="암호가 걸린 zip은 열 수 없습니다.", en="A zip with a password cannot be opened.")
BOMB = Words(
    ko=f"zip을 풀면 지나치게 커집니다. {MOST_GIGABYTES} GB까지, 그리고 압축된 크기의 {MOST_RATIO}배까지 쓸 수 있습니다.",
    en=f"The zip unpacks to far too much; up to {MOST_GIGABYTES} GB and {MOST_RATIO} times its own size are allowed.",
)
MANY = Words(
    ko=f"파일이 너무 많습니다. {MOST_FILES:,}개까지 쓸 수 있습니다.",
    en=f"There are too many files; up to {MOST_FILES:,} are allowed.",
)
