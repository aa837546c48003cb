"""A file from the web that is fetched once for all visitors, and is there complete or not at all."""

import errno
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from filelock import FileLock, Timeout

from cnnviz.words import Refusal, Words

PATIENCE = 3.0  # seconds until a server that has not answered counts as unreachable
STALL = 30.0  # seconds without a byte that end a download
CHUNK = 1 << 20  # bytes
MEGABYTE = 1 << 20
Progress = Callable[[float], None]  # told the fraction that is done, 0 to 1


@dataclass(frozen=True)
class Sentences:
    """What is said when a download fails; `{url}`, `{folder}` and `{why}` are filled in."""

    unreachable: Words
    broken_off: Words
    wrong: Words  # it arrived, and is not what it should be
    disk_full: Words
    no_place: Words


class Download:
    """One download under way, in a thread of its own: whoever asked for it may leave, others may join."""

    def __init__(self, url: str, path: Path, megabytes: float, right: Callable[[Path], bool], sentences: Sentences):
        self.url, self.path, self.expected = url, path, megabytes * MEGABYTE
        self.right, self.sentences = right, sentences
        self.partial = path.with_name(path.name + ".part")
        self.fraction, self.begun, self.since = 0.0, Event(), monotonic()
        self.done: Future[Path] = Future()
        Thread(target=self._run, name=f"download {path.name}", daemon=True).start()

    def join(self, progress: Progress | None) -> Path:
        """Wait for the file; `Refusal` where the server does not answer in time, or what it sends is not the file."""
        self.begun.wait(max(0.0, self.since + PATIENCE - monotonic()))
        if not self.begun.is_set():
            raise Refusal(self.sentences.unreachable.format(url=self.url, why=f"{PATIENCE:g} s"))
        while progress and not wait([self.done], timeout=0.1).done:
            progress(self.fraction)
        return self.done.result()

    def _run(self) -> None:
        try:
            with self._turn():
                if not complete(self.path, self.right):
                    self._receive()
            self.done.set_result(self.path)
        except OSError as error:
            self.done.set_exception(self._unwritable(error))
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
                    raise Refusal(self.sentences.broken_off.format(url=self.url))
                if not self.right(self.partial):
                    raise Refusal(self.sentences.wrong.format(url=self.url))
                self.partial.replace(self.path)
            finally:
                self.partial.unlink(missing_ok=True)

    def _answer(self) -> HTTPResponse:
        try:
            return urlopen(Request(self.url, headers={"User-Agent": "cnnviz"}), timeout=STALL)
        except (OSError, HTTPException) as error:
            why = f"HTTP {error.code}" if isinstance(error, HTTPError) else getattr(error, "reason", error)
            raise Refusal(self.sentences.unreachable.format(url=self.url, why=why)) from error

    def _chunks(self, answer: HTTPResponse) -> Iterator[tuple[int, bytes]]:
        """The answer piece by piece, each with the number of bytes so far."""
        received = 0
        while True:
            try:
                chunk = answer.read(CHUNK)
            except (OSError, HTTPException) as error:
                raise Refusal(self.sentences.broken_off.format(url=self.url)) from error
            if not chunk:
                return
            received += len(chunk)
            yield received, chunk

    def _unwritable(self, error: OSError) -> Exception:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Refusal(self.sentences.disk_full.format(folder=self.path.parent))
        return Refusal(self.sentences.no_place.format(folder=self.path.parent, why=error.strerror or error))


_RUNNING: dict[Path, Download] = {}
_REGISTER = Lock()


def download(
    url: str, path: Path, megabytes: float, right: Callable[[Path], bool], sentences: Sentences,
    progress: Progress | None = None,
) -> Path:  # fmt: skip
    """The file at `url`, kept at `path` where `right` finds that it is what it should be.

    Two visitors who ask at once share one download. `megabytes`: about how large it is, for the progress. `Refusal`
    with one of `sentences` where it cannot be had.
    """
    if complete(path, right):
        return path
    with _REGISTER:
        running = _RUNNING.get(path)
        if running is None or running.done.done():
            running = _RUNNING[path] = Download(url, path, megabytes, right, sentences)
    return running.join(progress)


def complete(path: Path, right: Callable[[Path], bool]) -> bool:
    """True where the file is there, can be read, and is `right`."""
    try:
        return right(path)
    except OSError:
        return False


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
