"""Slow work behind a button: it runs in a thread of its own, tells how far it is, and can be cancelled."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import monotonic, sleep
from typing import Any

import streamlit as st

from cnnviz.ui.cache import TURN
from cnnviz.ui.language import language
from cnnviz.words import Words

Progress = Callable[[float], None]
Work = Callable[[Progress], Any]
PATIENCE = 20  # seconds without anyone who looks, after which work ends: the visitor has gone elsewhere
KEPT = 256
_POOL = ThreadPoolExecutor(4, "slow")
_RESULTS: OrderedDict[Hashable, Any] = OrderedDict()
_RESULTS_LOCK = Lock()


class Cancelled(Exception):
    """Raised inside work that nobody waits for any more."""


class Job:
    """One piece of work under way. It takes turns with other visitors between its steps."""

    def __init__(self, key: Hashable, work: Work):
        self.key, self.done, self.cancelled = key, 0.0, False
        self.started: float | None = None  # when the first step was told
        self.seen = monotonic()
        self.future: Future = _POOL.submit(self._run, work)

    def _run(self, work: Work) -> None:
        with TURN:
            keep(self.key, work(self._told))

    def _told(self, done: float) -> None:
        if self.cancelled or monotonic() - self.seen > PATIENCE:
            raise Cancelled
        self.started = monotonic() if self.started is None else self.started
        self.done = done
        TURN.release()
        sleep(0.002)  # or this thread would be the next to have it again
        TURN.acquire()

    @property
    def seconds_left(self) -> float | None:
        """None before that can be told."""
        if self.started is None or self.done < 0.03:
            return None
        return (monotonic() - self.started) * (1 - self.done) / self.done


def keep(key: Hashable, result: Any) -> None:
    """Let every visitor have this result; it is not None."""
    with _RESULTS_LOCK:
        _RESULTS[key] = result
        while len(_RESULTS) > KEPT:
            _RESULTS.popitem(last=False)


def known(key: Hashable) -> Any | None:
    """The result of work done before, for whichever visitor."""
    with _RESULTS_LOCK:
        if key in _RESULTS:
            _RESULTS.move_to_end(key)
        return _RESULTS.get(key)


def in_background(name: str, key: Hashable, work: Work, start: str) -> Any | None:
    """The result of `work`, which is named by `key`; until it is there a button `start`, then progress and Cancel.

    One piece of work for each `name` and visitor: asking for another one ends it. Raises what the work raises.
    """
    if (result := known(key)) is not None:
        return result
    jobs: dict[str, Job] = st.session_state.setdefault("jobs", {})
    job = jobs.get(name)
    if job and (job.key != key or job.cancelled or (job.future.done() and _gave_up(job))):
        job.cancelled = True
        del jobs[name]
        job = None
    if job is None:
        place = st.empty()
        if not place.button(start, f"start.{name}", type="primary", icon=":material/play_arrow:"):
            return None
        place.empty()
        job = jobs[name] = Job(key, work)
    if job.future.done():
        del jobs[name]
        job.future.result()  # raises what went wrong
        return known(key)
    _watch(name)
    return None


def _gave_up(job: Job) -> bool:
    return isinstance(job.future.exception(), Cancelled)


@st.fragment(run_every=1.0)
def _watch(name: str) -> None:
    job: Job | None = st.session_state["jobs"].get(name)
    if job is None or job.future.done() or job.cancelled:
        st.rerun()
        return
    job.seen = monotonic()
    left = job.seconds_left
    text = WAITING if left is None else LEFT.format(seconds=f"{left:.0f}")
    st.progress(min(1.0, job.done), f"{job.done:.0%} · {text[language()]}")
    st.button(CANCEL[language()], f"cancel.{name}", icon=":material/close:", on_click=_cancel, args=(job,))


def _cancel(job: Job) -> None:
    job.cancelled = True


WAITING = Words(ko="시작하는 중입니다.", en="starting")
LEFT = Words(ko="약 {seconds}초 남음", en="about {seconds} s to go")
CANCEL = Words(ko="취소", en="Cancel")
