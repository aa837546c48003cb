"""Heat maps for the pages: one forward pass of a photograph answers for all its classes and layers."""

from collections import OrderedDict
from dataclasses import dataclass
from math import prod

import numpy as np
import streamlit as st

from cnnviz.explain import METHODS
from cnnviz.explain.contribution import contributions
from cnnviz.explain.evidence import Passage
from cnnviz.trace import map_layers
from cnnviz.ui import cache
from cnnviz.ui.background import Progress, in_background, keep, known
from cnnviz.ui.cache import KEYS, TURN, Choice, Picture
from cnnviz.words import Refusal, Words

MAPS = 96 * 2**20  # bytes of the layers' outputs that a pass may keep; with their graph it holds three times as much
_PASSAGES: OrderedDict[tuple[Choice, str], Passage] = OrderedDict()  # the last two, used by whoever has the turn


@dataclass(frozen=True)
class Question:
    """One heat map: which, of what, for which class, at which layer."""

    choice: Choice
    picture: Picture
    method: str
    target: int
    layer: str

    @property
    def slow(self) -> bool:
        return METHODS[self.method].slow

    @property
    def key(self) -> tuple:
        layer = self.layer if METHODS[self.method].needs_layer else ""
        return (self.choice, self.picture.digest, self.method, self.target, layer)


def heats(name: str, questions: list[Question], start: str) -> list[np.ndarray | Words] | None:
    """The map (h, w) of each question, or the sentence why it has none; slow ones behind a button `start`.

    None while these are not there yet. `name` is where on the page they stand.
    """
    missing = [question for question in questions if question.slow and known(question.key) is None]
    if missing:
        work = tuple(question.key for question in missing)
        if in_background(name, work, lambda progress: _computed(missing, progress), start) is None:
            return None
    return [_fast(question) if not question.slow else known(question.key) for question in questions]  # type: ignore[misc]


def _computed(questions: list[Question], progress: Progress) -> bool:
    for place, question in enumerate(questions):
        keep(question.key, explained(question, lambda done, place=place: progress((place + done) / len(questions))))
    return True


def explained(question: Question, progress: Progress | None = None) -> np.ndarray | Words:
    """The map (h, w), or why there is none; the caller has the turn."""
    method, choice = METHODS[question.method], question.choice
    told = {"progress": progress} if method.slow else {}
    try:
        if method.weigh is None:
            images = cache.prepared(choice, question.picture)
            heat = method.explain(cache.network(choice).model, images, question.target, question.layer, **told)
        else:
            passage = _passage(choice, question.picture, question.layer)
            heat = method.weigh(*passage.evidence(question.target, question.layer))
    except Refusal as refusal:
        return refusal.words
    return heat.numpy()


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs={Question: lambda question: question.key})
def _fast(question: Question) -> np.ndarray | Words:
    with TURN:
        return explained(question)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=KEYS)
def channel_contributions(choice: Choice, picture: Picture, layer: str, target: int) -> np.ndarray | Words:
    """What each channel of `layer` adds to the score of class `target`, (channels), or why that cannot be said."""
    with TURN:
        try:
            return contributions(*_passage(choice, picture, layer).evidence(target, layer)).numpy()
        except Refusal as refusal:
            return refusal.words


def _passage(choice: Choice, picture: Picture, layer: str) -> Passage:
    """A pass that kept `layer`. The first keeps that layer alone, a second one of the same picture all deeper ones."""
    key = (choice, picture.digest)
    passage = _PASSAGES.get(key)
    if passage is None or layer not in passage.layers:
        layers = _deeper(choice, layer) if passage else [layer]
        passage = _PASSAGES[key] = Passage(cache.network(choice).model, cache.prepared(choice, picture), layers)
    _PASSAGES.move_to_end(key)
    while len(_PASSAGES) > 2:
        _PASSAGES.popitem(last=False)
    return passage


def _deeper(choice: Choice, layer: str) -> list[str]:
    """`layer` and all maps behind it, as far as memory allows; only these share one graph."""
    trace = cache.structure(choice.name, choice.options)
    maps = map_layers(trace)
    behind = maps[maps.index(layer) :] if layer in maps else []
    room = 4 * sum(prod(trace.outputs[path].output_shape) for path in behind)
    return behind if behind and room <= MAPS else [layer]
