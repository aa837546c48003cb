"""What is known of a run, and how one row of the database says it."""

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from cnnviz.train.config import TrainConfig, from_toml
from cnnviz.train.runs.device_lock import held
from cnnviz.train.runs.owner import Owner, may_change
from cnnviz.words import Refusal, Words

Status = Literal["queued", "running", "paused", "finished", "stopped", "interrupted", "failed"]
WAITING: tuple[Status, ...] = ("queued", "running")  # something will still happen by itself
RESUMABLE: tuple[Status, ...] = ("paused", "stopped", "interrupted", "failed")


@dataclass(frozen=True)
class Run:
    """One run at the moment of asking. Times are seconds since 1970, `seconds` are those spent training."""

    id: int
    config: TrainConfig
    status: Status
    owner: str  # a mark, see `owner.py`; `belongs_to` compares
    title: str
    created: float
    started: float | None
    ended: float | None
    device: str | None  # that it runs or ran on
    epoch: float
    step: int
    seconds: float
    test_accuracy: float | None  # the newest, 0 to 1
    why: Words | None = None  # it failed
    instead: TrainConfig | None = None  # what to try then
    experiment: str | None = None
    asked: str = "go"  # the wish that a running one has not followed yet

    def belongs_to(self, owner: Owner) -> bool:
        return may_change(owner, self.owner)


def run_of(row: sqlite3.Row) -> Run:
    """`Refusal` where the record names a network or a setting that this version does not have."""
    return Run(
        id=row["id"], config=_config(row["id"], row["config"]), status=status_of(row), owner=row["owner"],
        title=row["title"], created=row["created"], started=row["started"], ended=row["ended"], device=row["device"],
        epoch=row["epoch"], step=row["step"], seconds=row["seconds"], test_accuracy=row["test_accuracy"],
        why=Words(ko=row["why_ko"], en=row["why_en"]) if row["why_en"] else None,
        instead=_config(row["id"], row["instead"]) if row["instead"] else None,
        experiment=row["experiment"], asked=row["wish"] if row["status"] == "running" else "go",
    )  # fmt: skip


def status_of(row: sqlite3.Row) -> Status:
    """What the row says, unless the process that wrote it has died: a running run has a worker with a lock."""
    if row["status"] == "running" and not held(row["device"]):
        return "interrupted"
    return row["status"]


@lru_cache(maxsize=512)
def _config(run_id: int, text: str) -> TrainConfig:
    try:
        return from_toml(text)
    except Refusal as refusal:
        raise Refusal(UNREADABLE.format(id=run_id, why=refusal.words)) from refusal


UNREADABLE = Words(
    ko="{id}번 학습의 기록을 이 버전으로 읽을 수 없습니다. {why}",
    en="The record of run {id} cannot be read by this version. {why}",
)
