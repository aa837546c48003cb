"""What the pages that look inside share: one photograph through one network, both chosen in the sidebar."""

from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.options import Options
from cnnviz.trace import Trace
from cnnviz.ui import cache
from cnnviz.ui.cache import Choice, Picture
from cnnviz.ui.language import language
from cnnviz.ui.picture import choose_picture
from cnnviz.ui.widgets import choose_variant, options_form, pick
from cnnviz.weights import RANDOM, Network, available
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
        weights = _choose_weights(name, options, above_options)
    choice = _at_hand(Choice(name, options, weights))
    network = cache.network(choice)
    if network.note:
        st.warning(network.note[language()], icon=":material/casino:")
    return Inside(picture, choice, network, cache.structure(name, options))


def _choose_weights(name: str, options: Options, place: DeltaGenerator) -> str:
    offers, lang = {weights.name: weights for weights in available(name, options)}, language()
    with place:
        return pick("weights", list(offers), WEIGHTS[lang], next(iter(offers)), lambda w: offers[w].title[lang])


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


WEIGHTS = Words(ko="가중치", en="Weights")
LOADING = Words(ko="가중치를 내려받는 중입니다.", en="Downloading the weights.")
