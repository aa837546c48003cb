"""The Train page: every experiment shows itself, settings are in the link, and only who is known may start."""

from itertools import cycle

import pytest
from streamlit.runtime.context import ContextProxy

from cnnviz.train.experiments import EXPERIMENTS
from cnnviz.train.recipes import recipe
from cnnviz.train.runs import runs
from cnnviz.ui.train_plan import LEARNS_ON
from cnnviz.words import LANGUAGES, Language, page_words
from tests.test_pages import said
from tests.train_pages import ME, YOU, known_visitor, page

__all__ = ["known_visitor"]
RUNS = page_words("runs")
both_languages = pytest.mark.parametrize("language", LANGUAGES)


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
def test_a_network_of_ones_own_may_begin_with_learnt_weights(language: Language):
    app = page("train", language, what="own", model="resnet20", data="shapes")
    assert app.selectbox(key="train.weights").value == "random"
    assert "weights" not in app.query_params
    drawn = recipe("resnet20", "shapes").rate
    assert app.number_input(key="train.resnet20.shapes.rate").value == pytest.approx(drawn)
    app = page("train", language, what="own", model="resnet20", data="shapes", weights="resnet20")
    assert app.number_input(key="train.resnet20.shapes.resnet20.rate").value == pytest.approx(drawn / 10)
    assert any(LEARNS_ON[language] in text for text in said(app))
    app.button(key="start").click().run()
    assert not app.exception
    assert [(run.config.weights, run.config.rate) for run in runs()] == [("resnet20", pytest.approx(drawn / 10))]


def test_where_there_are_no_learnt_weights_none_are_asked_for():
    app = page("train", what="own", model="plain32", data="shapes")
    assert not [box for box in app.selectbox if box.key == "train.weights"]


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
