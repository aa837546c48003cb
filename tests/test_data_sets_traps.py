"""Zips and pictures that want to do harm: each is a sentence, the server lives, and nothing is written outside."""

import os
import struct
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from cnnviz.data import decoder
from cnnviz.data.decoder import CRASHED, Decoder
from cnnviz.data.picture import HUGE, SMALL
from cnnviz.data.sets import add_own, own_sets
from cnnviz.data.sets.own import archive, decoding
from cnnviz.data.sets.own.archive import opened
from cnnviz.words import Refusal, Words
from tests.picture_sets import class_files, picture, unpacked, with_link, zipped


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    "name",
    ["../red/1.png", "red/../../1.png", "/etc/passwd", "C:/red/1.png", "..\\red\\1.png", "\\\\server\\red\\1.png"],
)
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str):
    with pytest.raises(Refusal, match="points outside"):
        add_own(zipped(tmp_path / "a.zip", class_files() | {name: picture((1, 1, 1))}), "trap")
    assert own_sets() == []


def test_links_are_refused_in_a_zip_and_not_followed_in_a_folder(tmp_path: Path):
    with pytest.raises(Refusal, match=r"red/link\.png.* is a link"):
        add_own(with_link(tmp_path / "a.zip", "/etc/passwd"), "trap")
    (tmp_path / "secret.png").write_bytes(picture((255, 255, 255)))
    source = unpacked(tmp_path / "folder", class_files(3))
    os.symlink(tmp_path / "secret.png", source / "red" / "link.png")
    os.symlink("/", source / "blue" / "root")
    os.mkfifo(source / "red" / "pipe.png")
    with opened(source) as entries:
        assert len(entries) == 9


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "_unpacked", lambda *_: pytest.fail("was unpacked"))
    with pytest.raises(Refusal, match="unpacks to far too much"):
        add_own(zipped(tmp_path / "a.zip", class_files() | {f"red/b{n}.bmp": bytes(2**24) for n in range(5)}), "bomb")


def test_a_size_that_lies_is_not_believed(tmp_path: Path):
    """The list of contents says 100 bytes, the entry unpacks to 16 MB: no more than 100 are read, and it is left out."""
    path = zipped(tmp_path / "a.zip", class_files() | {"red/lie.bmp": bytes(2**24)})
    raw = bytearray(path.read_bytes())
    place = raw.rindex(b"red/lie.bmp") - 46
    struct.pack_into("<L", raw, place + 24, 100)
    path.write_bytes(raw)
    with opened(path) as entries:
        lie = next(entry for entry in entries if entry.parts[-1] == "lie.bmp")
        assert lie.size == 100
        assert isinstance(decoding._content(lie), Words) or len(lie.read()) <= 100
    assert sum(count for _, count in add_own(path, "liar").skipped) == 1


def test_too_many_files_and_too_long_a_list_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = zipped(tmp_path / "a.zip", class_files())
    monkeypatch.setattr(archive, "MOST_FILES", 14)
    for source in (path, unpacked(tmp_path / "folder", class_files())):
        with pytest.raises(Refusal, match="too many files"):
            add_own(source, "many")
    monkeypatch.setattr(archive, "ZipFile", lambda *_: pytest.fail("the list was read"))
    raw = bytearray(path.read_bytes())
    struct.pack_into("<L", raw, raw.rindex(b"PK\5\6") + 12, 2**30)
    path.write_bytes(raw)
    with pytest.raises(Refusal, match="too many files"):
        add_own(path, "many")


@pytest.mark.parametrize("spoil", [lambda raw: b"", lambda raw: b"no zip", lambda raw: raw[: len(raw) // 2]])
def test_what_is_no_zip_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]):
    path = zipped(tmp_path / "a.zip", class_files())
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Refusal, match="no whole zip"):
        add_own(path, "broken")
    with pytest.raises(Refusal, match="no file or folder"):
        add_own(tmp_path / "missing.zip", "broken")


def test_a_password_is_refused(tmp_path: Path):
    path = zipped(tmp_path / "a.zip", class_files())
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(Refusal, match="password"):
        add_own(path, "locked")


def test_damaged_bytes_in_a_zip_are_one_picture_left_out(tmp_path: Path):
    path = zipped(tmp_path / "a.zip", class_files(6))
    raw = bytearray(path.read_bytes())
    raw[45:50] = b"\xff" * 5  # within the first picture's packed bytes
    path.write_bytes(raw)
    assert sum(count for _, count in add_own(path, "one-less").skipped) == 1


def test_a_picture_of_too_many_pixels_and_too_few_is_left_out(tmp_path: Path):
    head = struct.pack(">4sLL", b"IHDR", 90_000, 60_000) + b"\x08\x02\0\0\0"
    huge = b"\x89PNG\r\n\x1a\n\0\0\0\r" + head + struct.pack(">L", crc32(head)) + picture((1, 1, 1))[33:]
    files = class_files(4) | {"red/huge.png": huge, "red/tiny.png": picture((1, 1, 1), size=(4, 4))}
    skipped = add_own(zipped(tmp_path / "a.zip", files), "sizes").skipped
    assert set(skipped) == {(HUGE, 1), (SMALL, 1)}


class Killed(Decoder):
    """Its process dies at a picture that says so, as a decoder may that meets a hostile file."""

    def _ask(self, contents):
        if any(b"kill" in content for content in contents):
            (self.process or self._start()).kill()
            raise BrokenPipeError
        return super()._ask(contents)


def test_a_picture_that_takes_its_decoder_down_is_left_out_and_the_others_are_not(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(decoding, "Decoder", Killed)
    own = add_own(zipped(tmp_path / "a.zip", class_files(6) | {"red/bad.png": b"kill"}), "survivors")
    assert own.skipped == ((CRASHED, 1),)
    assert sum(own.train) + sum(own.test) == 18


def test_many_such_pictures_end_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decoding, "Decoder", Killed)
    files = class_files(6) | {f"red/bad{number}.png": b"kill" for number in range(decoding.MOST_HOSTILE + 1)}
    with pytest.raises(Refusal, match="the rest was not tried"):
        add_own(zipped(tmp_path / "a.zip", files), "hostile")


def test_a_decoder_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(decoder, "PATIENCE", -9.5)  # half a second in all
    monkeypatch.setattr(decoder, "START", 0)
    monkeypatch.setattr(Decoder, "_start", lambda self: hanging())
    assert Decoder(32).decode([b"anything"]) == [CRASHED]


def hanging():
    import subprocess
    import sys

    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdin=-1, stdout=-1)
