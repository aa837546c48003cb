"""The grid of heat maps: which two things go along its sides, and which of each are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from cnnviz.architectures import VARIANTS
from cnnviz.explain import METHODS
from cnnviz.trace import Trace, default_layer, map_layers
from cnnviz.ui import address, cache
from cnnviz.ui.cache import Choice
from cnnviz.ui.explanations import Question
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.widgets import setting_key
from cnnviz.weights import available
from cnnviz.words import Refusal, Words

MOST = 5  # rows, and columns
METHODS_FIRST = ["grad-cam", "grad-cam-plus-plus", "hirescam", "layercam", "saliency"]
NETWORKS_FIRST = ["efficientnet_lite0", "resnet50", "vgg16"]
DEPTHS = ["25", "50", "75", "100"]  # percent of the maps passed, where networks of other layers stand beside


@dataclass(frozen=True)
class Value:
    """One row or column: what it is called, and what it makes of a question."""

    label: str
    ask: Callable[[Question], Question]


def values(axis: str, inside: Inside, other: str, probabilities: np.ndarray) -> list[Value]:
    """What the visitor chose for `axis`, while `other` goes along the other side; at most five."""
    match axis:
        case "methods":
            return _methods()
        case "classes":
            return _classes(inside, probabilities, other)
        case "networks":
            return _networks(inside)
    return _depths(inside) if other == "networks" else _layers(inside.trace)


def _methods() -> list[Value]:
    names = pick_up_to("methods", list(METHODS), AXES["methods"][language()], METHODS_FIRST, lambda m: METHODS[m].title)
    return [Value(METHODS[name].title, lambda q, name=name: replace(q, method=name)) for name in names]


def _classes(inside: Inside, probabilities: np.ndarray, other: str) -> list[Value]:
    order = [str(number) for number in np.argsort(-probabilities, kind="stable")]
    titles = {
        number: f"{inside.network.categories[int(number)]} · {probabilities[int(number)]:.1%}" for number in order
    }
    picked = pick_up_to("classes", order, AXES["classes"][language()], order[:3], titles.__getitem__)
    labels = {number: inside.network.categories[int(number)] for number in order}
    shown = labels if other == "networks" else titles  # another network has other probabilities
    return [Value(shown[number], lambda q, number=number: replace(q, target=int(number))) for number in picked]


def _layers(trace: Trace) -> list[Value]:
    maps = map_layers(trace)
    maps = maps[: maps.index(default_layer(trace)) + 1]
    first = list(dict.fromkeys(_at(maps, int(depth)) for depth in DEPTHS))
    picked = pick_up_to("layers", maps, AXES["layers"][language()], first, str)
    return [Value(name, lambda q, name=name: replace(q, layer=name)) for name in picked]


def _depths(inside: Inside) -> list[Value]:
    def at(question: Question, depth: int) -> Question:
        trace = cache.structure(question.choice.name, question.choice.options)
        maps = map_layers(trace)
        return replace(question, layer=_at(maps[: maps.index(default_layer(trace)) + 1], depth))

    title = DEPTH[language()]
    picked = pick_up_to("depths", DEPTHS, AXES["layers"][language()], DEPTHS, lambda depth: title.format(depth=depth))
    return [Value(title.format(depth=each), lambda q, each=each: at(q, int(each))) for each in picked]


def _networks(inside: Inside) -> list[Value]:
    picked = pick_up_to("networks", list(VARIANTS), AXES["networks"][language()], NETWORKS_FIRST, _title)
    return [_network(name, inside) for name in picked]


def _network(name: str, inside: Inside) -> Value:
    """A network with its best weights at hand; the page's own where it is the page's."""
    options = VARIANTS[name][1].options
    offered = [weights for weights in available(name, options) if weights.at_hand]
    choice = inside.choice if name == inside.choice.name else Choice(name, options, offered[0].name)
    trace = cache.structure(choice.name, choice.options)
    random = inside.network.random if choice == inside.choice else offered[0].random
    label = f"{_title(name)} ({RANDOM[language()]})" if random else _title(name)
    return Value(label, lambda q: replace(q, choice=choice, layer=default_layer(trace)))


def _title(name: str) -> str:
    return VARIANTS[name][1].title


def _at(maps: Sequence[str], percent: int) -> str:
    return maps[max(0, round(len(maps) * percent / 100) - 1)]


def pick_up_to(
    name: str, choices: Sequence[str], label: str, default: list[str], title: Callable[[str], str]
) -> list[str]:  # fmt: skip
    """Up to five of `choices`, kept in the link as `name`; `default` where none is chosen, or the choices have changed."""
    key = setting_key(name)
    address.seed(name, key, default, lambda text: _among(text.split(","), choices))
    before = st.session_state.get(f"{key}.default")
    if not set(st.session_state[key]) <= set(choices) or st.session_state[key] == before:
        st.session_state[key] = default
    now, st.session_state[f"{key}.default"] = st.session_state[key], default
    picked = st.multiselect(label, choices, now, key=key, format_func=title, max_selections=MOST) or default
    address.use(key, **({name: ",".join(picked)} if picked != default else {}))
    return picked


def _among(parts: list[str], choices: Sequence[str]) -> list[str]:
    strangers = [part for part in parts if part not in choices]
    if strangers or len(parts) > MOST:
        raise Refusal(NOT_THESE.format(text=", ".join(strangers or parts), most=MOST))
    return parts


AXES = {
    "methods": Words(ko="방법", en="Methods"),
    "classes": Words(ko="클래스", en="Classes"),
    "layers": Words(ko="층", en="Layers"),
    "networks": Words(ko="네트워크", en="Networks"),
}
DEPTH = Words(ko="깊이 {depth} %", en="{depth} % of the depth")
RANDOM = Words(ko="무작위 가중치", en="random weights")
NOT_THESE = Words(
    ko="‘{text}’을(를) 쓸 수 없습니다. 있는 것 가운데 {most}개까지 고르십시오.",
    en="Cannot use “{text}”; choose up to {most} that exist.",
)
