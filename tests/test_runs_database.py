"""The file of the runs: many threads and processes at once, older and newer versions, damage, and a full disk."""

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cnnviz.train import Ended, Point
from cnnviz.train.runs import TERMINAL, database, find_run, points, runs, submit
from cnnviz.train.runs.database import DiskFull, reading, writing
from cnnviz.train.runs.diary import Diary
from cnnviz.train.runs.folder import database_file
from cnnviz.train.runs.reserve import keep_room
from cnnviz.train.runs.schema import VERSIONS
from cnnviz.words import Refusal
from tests.runs_apart import TINY, apart, process

__all__ = ["apart"]  # a fixture


def test_many_threads_and_processes_may_open_a_new_file_and_write_at_once(apart: Path):
    others = [process(write_points, str(apart), number) for number in range(4)]
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: submit(TINY, TERMINAL), range(40)))
    for other in others:
        other.join()
        assert other.exitcode == 0
    assert len(set(ids)) == 40
    assert sum(len(points(run.id)) for run in runs()) == 4 * 50
    assert len(runs()) == 44


def write_points(folder: str, number: int) -> None:
    os.environ["CNNVIZ_RUNS"] = folder
    from cnnviz.train.runs import orders

    orders.ensure_workers = lambda: None
    diary = Diary(submit(TINY, f"visitor {number}"))
    for count in range(1, 51):
        diary.report(point(count))


def test_what_a_transaction_began_does_not_stay_where_it_fails(apart: Path):
    run_id = submit(TINY, TERMINAL)
    with pytest.raises(ZeroDivisionError):
        half_a_change()
    assert find_run(run_id).title == ""


def half_a_change() -> None:
    with writing() as db:
        db.execute("UPDATE runs SET title = 'half'")
        print(1 / 0)


def test_a_file_that_was_deleted_under_a_running_program_is_made_anew(apart: Path):
    submit(TINY, TERMINAL)
    shutil.rmtree(apart)
    assert runs() == []
    assert submit(TINY, TERMINAL) == 1


def test_a_newer_file_is_refused(apart: Path):
    submit(TINY, TERMINAL)
    change("PRAGMA user_version = 99")
    forget_connections()
    with pytest.raises(Refusal, match="newer cnnviz"):
        runs()


def test_a_file_without_tables_gets_them(apart: Path):
    apart.mkdir()
    change("PRAGMA user_version = 0")
    assert runs() == []
    with reading() as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(VERSIONS)
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


@pytest.mark.parametrize("damage", [b"this is no database", b"SQLite format 3\0" + os.urandom(8000)])
def test_a_damaged_file_is_told_in_a_sentence(apart: Path, damage: bytes):
    apart.mkdir()
    database_file().write_bytes(damage)
    with pytest.raises(Refusal, match="damaged"):
        runs()
    with pytest.raises(Refusal, match="damaged"):
        submit(TINY, TERMINAL)
    assert database_file().read_bytes() == damage


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CNNVIZ_RUNS", str(tmp_path / "file" / "runs"))
    with pytest.raises(Refusal, match="CNNVIZ_RUNS"):
        runs()


def test_runs_of_a_network_that_is_gone_are_left_out_of_the_list_and_told_of(apart: Path):
    kept, gone = submit(TINY, TERMINAL), submit(TINY, TERMINAL)
    change(f"UPDATE runs SET config = 'model = \"perceptron\"' WHERE id = {gone}")
    assert [run.id for run in runs()] == [kept]
    with pytest.raises(Refusal, match=f"run {gone}.*perceptron"):
        find_run(gone)


def test_a_full_file_ends_the_run_with_a_sentence_and_can_still_be_read(apart: Path):
    run_id = submit(TINY, TERMINAL)
    diary = Diary(run_id)
    diary.report(point(1))
    with reading() as db:  # this thread's connection, which `Diary` takes next
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
    number = 2
    while diary.wish() == "go":
        diary.report(point(number))
        number += 1
    assert 2 < number < 500
    diary.end(Ended("stopped"))
    run = find_run(run_id)
    assert (run.status, run.step) == ("failed", number - 2)
    assert run.why and "is full" in run.why.en
    assert [kept.number for kept in points(run_id)] == list(range(1, number - 1))


ON_A_FULL_DISK = """
import os, sys
os.environ["CNNVIZ_RUNS"] = folder = sys.argv[1] + "/runs"
os.makedirs(sys.argv[1])
assert os.system(f"mount -t tmpfs -o size=4m none {sys.argv[1]}") == 0
from tests.test_runs_database import fill_the_disk
fill_the_disk(sys.argv[1])
"""


def test_on_a_full_disk_the_reserve_is_room_for_the_last_words(tmp_path: Path):
    own_mounts = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*own_mounts, "true"], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    command = [*own_mounts, sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path / "disk")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "is full" in done.stdout


def fill_the_disk(disk: str) -> None:
    """Runs in a process of its own with a disk of 4 MiB; prints why the run ended."""
    from cnnviz.train.runs import orders

    orders.ensure_workers = lambda: None
    diary = Diary(submit(TINY, TERMINAL))
    keep_room()
    diary.report(point(1))
    with pytest.raises(OSError, match="space"):
        fill(Path(disk) / "filler")
    for number in range(2, 1000):
        diary.report(point(number))
    assert diary.wish() == "stop"
    with pytest.raises(DiskFull), writing() as db:
        db.execute("UPDATE runs SET title = ?", ("x" * 100_000,))
    diary.end(Ended("stopped"))
    forget_connections()
    run = find_run(1)
    assert run.status == "failed"
    assert [kept.number for kept in points(1)] == list(range(1, len(points(1)) + 1))
    print(run.why)


def point(number: int) -> Point:
    return Point(number, number, number / 10, number / 2, {"train_loss": 1 / number, "test_accuracy": 0.5})


def change(statement: str) -> None:
    """By another program."""
    connection = sqlite3.connect(database_file(), isolation_level=None)
    connection.execute(statement)
    connection.close()


def fill(file: Path) -> None:
    """To the last byte."""
    with file.open("wb", buffering=0) as filler:
        while True:
            filler.write(b"0" * 512)


def forget_connections() -> None:
    """As a new process has none."""
    while database._IDLE:
        database._IDLE.pop().close()
