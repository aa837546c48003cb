"""A server of weights files on this machine that can misbehave as real ones do."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import torch

from cnnviz.weights.base import Progress
from cnnviz.weights.download import download

CONTENT = bytes(range(256)) * 4096 * 4  # 4 MiB


class WeightsServer(ThreadingHTTPServer):
    """Serves `files` by name; `requests` lists what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.send_only: int | None = None  # bytes after which the connection is cut
        self.silent = False  # accept, and never answer
        self.go_on = Event()  # while it is not set, the second half of a file is held back
        self.go_on.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def offer(self, state: Any, stem: str = "net") -> str:
        """Serve `state`, saved by torch, under a name that carries its hash; the name."""
        file = io.BytesIO()
        torch.save(state, file)
        return self.offer_bytes(file.getvalue(), stem)

    def offer_bytes(self, content: bytes, stem: str = "net") -> str:
        name = f"{stem}-{hashlib.sha256(content).hexdigest()[:8]}.pth"
        self.files[name] = content
        return name


class _Handler(BaseHTTPRequestHandler):
    server: WeightsServer

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        self.server.requests.append(name)
        if self.server.silent:
            Event().wait(20)
        content = self.server.files.get(name)
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2][: self.server.send_only])
        self.wfile.flush()
        self.server.go_on.wait(20)
        if self.server.send_only is None:
            with suppress(ConnectionError):  # whoever asked may have left
                self.wfile.write(content[len(content) // 2 :])

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""


@contextmanager
def weights_server() -> Iterator[WeightsServer]:
    with WeightsServer() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.go_on.set()
            server.shutdown()


def fetch(server: WeightsServer, folder: Path, name: str, progress: Progress | None = None) -> Path:
    """Download `name` from `server` into `folder`."""
    return download(server.url + name, folder / name, 4, progress)


def left_in(folder: Path) -> list[str]:
    """What lies in `folder`, but for the files by which processes take turns."""
    return [file.name for file in folder.iterdir() if not file.name.endswith(".lock")]
