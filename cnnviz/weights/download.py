"""A file from the web that is fetched once for all visitors, and is there complete or not at all."""

import errno
import hashlib
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from filelock import FileLock, Timeout

from cnnviz.weights.base import Progress
from cnnviz.words import Refusal, Words

PATIENCE = 3.0  # seconds until a server that has not answered counts as unreachable
STALL = 30.0  # seconds without a byte that end a download
CHUNK = 1 << 20  # bytes
MEGABYTE = 1 << 20


class Download:
    """One download under way, in a thread of its own: whoever asked for it may leave, others may join."""

    def __init__(self, url: str, path: Path, megabytes: float):
        self.url, self.path, self.expected = url, path, megabytes * MEGABYTE
        self.partial = path.with_name(path.name + ".part")
        self.fraction, self.begun, self.since = 0.0, Event(), monotonic()
        self.done: Future[Path] = Future()
        Thread(target=self._run, name=f"download {path.name}", daemon=True).start()

    def join(self, progress: Progress | None) -> Path:
        """Wait for the file; `Refusal` where the server does not answer in time, or what it sends is not the file."""
        self.begun.wait(max(0.0, self.since + PATIENCE - monotonic()))
        if not self.begun.is_set():
            raise Refusal(UNREACHABLE.format(url=self.url, why=f"{PATIENCE:g} s"))
        while progress and not wait([self.done], timeout=0.1).done:
            progress(self.fraction)
        return self.done.result()

    def _run(self) -> None:
        try:
            with self._turn():
                if not complete(self.path):
                    self._receive()
            self.done.set_result(self.path)
        except OSError as error:
            self.done.set_exception(_unwritable(self.path.parent, error))
        except BaseException as error:  # noqa: BLE001  (goes to whoever waits)
            self.done.set_exception(error)
        finally:
            self.begun.set()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Other processes download into the same folder: let one of them write, and watch its file grow."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path.with_name(self.path.name + ".lock"), thread_local=False)
        while not lock.is_locked:
            try:
                lock.acquire(timeout=0.2)
            except Timeout:
                self.begun.set()
                self.fraction = min(_size(self.partial) / self.expected, 1.0)
        try:
            yield
        finally:
            lock.release()

    def _receive(self) -> None:
        """Write beside the file's place; it takes its name only when its last byte is right."""
        with self._answer() as answer:
            self.begun.set()
            total = int(answer.headers.get("Content-Length") or self.expected)
            if shutil.disk_usage(self.path.parent).free < total:
                raise OSError(errno.ENOSPC, "no space")
            try:
                with self.partial.open("wb") as file:
                    for received, chunk in self._chunks(answer):
                        file.write(chunk)
                        self.fraction = min(received / total, 1.0)
                if _size(self.partial) < total:
                    raise Refusal(BROKEN_OFF.format(url=self.url))
                if not _right(self.partial, self.path.name):
                    raise Refusal(WRONG_HASH.format(url=self.url))
                self.partial.replace(self.path)
            finally:
                self.partial.unlink(missing_ok=True)

    def _answer(self) -> HTTPResponse:
        try:
            return urlopen(Request(self.url, headers={"User-Agent": "cnnviz"}), timeout=STALL)
        except (OSError, HTTPException) as error:
            why = f"HTTP {error.code}" if isinstance(error, HTTPError) else getattr(error, "reason", error)
            raise Refusal(UNREACHABLE.format(url=self.url, why=why)) from error

    def _chunks(self, answer: HTTPResponse) -> Iterator[tuple[int, bytes]]:
        """The answer piece by piece, each with the number of bytes so far."""
        received = 0
        while True:
            try:
                chunk = answer.read(CHUNK)
            except (OSError, HTTPException) as error:
                raise Refusal(BROKEN_OFF.format(url=self.url)) from error
            if not chunk:
                return
            received += len(chunk)
            yield received, chunk


_RUNNING: dict[Path, Download] = {}
_REGISTER = Lock()


def download(url: str, path: Path, megabytes: float, progress: Progress | None = None) -> Path:
    """The file at `url`, kept at `path`, whose name ends with the first digits of its SHA-256 as torch's files do.

    Two visitors who ask at once share one download. `megabytes`: about how large it is, for the progress.
    """
    if complete(path):
        return path
    with _REGISTER:
        running = _RUNNING.get(path)
        if running is None or running.done.done():
            running = _RUNNING[path] = Download(url, path, megabytes)
    return running.join(progress)


def complete(path: Path) -> bool:
    """True where the file is there, can be read, and has the hash that its name says."""
    try:
        return _right(path, path.name)
    except OSError:
        return False


def _right(path: Path, name: str) -> bool:
    expected = re.search(r"-([0-9a-f]{8,64})\.", name)
    with path.open("rb") as file:
        return expected is not None and hashlib.file_digest(file, "sha256").hexdigest().startswith(expected[1])


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _unwritable(folder: Path, error: OSError) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(DISK_FULL.format(folder=folder))
    return Refusal(NO_PLACE.format(folder=folder, why=error.strerror or error))


UNREACHABLE = Words(
    ko="{url}에서 가중치를 받을 수 없습니다({why}). 인터넷 연결을 확인하거나 가중치가 함께 설치되는 efficientnet_lite0을 쓰십시오.",
    en="Cannot download the weights from {url} ({why}). Check the connection, or use efficientnet_lite0, whose weights "
    "are installed along.",
)
BROKEN_OFF = Words(
    ko="{url}의 다운로드가 도중에 끊겼습니다. 받다 만 파일은 지웠습니다. 다시 시도하십시오.",
    en="The download of {url} broke off; what had arrived was deleted. Try again.",
)
WRONG_HASH = Words(
    ko="{url}에서 받은 파일의 SHA-256이 이름과 맞지 않아 지웠습니다. 중간에 바뀐 파일일 수 있습니다. 다시 시도하십시오.",
    en="What arrived from {url} does not have the SHA-256 of its name and was deleted; something on the way changed it.",
)
DISK_FULL = Words(
    ko="{folder} 폴더에 남은 공간이 없어 가중치를 저장하지 못했습니다. 공간을 비우고 다시 시도하십시오.",
    en="No space is left in {folder} for the weights. Make room there and try again.",
)
NO_PLACE = Words(
    ko="{folder} 폴더에 가중치를 저장할 수 없습니다({why}). 환경 변수 TORCH_HOME으로 쓸 수 있는 폴더를 지정하십시오.",
    en="Cannot store weights in {folder} ({why}). Name a writable folder in the environment variable TORCH_HOME.",
)
