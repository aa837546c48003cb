"""A site of one's own: `streamlit run app.py` on a free port, its log kept, ended by its own process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Site:
    """A running server."""

    address: str  # http://127.0.0.1:…
    log: Path

    def complaints(self, since: int = 0) -> str:
        """The log from its character `since` on, if it holds a stack trace, else nothing."""
        text = self.log.read_text("utf-8")[since:]
        return text if "Traceback" in text else ""


@contextmanager
def serve(log: Path, script: str = "app.py") -> Iterator[Site]:
    """A fresh server of `script` that nobody has visited yet."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true"]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | _folders(log.parent), stdout=output, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        site = Site(f"http://127.0.0.1:{port}", log)
        _wait(site, process)
        yield site
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _folders(base: Path) -> dict[str, str]:
    """Runs and data sets of its own, beside its log."""
    return {"CNNVIZ_RUNS": str(base / "runs"), "CNNVIZ_DATA": str(base / "data")}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait(site: Site, process: subprocess.Popen) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < end:
        try:
            with urlopen(f"{site.address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{site.log.read_text('utf-8')}")
