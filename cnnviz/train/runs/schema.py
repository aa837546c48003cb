"""The tables of the runs, and how a file of an older version becomes one of this."""

import sqlite3
from pathlib import Path

from filelock import FileLock

from cnnviz.words import Refusal, Words

VERSIONS = (  # script n turns a file of version n into one of version n + 1; a script that was published never changes
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: the folder of a deleted run is nobody else's
        config TEXT NOT NULL,                  -- TOML
        title TEXT NOT NULL,
        experiment TEXT,
        owner TEXT NOT NULL,                   -- what `mark` makes of the owner's token
        status TEXT NOT NULL,
        wish TEXT NOT NULL DEFAULT 'go',
        wanted TEXT NOT NULL,                  -- the device that the configuration names, or 'auto'
        device TEXT,                           -- the one it runs or ran on
        created REAL NOT NULL,                 -- seconds since 1970, as the others
        queued REAL NOT NULL,
        started REAL,
        ended REAL,
        epoch REAL NOT NULL DEFAULT 0,
        step INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0,       -- spent training
        test_accuracy REAL,
        serial INTEGER NOT NULL DEFAULT 0,     -- of its newest point
        why_ko TEXT,
        why_en TEXT,
        instead TEXT                           -- what to try instead, TOML
    );
    CREATE INDEX runs_by_status ON runs (status, queued);
    CREATE TABLE points (
        run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        serial INTEGER NOT NULL,               -- counts on even where a resumed run repeats numbers
        number INTEGER NOT NULL,
        step INTEGER NOT NULL,
        epoch REAL NOT NULL,
        seconds REAL NOT NULL,
        "values" TEXT NOT NULL,                -- JSON, null for what was not finite
        PRIMARY KEY (run, serial)
    ) WITHOUT ROWID;
    """,
)
PATIENCE = 10  # seconds for another process that is just doing the same


def bring_up_to_date(connection: sqlite3.Connection, file: Path) -> None:
    """Create or migrate the tables; `Refusal` where the file is of a newer version than this program."""
    if _version(connection, file) == len(VERSIONS):
        return
    with FileLock(f"{file}.lock", timeout=PATIENCE):  # the step to WAL does not wait for others by itself
        connection.execute("PRAGMA journal_mode = WAL")
        for version in range(_version(connection, file), len(VERSIONS)):
            connection.executescript(
                f"BEGIN IMMEDIATE; {VERSIONS[version]} PRAGMA user_version = {version + 1}; COMMIT;"
            )


def _version(connection: sqlite3.Connection, file: Path) -> int:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(VERSIONS):
        raise Refusal(NEWER.format(file=file, version=version, known=len(VERSIONS)))
    return version


NEWER = Words(
    ko="{file} 파일은 더 새로운 cnnviz가 쓴 것입니다(버전 {version}, 이 프로그램은 {known}까지). cnnviz를 새로 설치하거나 CNNVIZ_RUNS로 다른 "
    "폴더를 쓰십시오.",
    en="{file} was written by a newer cnnviz (version {version}; this one reads up to {known}). Update cnnviz, or name another "
    "folder with CNNVIZ_RUNS.",
)
