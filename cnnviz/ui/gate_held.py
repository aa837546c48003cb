"""Hold gates at a value and see the answer change: one block or all at 1, 0 or their mean, or one gate dragged."""

import numpy as np
import streamlit as st

from cnnviz.gates.blocks import GateBlock
from cnnviz.ui import address, cache
from cnnviz.ui.gate_switch import Drag, gate_switch
from cnnviz.ui.gates import Held, answers_of, block_name, block_title, chosen_gate, gates_of, positions, weight_of
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.widgets import percentage, pick, setting_key
from cnnviz.words import Words

ALL = "all"


def show_held(inside: Inside, blocks: list[GateBlock]) -> None:
    """Ask which gates are held and how; the network's answer before and after."""
    lang, names = language(), {block.path: block_title(block) for block in blocks}
    settings, answers = st.columns((2, 3), gap="large")
    with settings:
        how = pick("how", list(HOW), HELD[lang], few=True, title=lambda name: HOW[name][lang])
        known = list(names) if how == "channel" else [ALL, *names]
        path = pick("gated", known, BLOCK[lang], blocks[-1].path, lambda name: names.get(name, EVERY[lang]))
        channel_list, photo = st.container(), st.container()
    photo.image(cache.view(inside.choice, inside.picture), width=224, alt=PHOTO[lang])
    if how != "channel":
        with answers:
            _hold(inside, how, path)
        return
    place = list(names).index(path)
    gates = gates_of(inside.choice, inside.picture)[place]
    with channel_list:
        channel = chosen_gate(gates, CHANNEL[lang], weight_of(inside.choice, inside.picture, blocks[place]))
    with answers:
        _drag(inside, blocks[place], channel, float(gates[channel]))


def _hold(inside: Inside, how: str, path: str) -> None:
    """The gates of the block at `path`, or of all, at one value."""
    before, categories = cache.probabilities(inside.choice, inside.picture), inside.network.categories
    after = answers_of(inside.choice, inside.picture, Held("" if path == ALL else path, how))
    gate_switch(before, after, categories, f"gates.{how}.{path}")
    st.caption(_told(before, after[0], categories))
    if (how, path) == ("one", ALL):
        st.caption(PLAIN[language()])


def _drag(inside: Inside, block: GateBlock, channel: int, own: float) -> None:
    """One gate to drag, which the network sets to `own`; where it was let go is kept in the link as `gate`, in percent."""
    before = cache.probabilities(inside.choice, inside.picture)
    after = answers_of(inside.choice, inside.picture, Held(block.path, "channel", channel))
    key, which = setting_key("gate"), f"{block.path}@{channel}"
    address.seed("gate", key, None, percentage)
    if st.session_state.setdefault(f"{key}.of", which) != which:  # another gate starts where the network sets it
        st.session_state[key], st.session_state[f"{key}.of"] = None, which
    at = own if st.session_state[key] is None else st.session_state[key] / 100
    label = GATE.format(block=block_name(block), channel=channel)[language()]
    drag = Drag(label, positions(own), own, at)

    def move(gate: float) -> None:
        st.session_state[key] = None if gate == own else round(100 * gate)

    gate_switch(before, after, inside.network.categories, f"gates.drag.{which}", drag, move)
    percent = st.session_state[key]
    address.use(key, **({"gate": str(percent)} if percent is not None else {}))
    st.caption(DRAGGED[language()])


def _told(before: np.ndarray, after: np.ndarray, categories: tuple[str, ...]) -> str:
    old, new = int(before.argmax()), int(after.argmax())
    figures = {
        "old": categories[old],
        "was": before[old],
        "now": after[old],
        "new": categories[new],
        "share": after[new],
    }
    return (SAME if old == new else OTHER).format(**figures)[language()]


HELD = Words(ko="게이트를 이렇게 고정", en="Hold gates")
HOW = {
    "one": Words(ko="1로", en="at 1"),
    "zero": Words(ko="0으로", en="at 0"),
    "mean": Words(ko="평균으로", en="at their mean"),
    "channel": Words(ko="하나를 끌기", en="drag one"),
}
BLOCK = Words(ko="블록", en="Block")
EVERY = Words(ko="모든 블록", en="All blocks")
CHANNEL = Words(
    ko="채널과 게이트 (답에 중요한 것부터)", en="Channel and its gate (those that matter most to the answer first)"
)
PHOTO = Words(ko="네트워크가 보는 사진", en="The photograph as the network sees it")
GATE = Words(ko="{block} · 채널 {channel}", en="{block} · channel {channel}")
DRAGGED = Words(
    ko="막대를 끌면 확률이 바로 바뀝니다. 다른 게이트는 모두 네트워크가 정한 값 그대로입니다.",
    en="Drag, and the probabilities move at once. All other gates stay as the network sets them.",
)
PLAIN = Words(
    ko="모든 게이트가 1이면 게이트가 없는 네트워크와 같습니다.",
    en="With all gates at 1 this is the network without gates.",
)
SAME = Words(
    ko="답은 그대로 {old}이고, 확률은 {was:.1%}에서 {now:.1%}로 바뀝니다.",
    en="The answer stays {old}; its probability goes from {was:.1%} to {now:.1%}.",
)
OTHER = Words(
    ko="답이 {old}({was:.1%} → {now:.1%})에서 {new}({share:.1%})(으)로 바뀝니다.",
    en="The answer changes from {old} ({was:.1%} → {now:.1%}) to {new} ({share:.1%}).",
)
