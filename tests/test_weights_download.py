"""A download is there complete or not at all, and is made once for everyone."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from cnnviz.weights.download import complete
from tests.weights_server import CONTENT, WeightsServer, fetch, left_in, weights_server


@pytest.fixture
def server():
    with weights_server() as running:
        yield running


def test_a_file_arrives_whole_and_its_progress_is_told(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    server.go_on.clear()
    heard: list[float] = []

    def progress(fraction: float) -> None:
        heard.append(fraction)
        if fraction >= 0.5:
            server.go_on.set()

    path = fetch(server, tmp_path / "new" / "folder", name, progress)
    assert path.read_bytes() == CONTENT
    assert heard == sorted(heard)
    assert 0.5 in heard
    assert left_in(path.parent) == [name]


def test_two_visitors_at_once_download_once(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    server.go_on.clear()
    with ThreadPoolExecutor(8) as visitors:
        asked = [visitors.submit(fetch, server, tmp_path, name, lambda fraction: None) for _ in range(8)]
        while not server.requests:
            sleep(0.01)
        server.go_on.set()
        assert {answer.result() for answer in asked} == {tmp_path / name}
    assert server.requests == [name]


def test_two_processes_at_once_download_once(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    server.go_on.clear()
    other = start_process(server, tmp_path, name)
    while not server.requests:
        sleep(0.01)
    heard: list[float] = []

    def progress(fraction: float) -> None:
        heard.append(fraction)
        server.go_on.set()

    assert fetch(server, tmp_path, name, progress).read_bytes() == CONTENT
    assert other.wait(60) == 0
    assert server.requests == [name]
    assert heard


def test_a_visitor_who_leaves_does_not_end_the_download(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    server.go_on.clear()

    def leave(fraction: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, name, leave)
    server.go_on.set()
    assert fetch(server, tmp_path, name).read_bytes() == CONTENT
    assert server.requests == [name]


def test_a_killed_download_leaves_nothing_that_looks_whole(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    server.go_on.clear()
    process = start_process(server, tmp_path, name)
    while not any(file.stat().st_size for file in tmp_path.glob("*.part")):
        sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / name).exists()
    server.go_on.set()
    assert fetch(server, tmp_path, name).read_bytes() == CONTENT
    assert left_in(tmp_path) == [name]


def start_process(server: WeightsServer, folder: Path, name: str) -> subprocess.Popen:
    code = (
        "import sys; from pathlib import Path; from cnnviz.weights.download import download; "
        "download(sys.argv[1], Path(sys.argv[2]), 4)"
    )
    root = Path(__file__).parents[1]
    return subprocess.Popen([sys.executable, "-c", code, server.url + name, str(folder / name)], cwd=root)


def test_a_damaged_file_is_fetched_anew(server: WeightsServer, tmp_path: Path):
    name = server.offer_bytes(CONTENT)
    (tmp_path / name).write_bytes(CONTENT[:-1])
    assert not complete(tmp_path / name)
    assert fetch(server, tmp_path, name).read_bytes() == CONTENT


def test_a_complete_file_needs_no_server_and_no_writable_folder(tmp_path: Path):
    server = WeightsServer()
    name = server.offer_bytes(CONTENT)
    server.server_close()
    (tmp_path / name).write_bytes(CONTENT)
    assert fetch(server, tmp_path, name) == tmp_path / name
    assert os.listdir(tmp_path) == [name]
