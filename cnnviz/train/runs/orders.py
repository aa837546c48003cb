"""What people do with runs: submit, stop, pause, resume, repeat, delete; who may is decided here."""

import shutil
import sqlite3
import time
from dataclasses import replace

from cnnviz.data.sets import find_set
from cnnviz.train.config import TrainConfig, to_toml
from cnnviz.train.first_weights import check_start
from cnnviz.train.network import fitting_options
from cnnviz.train.report import Wish
from cnnviz.train.runs.database import writing
from cnnviz.train.runs.device_lock import check_system
from cnnviz.train.runs.folder import folder_of
from cnnviz.train.runs.machine import wanted
from cnnviz.train.runs.owner import Owner, mark, may_change
from cnnviz.train.runs.run import RESUMABLE, Status, status_of
from cnnviz.train.runs.store import find_run, row_of
from cnnviz.train.runs.workers import ensure_workers
from cnnviz.words import Refusal, Words


def submit(config: TrainConfig, owner: Owner, title: str = "", experiment: str | None = None) -> int:
    """Put a run into the queue and see that somebody works on it; its id.

    `Refusal` for unknown data or first weights, a device that this machine lacks, an owner without a token, and Windows.
    """
    check_system()
    data = find_set(config.data)
    if config.weights:
        check_start(fitting_options(config.model, data.classes, data.shape[0])[0], config.weights)
    row = (to_toml(config), title, experiment, mark(owner), wanted(config.device), time.time(), time.time())
    with writing() as db:
        run_id = db.execute(
            "INSERT INTO runs (config, title, experiment, owner, status, wanted, created, queued) "
            "VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)",
            row,
        ).lastrowid
    ensure_workers()
    assert run_id is not None
    return run_id


def ask(run_id: int, wish: Wish, owner: Owner) -> None:
    """Ask a run to stop or to pause: at once where it waits, before its next step where it runs.

    `go` takes a wish back that it has not followed yet, or resumes. `Refusal` for another's run and for one that ended.
    """
    if wish == "go":
        return resume(run_id, owner)
    with writing() as db:
        status = _status_for(db, run_id, owner)
        if status == "running":
            db.execute("UPDATE runs SET wish = ? WHERE id = ?", (wish, run_id))
        elif status in ("finished", "stopped", "failed"):
            raise Refusal(ENDED.format(id=run_id, status=STATUS[status]))
        elif wish == "stop" or status == "queued":
            ended: Status = "stopped" if wish == "stop" else "paused"
            db.execute("UPDATE runs SET status = ?, ended = ? WHERE id = ?", (ended, time.time(), run_id))
    return None


def resume(run_id: int, owner: Owner) -> None:
    """Let a run go on from its last checkpoint, at the end of the queue; `Refusal` where it finished or still goes on."""
    with writing() as db:
        status = _status_for(db, run_id, owner)
        waits = row_of(db, run_id)["wish"] != "go"
        if status == "running" and waits:
            db.execute("UPDATE runs SET wish = 'go' WHERE id = ?", (run_id,))
        elif status in RESUMABLE:
            db.execute(
                "UPDATE runs SET status = 'queued', wish = 'go', queued = ?, ended = NULL, device = NULL, why_ko = NULL, "
                "why_en = NULL, instead = NULL WHERE id = ?",
                (time.time(), run_id),
            )
        else:
            raise Refusal(NOT_RESUMED.format(id=run_id, status=STATUS[status]))
    ensure_workers()


def repeat(run_id: int, seed: int, owner: Owner) -> int:
    """The same run from another seed, as a run of one's own; anyone may repeat any run. Its id."""
    run = find_run(run_id)
    return submit(replace(run.config, seed=seed), owner, run.title, run.experiment)


def delete(run_id: int, owner: Owner) -> None:
    """Delete a run with all that it left; `Refusal` for another's run and for one that is running."""
    with writing() as db:
        if _status_for(db, run_id, owner) == "running":
            raise Refusal(STILL_RUNNING.format(id=run_id))
        db.execute("DELETE FROM runs WHERE id = ?", (run_id,))
    folder = folder_of(run_id)
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise Refusal(LEFT.format(id=run_id, folder=folder, why=error.strerror or error)) from error


def _status_for(db: sqlite3.Connection, run_id: int, owner: Owner) -> Status:
    """The status of a run that `owner` may change."""
    row = row_of(db, run_id)
    if not may_change(owner, row["owner"]):
        raise Refusal(NOT_YOURS.format(id=run_id))
    return status_of(row)


STATUS: dict[Status, Words] = {
    "queued": Words(ko="대기 중", en="queued"),
    "running": Words(ko="학습 중", en="running"),
    "paused": Words(ko="일시 정지", en="paused"),
    "finished": Words(ko="완료", en="finished"),
    "stopped": Words(ko="중지됨", en="stopped"),
    "interrupted": Words(ko="중단됨", en="interrupted"),
    "failed": Words(ko="실패", en="failed"),
}
NOT_YOURS = Words(
    ko="{id}번 학습은 다른 사람의 것입니다. 볼 수는 있지만 멈추거나 지우는 것은 시작한 사람만 할 수 있습니다.",
    en="Run {id} is someone else's: you may watch it, but only who started it may stop, pause or delete it.",
)
ENDED = Words(ko="{id}번 학습은 이미 끝났습니다(상태: {status}).", en="Run {id} has ended already (it is {status}).")
NOT_RESUMED = Words(
    ko="{id}번 학습은 이어서 할 수 없습니다(상태: {status}). 일시 정지, 중지, 중단, 실패한 학습만 이어서 할 수 있습니다.",
    en="Run {id} cannot be resumed (it is {status}); only paused, stopped, interrupted and failed runs can.",
)
STILL_RUNNING = Words(
    ko="{id}번 학습은 아직 진행 중입니다. 먼저 중지한 다음 지우십시오.",
    en="Run {id} is still running; stop it before you delete it.",
)
LEFT = Words(
    ko="{id}번 학습은 목록에서 지웠지만 {folder} 폴더는 지우지 못했습니다: {why}.",
    en="Run {id} is off the list, but its folder {folder} could not be deleted: {why}.",
)
