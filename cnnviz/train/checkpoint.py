"""Files that are either whole or not there: a checkpoint is written beside its place, forced to disk and renamed."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import torch

from cnnviz.words import Refusal, Words

CHECKPOINT = "checkpoint.pt"


def write(path: Path, content: bytes | memoryview, durable: bool = True) -> None:
    """Put `content` at `path`; whoever is interrupted, or finds the disk full, leaves the old file as it was.

    durable: it waits until the disk has it, so that a power cut takes nothing back.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def save(folder: Path, state: dict[str, Any]) -> None:
    """Write the checkpoint of the run in `folder`: tensors, numbers, texts, and dicts and lists of them."""
    buffer = BytesIO()
    torch.save(state, buffer)
    write(folder / CHECKPOINT, buffer.getbuffer())


def load(folder: Path) -> dict[str, Any] | None:
    """The checkpoint in `folder`, its tensors in main memory; None where there is none, `Refusal` where it is damaged."""
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    try:
        return torch.load(path, "cpu", weights_only=True)
    except Exception as error:  # a damaged file can raise anything
        raise Refusal(DAMAGED.format(file=path.name)) from error


def _sync_folder(folder: Path) -> None:
    """The rename itself is on disk only once the folder is; Windows cannot open one and needs no such step."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


DAMAGED = Words(
    ko="저장된 상태 {file}이(가) 손상되어 이어서 학습할 수 없습니다. 이 학습을 지우고 다시 시작하십시오.",
    en="The checkpoint {file} is damaged, so the run cannot go on: delete the run and start it again.",
)
