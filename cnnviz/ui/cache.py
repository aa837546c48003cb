"""Results that visitors share: every key is a plain frozen value, every result is the same for everyone.

Heavy arithmetic takes turns: two forward passes at once are slower than one after the other on a small machine.
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import streamlit as st
from torch import Tensor

from cnnviz.blueprint import structure_of
from cnnviz.data import prepare, read_picture, seen
from cnnviz.draw.graph import graph
from cnnviz.draw.volumes import Step, steps
from cnnviz.measure import Difference, difference, receptive_fields
from cnnviz.measure.receptive_field import Field, Fields
from cnnviz.options import Options
from cnnviz.spelling import Named
from cnnviz.trace import Trace, layer_input
from cnnviz.trace.activations import activations
from cnnviz.unit.arithmetic import Work, work_out
from cnnviz.unit.effective_field import Unit
from cnnviz.weights import Network, Progress, load
from cnnviz.words import Refusal, Words

TURN = Lock()


@dataclass(frozen=True)
class Picture:
    """A visitor's photograph; two of the same content are one."""

    digest: str
    content: bytes = field(compare=False, repr=False)


@dataclass(frozen=True)
class Choice:
    """A network as chosen on a page: its variant, its options, its weights."""

    name: str
    options: Options
    weights: str


KEYS: Any = {Picture: lambda picture: picture.digest}


@st.cache_resource(max_entries=128, show_spinner=False)
def structure(name: str, options: Options) -> Trace:
    """All layers of a network, without weights."""
    return structure_of(name, options)


@st.cache_resource(max_entries=128, show_spinner=False)
def fields(name: str, options: Options) -> Fields:
    """The receptive field of every layer."""
    return receptive_fields(structure(name, options))


@st.cache_resource(max_entries=128, show_spinner=False)
def change(name: str, base: Options, options: Options) -> Difference:
    """What `options` change against `base`."""
    return difference(structure(name, base), structure(name, options))


@st.cache_resource(max_entries=64, show_spinner=False)
def between(old: Named, new: Named) -> Difference:
    """What distinguishes two networks of any families."""
    return difference(structure(*old), structure(*new))


@st.cache_data(show_spinner=False)
def price(name: str) -> tuple[int, int]:
    """Parameters and multiply-adds of a variant; its layers are not kept, for all variants are asked at once."""
    trace = structure_of(name)
    return trace.params, trace.macs


@st.cache_resource(max_entries=128, show_spinner=False)
def drawing(name: str, base: Options, options: Options) -> dict[str, Any]:
    """The diagram of a network, with what differs from `base` marked."""
    changed = [row.new.name for row in change(name, base, options).changes if row.new]
    sides = {layer: field.size[0] for layer, field in fields(name, options).items() if isinstance(field, Field)}
    return graph(structure(name, options), changed, sides)


@st.cache_resource(max_entries=128, show_spinner=False)
def volume_steps(name: str, options: Options) -> list[Step]:
    """The steps of a network, as its picture in volumes shows them."""
    return steps(structure(name, options))


@st.cache_resource(max_entries=4, show_spinner=False)
def network(choice: Choice, _progress: Progress | None = None) -> Network:
    """A network with weights; shared by all visitors and changed by none. `Refusal` where they cannot be had."""
    return load(choice.name, choice.options, choice.weights, _progress)


@st.cache_data(ttl=60, max_entries=64, show_spinner=False)
def missing(choice: Choice, _progress: Progress | None = None) -> Words | None:
    """Why the weights of `choice` cannot be had, if so; asked again after a minute."""
    try:
        network(choice, _progress)
    except Refusal as refusal:
        return refusal.words
    return None


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=KEYS)
def view(choice: Choice, picture: Picture) -> Any:
    """The part of the photograph that the network sees, as it sees it."""
    return seen(read_picture(picture.content), network(choice).preparation)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=KEYS)
def probabilities(choice: Choice, picture: Picture) -> np.ndarray:
    """The network's answer: one probability for each class."""
    with TURN:
        return activations(network(choice).model, prepared(choice, picture), ()).logits[0].softmax(0).numpy()


@st.cache_resource(max_entries=48, show_spinner=False, hash_funcs=KEYS)
def feature_maps(choice: Choice, picture: Picture, layer: str) -> np.ndarray:
    """The output of one layer: (channels, height, width), read-only. `Refusal` where it holds no finite numbers."""
    with TURN:
        maps = activations(network(choice).model, prepared(choice, picture), (layer,)).layers[layer][0].numpy()
    if not np.isfinite(maps).all():
        raise Refusal(NOT_FINITE.format(layer=layer))
    maps.flags.writeable = False
    return maps


def kernels(choice: Choice, layer: str) -> np.ndarray:
    """The weights of a convolution: (channels out, channels in, height, width)."""
    weight = network(choice).model.get_submodule(layer).weight
    assert isinstance(weight, Tensor)
    return weight.detach().float().numpy()


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=KEYS)
def _read_by(choice: Choice, picture: Picture, layer: str) -> Tensor:
    with TURN:
        return layer_input(network(choice).model, prepared(choice, picture), layer)[0]


def work(choice: Choice, picture: Picture, layer: str, channel: int, unit: Unit) -> Work:
    """The arithmetic behind one unit of a layer's output."""
    module = network(choice).model.get_submodule(layer)
    return work_out(module, _read_by(choice, picture, layer), channel, unit)


def prepared(choice: Choice, picture: Picture) -> Tensor:
    """The photograph as the network's input: (1, channels, height, width)."""
    return prepare(read_picture(picture.content), network(choice).preparation)


NOT_FINITE = Words(
    ko="‘{layer}’ 층의 값이 유한한 수가 아닙니다. 학습이 발산하지 않은 가중치를 고르십시오.",
    en="The numbers of layer “{layer}” are not finite; choose weights from a training that did not diverge.",
)
