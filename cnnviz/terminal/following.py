"""A run watched from the terminal to its end: a line for each epoch, for programs or for people; Ctrl-C stops the run."""

import json
import signal
import sys
import time
from types import FrameType

from cnnviz.terminal.epochs import Epochs
from cnnviz.terminal.run_texts import begun, epoch_line, progress, result
from cnnviz.terminal.speech import language, say
from cnnviz.train.runs import TERMINAL, WAITING, Run, ask, ensure_workers, find_run, news
from cnnviz.words import Refusal, Words

LOOKS = 0.2  # seconds between two looks at the run
STOPPED_BY_CTRL_C = 130  # 128 + SIGINT, as shells count


class Interrupts:
    """Counts Ctrl-C, so that the first does not tear a submission apart; the second one is Python's usual."""

    def __init__(self) -> None:
        self.pressed = False

    def __enter__(self) -> "Interrupts":
        self._before = signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *error: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _press(self, number: int, frame: FrameType | None) -> None:
        self.pressed = True
        signal.signal(signal.SIGINT, self._before)


def follow(run_id: int, as_json: bool, interrupts: Interrupts, after: int = 0) -> int:
    """Print each epoch of a run and how it ended, from point `after` on (`News.next`); the exit code.

    0 where it finished, 130 where Ctrl-C stopped it, 1 where it ended otherwise.
    """
    run = find_run(run_id)
    display, epochs, stopping = Display(as_json, run), Epochs(run_id, run.step if after else 0), False
    while True:
        if interrupts.pressed and not stopping:
            stopping = True
            _stop(run_id)
        seen = news(run_id, after)
        after = seen.next
        for line in epochs.of(json.loads(seen.points)):
            display.epoch(line, seen.run)
        if seen.run.status not in WAITING and not seen.more:
            display.end(seen.run)
            break
        display.progress(seen.run)
        if seen.run.status == "queued":
            ensure_workers()  # the worker that would have taken it may have been killed
        time.sleep(LOOKS)
    if seen.run.status == "finished":
        return 0
    return STOPPED_BY_CTRL_C if stopping else 1


def _stop(run_id: int) -> None:
    print(STOPPING[language()], file=sys.stderr)
    try:
        ask(run_id, "stop", TERMINAL)
    except Refusal as refusal:  # it has just ended by itself
        print(refusal.words[language()], file=sys.stderr)


class Display:
    """What is printed: JSON lines, or lines with one that changes in place where somebody watches."""

    def __init__(self, as_json: bool, run: Run):
        self.as_json, self.alive = as_json, not as_json and sys.stderr.isatty()
        if not as_json:
            say(begun(run)[language()])

    def epoch(self, line: dict[str, float | None], run: Run) -> None:
        self._clear()
        say(json.dumps(line) if self.as_json else epoch_line(line, run)[language()])

    def progress(self, run: Run) -> None:
        if self.alive:
            print(f"\r\x1b[K{progress(run)[language()]}", end="", file=sys.stderr, flush=True)

    def end(self, run: Run) -> None:
        self._clear()
        if self.as_json:
            say(json.dumps({"run": run.id, "status": run.status}))
            if run.why:
                print(run.why[language()], file=sys.stderr)
        else:
            say(result(run)[language()])

    def _clear(self) -> None:
        if self.alive:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


STOPPING = Words(
    ko="학습을 중지하는 중입니다. 한 번 더 누르면 기다리지 않고 나갑니다.",
    en="Stopping the run; press again to leave without waiting.",
)
