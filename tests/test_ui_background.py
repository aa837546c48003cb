"""Slow work behind a button: its result is shared, it can be cancelled, takes turns, and ends when nobody looks."""

from collections.abc import Callable
from threading import Event
from time import monotonic, sleep

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui import background
from cnnviz.ui.background import Cancelled, Job, keep, known
from cnnviz.ui.cache import TURN


def endless(progress: Callable[[float], None]) -> None:
    while True:
        progress(0.5)
        sleep(0.001)


def ended(job: Job) -> BaseException | None:
    return job.future.exception(timeout=10)


def test_a_result_is_kept_for_everyone() -> None:
    job = Job("a result", lambda progress: 41)
    assert ended(job) is None
    assert known("a result") == 41
    keep("another", 42)
    assert known("another") == 42 and known("never asked") is None


def test_cancelling_ends_the_work_and_gives_the_turn_back() -> None:
    job = Job("endless", endless)
    sleep(0.05)
    job.cancelled = True
    assert isinstance(ended(job), Cancelled)
    assert TURN.acquire(timeout=5)
    TURN.release()
    assert known("endless") is None


def test_work_that_nobody_looks_at_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "PATIENCE", 0.05)
    assert isinstance(ended(Job("left alone", endless)), Cancelled)


def test_other_visitors_have_their_turn_while_it_runs() -> None:
    job = Job("patient", endless)
    sleep(0.05)
    waited = monotonic()
    with TURN:
        waited = monotonic() - waited
    job.cancelled = True
    assert isinstance(ended(job), Cancelled)
    assert waited < 5


def test_the_time_to_go_follows_from_the_time_taken() -> None:
    halfway, go_on = Event(), Event()

    def work(progress: Callable[[float], None]) -> int:
        progress(0.0)
        sleep(0.2)
        progress(0.5)
        halfway.set()
        go_on.wait(10)
        return 1

    job = Job("half", work)
    assert job.seconds_left is None or job.done
    assert halfway.wait(10)
    left = job.seconds_left
    go_on.set()
    assert left is not None and left == pytest.approx(0.2, abs=0.19)
    assert ended(job) is None


def page() -> None:
    import streamlit as st

    from cnnviz.ui.background import in_background

    def work(progress):
        if st.session_state.get("fails"):
            raise ValueError("it fails")
        for step in range(2000):
            progress(step / 2000)
        return "done"

    st.session_state.setdefault("lang", "en")
    found = in_background("here", st.session_state.get("key", "key"), work, "Start it")
    st.write(found or "nothing yet")


def test_a_button_starts_it_and_cancel_brings_the_button_back() -> None:
    app = AppTest.from_function(page)
    app.session_state["key"] = "cancelled on the page"
    app.run()
    app.button("start.here").click().run()
    assert not app.exception
    assert not [button for button in app.button if button.key == "start.here"]
    app.button("cancel.here").click().run()
    assert app.button("start.here").label == "Start it"
    assert app.markdown[0].value == "nothing yet"


def test_the_result_comes_when_the_page_runs_again() -> None:
    app = AppTest.from_function(page)
    app.session_state["key"] = "finished on the page"
    app.run()
    app.button("start.here").click().run()
    end = monotonic() + 60
    while app.markdown[0].value != "done":
        assert monotonic() < end
        sleep(0.3)
        app.run()
    assert known("finished on the page") == "done"
