"""The Train and Runs pages: every experiment shows itself, settings are in the link, and whose a run is decides."""

from itertools import cycle
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from cnnviz.train import TrainConfig
from cnnviz.train.experiments import EXPERIMENTS
from cnnviz.train.runs import ask, runs, submit
from cnnviz.train.runs import orders as run_orders
from cnnviz.ui.visitor import COOKIE
from cnnviz.words import LANGUAGES, Language, page_words
from tests.test_pages import said, visit

ME, YOU = "0" * 32, "1" * 32
TRAIN, RUNS = page_words("train"), page_words("runs")
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of their own, a browser that is known, and no worker that would really train."""
    monkeypatch.setenv("CNNVIZ_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: ME})
    monkeypatch.setattr(run_orders, "ensure_workers", lambda: None)
    monkeypatch.setattr("cnnviz.ui.train_start.prepare_worker", lambda: None)


def page(name: str, language: Language = "ko", **settings: str) -> AppTest:
    """Korean where a test clicks: outside of a script run, AppTest names the entries of lists in the default language."""
    app = visit(name, language, **settings)
    assert not app.exception
    return app


def waiting(title: str = "", owner: str = ME) -> int:
    return submit(TrainConfig(model="lenet5", data="digits"), owner, title)


@pytest.mark.parametrize(("name", "language"), zip(EXPERIMENTS, cycle(LANGUAGES), strict=False))
def test_every_experiment_tells_its_question_and_its_runs(name: str, language: Language):
    app, experiment = page("train", language, experiment=name, data="shapes"), EXPERIMENTS[name]
    assert not app.error
    assert not app.toast
    assert experiment.question[language] in [head.value for head in app.subheader]
    texts = said(app)
    assert experiment.expect[language] in texts
    table = next(text for text in texts if text.startswith("| ") and "---" in text)
    assert all(f"**{trial.title}**" in table for trial in experiment.trials)
    assert app.button(key="start").disabled is False


def test_start_puts_every_run_into_the_queue_and_leads_to_their_curves():
    app = page("train", experiment="rate_schedules", epochs="3")
    app.button(key="start").click().run()
    assert not app.exception
    found = list(reversed(runs()))
    assert [run.title for run in found] == ["step", "one cycle", "constant"]
    assert {run.config.epochs for run in found} == {3}
    assert {run.experiment for run in found} == {"rate_schedules"}
    assert all(run.belongs_to(ME) and not run.belongs_to(YOU) for run in found)
    assert app.title[0].value == RUNS.title["ko"]
    assert app.query_params["runs"] == "1,2,3"


def test_only_the_picked_trials_start():
    app = page("train", experiment="degradation", trials="2,4")
    app.button(key="start").click().run()
    assert [run.config.model for run in reversed(runs())] == ["resnet20", "resnet56"]


def test_settings_are_in_the_link_and_only_where_they_differ():
    app = page("train", what="own", model="lenet5", data="digits", rate="0.005", label_smoothing="0.1")
    assert app.query_params["rate"] == "0.005"
    app.number_input(key="train.lenet5.digits.epochs").set_value(7).run()
    assert app.query_params["epochs"] == "7"
    assert "batch" not in app.query_params
    app.button(key="start").click().run()
    config = runs()[0].config
    assert (config.epochs, config.rate, config.label_smoothing, config.data) == (7, 0.005, 0.1, "digits")


def test_options_of_the_network_are_trained_with():
    app = page("train", what="own", model="resnet20", se="true")
    app.button(key="start").click().run()
    assert runs()[0].config.model == "resnet20:se=true"


@both_languages
def test_settings_that_make_no_run_are_told_and_cannot_be_started(language: Language):
    app = page("train", language, what="own", epochs="0")
    assert len(app.error) == 1
    assert ("끝나는" in app.error[0].value) == (language == "ko")
    assert app.button(key="start").disabled


def test_without_a_token_nothing_can_be_started(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ContextProxy, "cookies", {})
    app = page("train")
    assert app.button(key="start").disabled
    assert any("쿠키" in caption.value for caption in app.caption)


@both_languages
def test_nothing_trained_yet(language: Language):
    app = page("runs", language)
    assert [each.value for each in app.info] == [RUNS.empty[language]]


def test_the_newest_run_is_shown_and_others_by_the_link():
    for title in ("first", "second", "third"):
        waiting(title)
    assert "runs" not in page("runs").query_params
    app = page("runs", runs="1,3", look="3")
    assert app.query_params["runs"] == "1,3"
    assert not app.toast


def test_a_link_to_a_run_that_is_gone_is_told():
    waiting()
    assert "9번 학습은 없습니다" in page("runs", runs="9").toast[0].value
    assert "학습의 번호가 아닙니다" in page("runs", runs="one").toast[0].value


def test_one_may_stop_resume_and_delete_what_is_ones_own():
    waiting("mine")
    app = page("runs", runs="1")
    app.button(key="run.pause").click().run()
    assert runs()[0].status == "paused"
    assert any("일시 정지했습니다" in each.value for each in app.info)
    app.button(key="run.play_arrow").click().run()
    assert runs()[0].status == "queued"
    app.button(key="run.stop").click().run()
    assert runs()[0].status == "stopped"
    app.button(key="run.delete").click().run()
    assert not runs()
    assert [each.value for each in app.info] == [RUNS.empty["ko"]]


@both_languages
def test_a_strangers_run_can_only_be_watched_and_repeated(language: Language):
    waiting("theirs", YOU)
    app = page("runs", language, runs="1")
    keys = {button.key for button in app.button}
    assert not keys & {"run.pause", "run.stop", "run.play_arrow", "run.delete"}
    assert any(("다른 사람" if language == "ko" else "someone else") in caption.value for caption in app.caption)
    app.button(key="run.repeat").click().run()
    new, old = runs()
    assert new.belongs_to(ME) and not old.belongs_to(ME)
    assert new.config.seed != old.config.seed
    assert new.title == "theirs"
    assert app.query_params["runs"] == "1,2"


def test_what_happened_in_another_window_is_told():
    """The button was drawn while the run waited; meanwhile it was stopped elsewhere."""
    waiting()
    app = page("runs", runs="1")
    ask(1, "stop", ME)
    app.button(key="run.pause").click().run()
    assert not app.exception
    assert "이미 끝났습니다" in app.error[0].value


def test_buttons_act_on_all_chosen_runs_of_ones_own():
    for title, owner in {"mine": ME, "theirs": YOU, "mine too": ME}.items():
        waiting(title, owner)
    app = page("runs", runs="1,2,3")
    assert app.button(key="run.stop").label == "멈춤 (2)"
    app.button(key="run.stop").click().run()
    assert [run.status for run in runs()] == ["stopped", "queued", "stopped"]


def test_the_view_of_the_chart_is_in_the_link():
    waiting()
    app = page("runs", runs="1", x="time", log="true", smooth="40")
    assert not app.toast
    assert (app.query_params["x"], app.query_params["log"], app.query_params["smooth"]) == ("time", "true", "40")
    assert "‘x’" in page("runs", runs="1", x="moon").toast[0].value
