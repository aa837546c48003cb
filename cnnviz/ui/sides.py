"""The two sides of a comparison: what the page shows, and another photograph or another network beside it."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from cnnviz.architectures import VARIANTS
from cnnviz.measure.counterpart import counterpart
from cnnviz.measure.units import shape
from cnnviz.spelling import Named, chosen, spelled
from cnnviz.trace import map_layers
from cnnviz.ui import address, cache
from cnnviz.ui.cache import Choice
from cnnviz.ui.inside import Inside, choose_weights, looked_into
from cnnviz.ui.language import language
from cnnviz.ui.networks import name_of
from cnnviz.ui.picture import OTHER, choose_other_picture, picture_title
from cnnviz.ui.widgets import pick, setting_key
from cnnviz.words import Refusal, Words


class Side(NamedTuple):
    """A layer of a network that looks at a photograph."""

    inside: Inside
    layer: str
    title: str = ""

    @property
    def maps(self) -> np.ndarray:
        """(channels, height, width)."""
        return cache.feature_maps(self.inside.choice, self.inside.picture, self.layer)


def choose_against() -> str:
    """With what the page is compared: `nothing`, another `photo` or another `network`."""
    lang = language()
    return pick("against", list(AGAINST), LABEL[lang], title=lambda name: AGAINST[name][lang], few=True)


def choose_other(against: str, inside: Inside) -> Inside | None:
    """The other photograph through this network, or this photograph through another one; None for `nothing`."""
    if against == "photo":
        return inside._replace(picture=choose_other_picture())
    if against == "network":
        left, right = st.columns(2)
        with left:
            named = _choose_named(inside)
        with right:
            same = named == _named(inside)
            weights = choose_weights(*named, other_than=inside.choice.weights if same else "")
        return looked_into(Choice(*named, weights), inside.picture)
    return None


def both(against: str, inside: Inside, other: Inside | None, layers: tuple[str, str]) -> list[Side]:
    """One side or two, at their `layers`, with titles where there are two."""
    if other is None:
        return [Side(inside, layers[0])]
    if against == "photo":
        titles = [picture_title(), picture_title(OTHER)]
    else:
        titles = [_network_title(each) for each in (inside, other)]
    return [
        Side(each, layer, f"{letter} · {title}")
        for each, layer, letter, title in zip((inside, other), layers, "AB", titles, strict=True)
    ]


def choose_other_layer(layer: str, inside: Inside, other: Inside) -> str:
    """The layer of another network to set beside `layer`: at first the one that stands where it does; that is said."""
    lang = language()
    first = counterpart(layer, inside.trace, other.trace)
    picked = pick(
        "other_layer", map_layers(other.trace), OTHER_LAYER[lang], first, lambda name: layer_title(name, other)
    )  # fmt: skip
    if picked == first:
        st.caption((SAME_PATH if first == layer else SAME_DEPTH).format(layer=layer, other=first)[lang])
    return picked


def corresponding(inside: Inside, other: Inside) -> bool:
    """True where both sides have the same layers with the same channels."""
    return _named(inside) == _named(other)


def layer_title(layer: str, inside: Inside) -> str:
    """`layer1.0.relu1 · ReLU · 64×56×56`."""
    output = inside.trace.outputs[layer]
    return f"{layer} · {output.kind} · {shape(output.output_shape)}"


def head(side: Side) -> None:
    """Whose the pictures below are, where there are two sides."""
    if side.title:
        st.markdown(f"**{side.title}**  \n{layer_title(side.layer, side.inside)}")


def _choose_named(inside: Inside) -> Named:
    """A variant with options as the terminal spells them, kept in the link as `other`; at first the page's own."""
    lang, own, key = language(), spelled(_named(inside)), setting_key("other")
    address.seed("other", key, own, lambda text: spelled(chosen(text)))
    if st.session_state[key] == st.session_state.get(f"{key}.default"):  # never chosen: it follows
        st.session_state[key] = own
    st.session_state[f"{key}.default"] = own
    now: str = st.session_state[key]
    known = list(dict.fromkeys([own, *VARIANTS, now]))
    st.selectbox(
        NETWORK[lang], known, known.index(now), key=key, format_func=_title, accept_new_options=True, help=HELP[lang]
    )
    try:
        named = chosen(now)
        cache.structure(*named)
    except Refusal as refusal:
        st.error(refusal.words[lang], icon=":material/block:")
        return _named(inside)
    address.use(key, **({"other": spelled(named)} if spelled(named) != own else {}))
    return named


def _title(text: str) -> str:
    """A name of the list as one reads it; what was typed stays as it is until it is known to be one."""
    try:
        return name_of(chosen(text))
    except Refusal:
        return text


def _named(inside: Inside) -> Named:
    return Named(inside.choice.name, inside.choice.options)


def _network_title(inside: Inside) -> str:
    return f"{name_of(_named(inside))} · {inside.network.weights.title[language()]}"


LABEL = Words(ko="나란히 볼 것", en="Beside it")
AGAINST = {
    "nothing": Words(ko="없음", en="nothing"),
    "photo": Words(ko="다른 사진", en="another photograph"),
    "network": Words(ko="다른 네트워크", en="another network"),
}
NETWORK = Words(ko="다른 네트워크", en="Other network")
HELP = Words(
    ko="목록에서 고르거나 터미널에서처럼 옵션을 붙여 적고 Enter를 누릅니다: resnet50:se=true.",
    en="Choose from the list, or type a name with options as on the terminal and press Enter: resnet50:se=true.",
)
OTHER_LAYER = Words(ko="다른 네트워크의 층", en="Layer of the other network")
SAME_PATH = Words(ko="두 네트워크에서 이름이 같은 층입니다.", en="It has the same name in both networks.")
SAME_DEPTH = Words(
    ko="다른 네트워크에는 ‘{layer}’ 층이 없어서, 같은 종류의 층 가운데 깊이의 비율이 같은 ‘{other}’ 층을 골랐습니다.",
    en="The other network has no such layer as “{layer}”; “{other}” stands at the same share of its depth.",
)
