"""What the Train page will start: an experiment or a network of one's own, and the settings of its runs."""

from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from cnnviz.data.sets import find_set
from cnnviz.options import Options, Value, changes, controls
from cnnviz.spelling import Named, spelled
from cnnviz.train import TrainConfig
from cnnviz.train.experiments import EXPERIMENTS, TOPICS, Experiment
from cnnviz.train.first_weights import starts
from cnnviz.train.network import fitting_options
from cnnviz.train.recipes import recipe, recipe_of
from cnnviz.ui.data_sets import choose_set
from cnnviz.ui.language import language
from cnnviz.ui.networks import short_name_of
from cnnviz.ui.widgets import ask_values, choose_variant, options_form, pick, pick_many, use_changes
from cnnviz.weights import RANDOM
from cnnviz.words import Refusal, Words

CHOSEN = ("model", "weights", "data")  # outside of the form
SIMPLE = ("epochs", "batch", "rate", "schedule", "augmentation", "seed")


class Plan(NamedTuple):
    """What will be started: a title and a configuration for each run."""

    titles: tuple[str, ...]
    configs: tuple[TrainConfig, ...]
    experiment: str | None
    differs: tuple[str, ...] = ()


def choose_experiment(label: str) -> Experiment:
    """One of the ready experiments, by topic."""
    lang = language()
    name = pick(
        "experiment", list(EXPERIMENTS), label,
        title=lambda name: f"{TOPICS[EXPERIMENTS[name].topic][lang]} · {EXPERIMENTS[name].title[lang]}",
    )  # fmt: skip
    return EXPERIMENTS[name]


def choose_data(label: str, default: str) -> str:
    """A data set: the program's own, or one that a user has added."""
    return choose_set(label, default).name


def plan_experiment(experiment: Experiment, data: str, label: str) -> Plan:
    """The runs of an experiment, or those of them that were picked."""
    numbers = [str(number) for number in range(1, len(experiment.trials) + 1)]
    titles = {number: trial.title for number, trial in zip(numbers, experiment.trials, strict=True)}
    picked = numbers
    if len(numbers) > 1:
        picked = pick_many("trials", numbers, label, title=titles.__getitem__)
    configs = dict(zip(numbers, experiment.configs(data), strict=True))
    shown = [number for number in numbers if number in picked]
    return Plan(
        tuple(titles[number] for number in shown), tuple(configs[n] for n in shown), experiment.name, experiment.differs
    )


def plan_own(data: str) -> Plan:
    """One run of a network that is chosen in the sidebar."""
    with st.sidebar:
        name = choose_variant("resnet20")
        named = Named(name, options_form(name))
    start = choose_start(spelled(named), data)
    return Plan((short_name_of(named),), (recipe(spelled(named), data, weights=start),), None)


def choose_start(model: str, data: str) -> str:
    """Learnt weights that the run begins with; "" for drawn ones, and where there are none."""
    pictures, lang = find_set(data), language()
    offered = starts(fitting_options(model, pictures.classes, pictures.shape[0])[0])
    if not offered:
        return ""
    control = controls(TrainConfig)["weights"]
    titles = {RANDOM: DRAWN[lang]} | {name: weights.title[lang] for name, weights in offered.items()}
    name = pick("weights", list(titles), control.label[lang], title=titles.__getitem__, help=control.help[lang])
    return "" if name == RANDOM else name


def recipe_note(plan: Plan) -> str:
    """What the paper of the first network did, what a lesson does, and what this run does otherwise."""
    config = plan.configs[0]
    told = recipe_of(config.model)
    fewer = config.epochs > told.values.get("epochs", config.epochs)
    notes = [told.said, *([FEWER] if fewer else []), *([LEARNS_ON] if config.weights else [])]
    return " ".join(note[language()] for note in notes)


def change_settings(plan: Plan, more: str) -> Plan | None:
    """The form of all settings that the runs share, simple ones first; None where they make no run together."""
    base = plan.configs[0]
    prefix = ".".join(filter(None, ("train", plan.experiment or base.model, base.data, base.weights)))
    names = [name for name in controls(TrainConfig) if name not in (*plan.differs, *CHOSEN)]
    simple = [name for name in SIMPLE if name in names]
    chosen_values: dict[str, Value] = {}
    columns = st.columns(3)
    for place, name in enumerate(simple):
        with columns[place % 3]:
            chosen_values |= ask_values(base, [name], prefix)
    with st.expander(more, icon=":material/tune:"):
        columns = st.columns(3)
        for place, name in enumerate(name for name in names if name not in simple):
            with columns[place % 3]:
                chosen_values |= ask_values(base, [name], prefix)
    try:
        changed = _all_changed(plan, base, chosen_values)
    except Refusal as refusal:
        st.error(refusal.words[language()], icon=":material/block:")
        return None
    use_changes("settings", replace(base, **chosen_values), base)
    return changed


def _all_changed(plan: Plan, base: Options, values: dict[str, Value]) -> Plan:
    """Every run with the settings that the form has changed."""
    new = {name: value for name, (_, value) in changes(replace(base, **values), base).items()}
    return plan._replace(configs=tuple(replace(config, **new) for config in plan.configs))


FEWER = Words(
    ko="사진이 적은 데이터에서는 에폭을 늘립니다.",
    en="This data set has fewer pictures, so it is seen more often.",
)
LEARNS_ON = Words(
    ko="배운 가중치가 이어서 배울 때의 학습률은 그 10분의 1입니다.",
    en="Learnt weights learn on at a tenth of that rate.",
)
DRAWN = Words(ko="무작위로 뽑음", en="Drawn at random")
