"""A data set of one's own is deleted only when no run is learning from it or waits to."""

from cnnviz.data.sets import remove_own
from cnnviz.train.runs.run import WAITING
from cnnviz.train.runs.store import runs
from cnnviz.words import Refusal, Words


def delete_set(name: str, owner: str | None) -> None:
    """Delete the set `name`; `owner` None is whoever sits at the terminal.

    `Refusal` for a set that is somebody else's, or that a run in the queue still needs.
    """
    if needed := [run for run in runs() if run.config.data == name and run.status in WAITING]:
        raise Refusal(NEEDED.format(name=name, id=needed[-1].id))
    remove_own(name, owner)


NEEDED = Words(
    ko="{id}번 학습이 ‘{name}’ 데이터 세트를 쓰고 있거나 차례를 기다립니다. 그 학습을 멈추거나 끝나기를 기다린 뒤에 지우십시오.",
    en="Run {id} is learning from the data set “{name}”, or waits to. Stop that run, or delete the set when it has ended.",
)
