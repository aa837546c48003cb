"""Every failure of a download is a sentence, and leaves nothing behind."""

import errno
import os
from pathlib import Path
from time import sleep

import pytest

from cnnviz.data import download as downloads
from cnnviz.weights.download import download
from cnnviz.words import Refusal
from tests.weights_server import CONTENT, WeightsServer, fetch, left_in, weights_server


@pytest.fixture
def server():
    with weights_server() as running:
        yield running


def test_a_server_that_nobody_reaches(tmp_path: Path):
    server = WeightsServer()
    server.server_close()
    with pytest.raises(Refusal, match="Cannot download"):
        fetch(server, tmp_path, "net-01234567.pth")
    assert left_in(tmp_path) == []


def test_a_server_that_never_answers_is_given_up_soon_and_not_asked_twice(server: WeightsServer, tmp_path, monkeypatch):
    monkeypatch.setattr(downloads, "PATIENCE", 0.3)
    name = server.offer_bytes(CONTENT)
    server.silent = True
    for _ in range(3):
        with pytest.raises(Refusal, match=r"0\.3 s"):
            fetch(server, tmp_path, name)
    assert server.requests == [name]


def test_patience_is_short():
    assert downloads.PATIENCE <= 3


def test_a_name_that_does_not_resolve_takes_no_longer_than_the_patience(tmp_path: Path, monkeypatch):
    """Looking a name up knows no timeout of its own."""
    monkeypatch.setattr(downloads, "PATIENCE", 0.3)
    monkeypatch.setattr(downloads, "urlopen", lambda *_, **__: sleep(30))
    with pytest.raises(Refusal, match="Cannot download"):
        download("http://nowhere.invalid/net-01234567.pth", tmp_path / "net-01234567.pth", 4)


def test_a_file_that_is_not_there(server: WeightsServer, tmp_path: Path):
    with pytest.raises(Refusal, match="HTTP 404"):
        fetch(server, tmp_path, "net-01234567.pth")


@pytest.mark.parametrize("length", [0, 1, len(CONTENT) // 2])
def test_a_truncated_download_is_deleted(server: WeightsServer, tmp_path: Path, length: int):
    name = server.offer_bytes(CONTENT)
    server.send_only = length
    with pytest.raises(Refusal, match="broke off"):
        fetch(server, tmp_path, name)
    assert left_in(tmp_path) == []
    server.send_only = None
    assert fetch(server, tmp_path, name).read_bytes() == CONTENT


def test_a_file_with_the_wrong_hash_is_deleted(server: WeightsServer, tmp_path: Path):
    server.files["net-01234567.pth"] = CONTENT
    with pytest.raises(Refusal, match="SHA-256"):
        fetch(server, tmp_path, "net-01234567.pth")
    assert left_in(tmp_path) == []


def test_a_file_without_a_hash_in_its_name_is_not_trusted(server: WeightsServer, tmp_path: Path):
    server.files["net.pth"] = CONTENT
    with pytest.raises(Refusal, match="SHA-256"):
        fetch(server, tmp_path, "net.pth")


def test_a_disk_that_fills_up(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    (tmp_path / f"{name}.part").symlink_to("/dev/full")
    with pytest.raises(Refusal, match="No space"):
        fetch(server, tmp_path, name)
    assert left_in(tmp_path) == []


def test_a_disk_without_room_is_not_filled(server: WeightsServer, tmp_path: Path, monkeypatch):
    name = server.offer_bytes(CONTENT)
    usage = downloads.shutil.disk_usage(tmp_path)._replace(free=len(CONTENT) - 1)
    monkeypatch.setattr(downloads.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Refusal, match="No space"):
        fetch(server, tmp_path, name)
    assert left_in(tmp_path) == []


def test_a_place_that_cannot_be_written(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Refusal, match=os.strerror(errno.ENOTDIR)):
        fetch(server, tmp_path / "file" / "folder", name)
