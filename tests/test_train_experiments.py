"""Every experiment: its runs are valid, fit their data, and differ in nothing but what they compare."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import pytest

from cnnviz.architectures import find
from cnnviz.blueprint import structure_of
from cnnviz.data.sets import DATASETS, find_set
from cnnviz.options import controls
from cnnviz.spelling import chosen
from cnnviz.trace import Trace
from cnnviz.train import TrainConfig
from cnnviz.train.expected_time import expected_time, measured_pace
from cnnviz.train.experiments import EXPERIMENTS, TOPICS, Experiment, find_experiment
from cnnviz.train.network import fitting_options
from cnnviz.words import Refusal

every_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
LISTED = {  # what the course asks for
    "degradation", "first_weights", "activations", "batch_norm", "local_response_norm", "kernels", "squeeze_excite",
    "depthwise", "width_depth", "block_dropout", "preactivation", "stochastic_depth", "auxiliary_heads",
    "augmentation_ladder", "rate_schedules", "lecture_vgg", "lecture_resnet",
}  # fmt: skip


def test_all_that_the_course_asks_for_is_there():
    assert set(EXPERIMENTS) >= LISTED
    assert {experiment.topic for experiment in EXPERIMENTS.values()} == set(TOPICS)


def settings(config: TrainConfig) -> dict[str, Any]:
    """Everything that decides how a run goes: settings of the run, and options of its network."""
    named = chosen(config.model)
    options = {f"{name}": getattr(named.options, name) for name in controls(type(named.options))}
    family = {"family": type(named.options).__name__}
    return {**family, **options, **{name: value for name, value in asdict(config).items() if name != "model"}}


def varied(configs: Iterable[TrainConfig]) -> set[str]:
    every = [settings(config) for config in configs]
    return {name for name in every[0] if len({str(each.get(name)) for each in every}) > 1}


@every_experiment
def test_trials_differ_only_in_what_is_compared(experiment: Experiment):
    configs = experiment.configs("shapes")
    assert varied(configs) == set(experiment.differs)
    assert len(set(configs)) == len(configs), "two trials are the same"
    assert len({trial.title for trial in experiment.trials}) == len(configs)


def test_what_differs_is_found_out():
    """The check above sees an option of the network as well as a setting of the run."""
    first, second = EXPERIMENTS["degradation"].configs("shapes")[:2]
    assert varied([first, replace(second, rate=0.05)]) == {"residual", "rate"}


def trace_of(config: TrainConfig) -> Trace:
    """The network of `config`, cut to its data, without weights."""
    data = find_set(config.data)
    named, channels = fitting_options(config.model, data.classes, data.shape[0])
    side = config.size or find(named.name)[1].input_shape[1]
    return structure_of(named.name, named.options, (channels, side, side))


@every_experiment
@pytest.mark.parametrize("data", DATASETS)
def test_networks_fit_any_data(data: str, experiment: Experiment):
    for config in experiment.configs(data):
        assert trace_of(config).layers[-1].output_shape == (find_set(data).classes,), config.model


@every_experiment
def test_equal_multiply_adds_where_they_are_claimed(experiment: Experiment):
    macs = [trace_of(config).macs for config in experiment.configs("shapes")]
    if experiment.equal_macs:
        assert max(macs) <= 1.05 * min(macs)


def test_figures_that_are_told():
    """Of the sentences on what to expect, those that follow from the networks."""
    ordinary, separable = (trace_of(config).macs / 1e6 for config in EXPERIMENTS["depthwise"].configs("shapes"))
    assert (round(ordinary, 1), round(separable, 1)) == (99.5, 12.2)
    blocks, last = 27, 0.5
    stays = [1 - block / blocks * (1 - last) for block in range(1, blocks + 1)]
    assert sum(stays) == 20


@every_experiment
def test_it_asks_a_question_and_names_its_source(experiment: Experiment):
    assert experiment.source
    assert experiment.question.ko.endswith("?")
    assert experiment.question.en.endswith("?")


@every_experiment
def test_how_long_it_takes_was_measured(experiment: Experiment):
    expected = [expected_time(config) for config in experiment.configs("shapes")]
    assert all(each.measured for each in expected)
    if experiment.topic != "lectures":
        assert sum(each.seconds for each in expected) < 30 * 60, "a class sees the end of it"


def test_an_unmeasured_network_is_judged_by_its_multiply_adds():
    small, large = (TrainConfig(model=model, data="shapes") for model in ("resnet32", "resnet110"))
    assert not expected_time(small).measured
    assert 2.5 < expected_time(large).seconds / expected_time(small).seconds < 4.5
    assert expected_time(replace(small, epochs=20)).seconds == pytest.approx(2 * expected_time(small).seconds)
    assert expected_time(replace(small, epochs=0, seconds=90)).seconds == 90
    steps = replace(small, epochs=0, steps=100, batch=64)
    assert expected_time(steps).seconds * measured_pace()["resnet20@32"] > 6400


def test_an_unknown_experiment_is_refused():
    with pytest.raises(Refusal, match="no experiment “alchemy”"):
        find_experiment("alchemy")
