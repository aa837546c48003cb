"""The one seam that starts a run on a device: whoever schedules, a worker here or a cluster elsewhere, calls this."""

import logging

import torch

from cnnviz.train.report import Ended
from cnnviz.train.runs.diary import Diary
from cnnviz.train.runs.folder import folder_of
from cnnviz.train.runs.store import find_run
from cnnviz.words import Refusal, Words


def perform(run_id: int, device: str) -> None:
    """Train run `run_id`, from its checkpoint where it has one, until it ends; what happens is told to the store.

    The caller has taken the run out of the queue (`queue.next_run`), and holds the lock of `device` while this goes on.
    """
    diary = Diary(run_id)
    try:
        ended = _trained(run_id, device, diary)
    except Refusal as refusal:
        ended = Ended("failed", refusal.words)
    except Exception as error:
        logging.getLogger(__name__).exception("run %d failed", run_id)
        ended = Ended("failed", UNFORESEEN.format(kind=type(error).__name__, why=error))
    diary.end(ended)


def _trained(run_id: int, device: str, diary: Diary) -> Ended:
    from cnnviz.train.loop import train  # late: the list of runs can be read without all of it

    folder = folder_of(run_id)
    folder.mkdir(parents=True, exist_ok=True)
    return train(find_run(run_id).config, folder, torch.device(device), diary.report, diary.wish)


UNFORESEEN = Words(
    ko="예상하지 못한 오류로 학습이 끝났습니다({kind}: {why}). 자세한 내용은 작업 프로세스의 기록에 있습니다.",
    en="Something unforeseen ended the run ({kind}: {why}); the log of the worker has the details.",
)
