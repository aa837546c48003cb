"""What the pages that look inside share: one photograph through one network, both chosen in the sidebar."""

import re
from typing import NamedTuple

import streamlit as st

from cnnviz.options import Options
from cnnviz.spelling import Named, own_settings
from cnnviz.trace import Trace
from cnnviz.train.artefacts import kept_epochs
from cnnviz.ui import cache
from cnnviz.ui.cache import Choice, Picture
from cnnviz.ui.language import language
from cnnviz.ui.picture import choose_picture
from cnnviz.ui.widgets import choose_variant, options_form, pick, set_options
from cnnviz.weights import RANDOM, Network, available, learnt_with
from cnnviz.weights.trained import run_folder
from cnnviz.words import Words


class Inside(NamedTuple):
    picture: Picture
    choice: Choice
    network: Network
    trace: Trace


def choose_inside(default: str) -> Inside:
    """Ask for a photograph, a network and its weights; say where the weights are random, and why."""
    with st.sidebar:
        picture = choose_picture()
        name = choose_variant(default)
        above_options = st.container()
        options = options_form(name)
        with above_options:
            weights = choose_weights(name, options)
    inside = looked_into(Choice(name, options, weights), picture)
    if inside.network.note:
        _lead_to_learnt(name, options)
    return inside


def _lead_to_learnt(name: str, options: Options) -> None:
    """A button for each set of other options that there are learnt weights for."""
    lang = language()
    for number, trained in enumerate(learnt_with(name)):
        if trained != options:
            moved = ", ".join(own_settings(Named(name, trained)))
            title = f"{LEARNT[lang]}: {moved}" if moved else LEARNT_AS_IT_IS[lang]
            st.button(
                title, key=f"learnt.{number}", on_click=set_options, args=(name, trained), icon=":material/school:"
            )


def choose_weights(name: str, options: Options, other_than: str | None = None) -> str:
    """Weights for this network, kept in the link; those of a run also as they were after any epoch that was kept.

    At first the best. For a second network to set beside the page's own: at first the best that are at hand and
    `other_than` those, and the link says `other_weights`.
    """
    offers, lang = {weights.name: weights for weights in available(name, options)}, language()
    prefix, first = "", next(iter(offers))
    if other_than is not None:
        prefix = "other_"
        first = next((w.name for w in offers.values() if w.at_hand and w.name != other_than), first)
    weights = pick(f"{prefix}weights", list(offers), WEIGHTS[lang], first, lambda w: offers[w].title[lang])
    run = re.fullmatch(r"run-(\d+)", weights)
    epochs = [str(epoch) for epoch in kept_epochs(run_folder(int(run[1])))] if run else []
    if not epochs:
        return weights
    titles = {LAST: AT_THE_END[lang]} | {epoch: AFTER.format(epoch=epoch)[lang] for epoch in epochs}
    epoch = pick(f"{prefix}epoch", list(titles), EPOCH[lang], LAST, titles.__getitem__)
    return weights if epoch == LAST else f"{weights}@{epoch}"


def looked_into(choice: Choice, picture: Picture) -> Inside:
    """`picture` and the network of `choice`; where its weights are random, or cannot be had, that is said."""
    choice = _at_hand(choice)
    network = cache.network(choice)
    if network.note:
        st.warning(network.note[language()], icon=":material/casino:")
    return Inside(picture, choice, network, cache.structure(choice.name, choice.options))


def _at_hand(choice: Choice) -> Choice:
    """`choice` with its weights loaded; with random ones, and the reason said, where they cannot be had."""
    place, text = st.empty(), LOADING[language()]

    def show(done: float) -> None:
        place.progress(done, text)

    problem = cache.missing(choice, show)
    place.empty()
    if problem is None:
        return choice
    st.error(problem[language()], icon=":material/cloud_off:")
    return Choice(choice.name, choice.options, RANDOM)


LEARNT = Words(ko="학습된 가중치가 있는 옵션으로", en="Switch to options that have learnt weights")
LEARNT_AS_IT_IS = Words(
    ko="학습된 가중치가 있는 원래 옵션으로", en="Switch to its own options, which have learnt weights"
)
LAST = "last"
WEIGHTS = Words(ko="가중치", en="Weights")
EPOCH = Words(ko="저장된 때", en="As kept")
AT_THE_END = Words(ko="학습이 끝난 뒤", en="at the end")
AFTER = Words(ko="{epoch}에폭 뒤", en="after epoch {epoch}")
LOADING = Words(ko="가중치를 내려받는 중입니다.", en="Downloading the weights.")
