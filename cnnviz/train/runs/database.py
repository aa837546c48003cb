"""The one file that every process reads and writes: connections, transactions, and what goes wrong as sentences.

Writers come one at a time and wait for each other, readers never wait (SQLite's WAL). A commit outlives the death of its
process; after a power cut the last moments may be missing, the file stays whole (`synchronous = NORMAL`).
"""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import Timeout

from cnnviz.train.runs.folder import database_file
from cnnviz.train.runs.schema import bring_up_to_date
from cnnviz.words import Refusal, Words

PATIENCE = 10.0  # seconds that a writer waits for another


class DiskFull(Refusal):
    """What could not be written for want of space."""


class Connection(sqlite3.Connection):
    """One that knows which file it was opened on."""

    mark: tuple[Path, int, int]


_IDLE: deque[Connection] = deque()  # opened before, in use by nobody
_INHERITED: list[Connection] = []  # of the process that this one was forked from: neither used nor closed here


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection to read with; what is read within one `SELECT` fits together. `Refusal` where it cannot be read."""
    file = database_file()
    with _in_words(file):
        connection = _taken(file)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        _IDLE.append(connection)


@contextmanager
def writing() -> Iterator[Connection]:
    """The same for a transaction, which happens as a whole or, where the block raises, not at all."""
    with reading() as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")


def _taken(file: Path) -> Connection:
    """A connection to the file that is there now: someone may have deleted or replaced the old one."""
    while _IDLE:
        try:
            connection = _IDLE.pop()
        except IndexError:  # another thread was quicker
            break
        if connection.mark == _mark(file):
            return connection
        if connection.mark[2] != os.getpid():
            _INHERITED.append(connection)
        else:
            connection.close()
    return _opened(file)


def _opened(file: Path) -> Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        file, PATIENCE, isolation_level=None, check_same_thread=False, factory=Connection, cached_statements=64
    )
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.row_factory = sqlite3.Row
        bring_up_to_date(connection, file)
    except BaseException:
        connection.close()
        raise
    connection.mark = _mark(file)
    return connection


def _mark(file: Path) -> tuple[Path, int, int]:
    return file, file.stat().st_ino if file.exists() else 0, os.getpid()


@contextmanager
def _in_words(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _refusal(file, error) from error
    except Timeout as error:
        raise Refusal(BUSY.format(file=file)) from error
    except OSError as error:
        raise Refusal(UNUSABLE.format(file=file, why=error.strerror or error)) from error


def _refusal(file: Path, error: sqlite3.DatabaseError) -> Exception:
    """The sentence for an error of SQLite's; the error itself where it is a mistake of ours."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(FULL.format(file=file))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Refusal(CORRUPT.format(file=file))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Refusal(BUSY.format(file=file))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PERM:
            return Refusal(UNUSABLE.format(file=file, why=error))
    return error


FULL = Words(
    ko="{file} 파일이 있는 디스크가 가득 찼습니다. 공간을 비우고 이어서 학습하십시오. 마지막 체크포인트까지는 남아 있습니다.",
    en="The disk of {file} is full. Make room and resume; everything up to the last checkpoint is kept.",
)
CORRUPT = Words(
    ko="{file} 파일이 손상되어 학습 기록을 읽을 수 없습니다. 파일을 다른 곳으로 옮기면 새로 시작합니다. 가중치는 옆의 폴더들에 그대로 있습니다.",
    en="{file} is damaged, so the list of runs cannot be read. Move it away to start a new one; weights stay in the folders beside it.",
)
BUSY = Words(
    ko="다른 프로그램이 {file} 파일을 놓아 주지 않습니다. 잠시 뒤에 다시 시도하십시오.",
    en="Another program does not let go of {file}. Try again in a moment.",
)
UNUSABLE = Words(
    ko="{file} 파일을 쓸 수 없습니다: {why}. CNNVIZ_RUNS로 쓸 수 있는 폴더를 지정하십시오.",
    en="Cannot use {file}: {why}. Name a folder that can be written with CNNVIZ_RUNS.",
)
