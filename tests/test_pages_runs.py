"""The Runs page: the runs that a link or a visitor chooses, and whose a run is decides what he may do with it."""

import pytest

from cnnviz.train import TrainConfig
from cnnviz.train.runs import ask, runs, submit
from cnnviz.ui.run_list.rows import name_of_run
from cnnviz.words import LANGUAGES, Language, page_words
from tests.train_pages import ME, YOU, known_visitor, page, waiting

__all__ = ["known_visitor"]
RUNS = page_words("runs")
both_languages = pytest.mark.parametrize("language", LANGUAGES)


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


def test_a_run_without_a_title_is_called_by_its_network_and_long_settings_are_left_out():
    models = ("lenet5", "lenet5:pooling=max", "vgg16_cifar:layers=16,16,M,32,32,64,64,64,M,hidden=256")
    for model in models:
        submit(TrainConfig(model=model, data="digits"), ME)
    names = [name_of_run(run) for run in reversed(runs())]
    assert names == ["LeNet-5", "LeNet-5 · pooling=max", "VGG-16 (CIFAR-10) · …"]
