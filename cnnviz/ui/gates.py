"""Gates for the page: read once for a photograph, shared by all visitors, and chosen by block and channel."""

from typing import NamedTuple

import numpy as np
import streamlit as st
import torch
from torch import Tensor

from cnnviz.architectures import find
from cnnviz.gates.blocks import GateBlock, gate_blocks
from cnnviz.gates.holding import answers_with
from cnnviz.gates.reading import Excitation, excitation, read_gates
from cnnviz.options import controls
from cnnviz.ui import cache
from cnnviz.ui.cache import KEYS, TURN, Choice, Picture
from cnnviz.ui.explanations import channel_contributions
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick, setting_key
from cnnviz.words import Refusal, Words

LEARNT, SWITCH = "se_resnet20", "se"  # a network with gates, and the option that gives them to others
TENTHS = tuple(tenth / 10 for tenth in range(11))


class Held(NamedTuple):
    """Which gates are held, and how; `block` "" stands for all blocks."""

    block: str
    how: str  # one, zero, mean, channel
    channel: int = 0


def blocks_of(choice: Choice) -> list[GateBlock]:
    """The blocks with gates, in running order."""
    return gate_blocks(cache.structure(choice.name, choice.options))


def chosen_block(blocks: list[GateBlock], label: str) -> GateBlock:
    """The block that the page shows, at first the last one; kept in the link as `gated`."""
    known = {block.path: block for block in blocks}
    return known[pick("gated", list(known), label, blocks[-1].path, lambda path: block_title(known[path]))]


def chosen_gate(gates: np.ndarray, label: str, rank: np.ndarray) -> int:
    """The channel of a block that the page shows, at first that of the highest `rank`; kept in the link as `channel`."""
    order = [str(channel) for channel in np.argsort(-rank, kind="stable")]
    return int(pick("channel", order, label, title=lambda channel: f"{channel} · {gates[int(channel)]:.3f}"))


def choose_gate(block: GateBlock, channel: int) -> None:
    """Make this gate the one that is shown; call before the script runs."""
    st.session_state[setting_key("gated")] = block.path
    st.session_state[setting_key("channel")] = str(channel)
    st.session_state[setting_key("view")] = "block"


def offer_gates(choice: Choice) -> None:
    """Buttons to this network with squeeze-and-excitation switched on, where it can be, and to one that has learnt."""
    with st.container(horizontal=True):
        if SWITCH in controls(type(choice.options)):
            title = find(choice.name)[1].title
            st.button(SWITCH_ON.format(network=title)[language()], on_click=_switch_on, args=(choice.name,))
        st.button(find(LEARNT)[1].title, on_click=_show, args=(LEARNT,))


def _switch_on(name: str) -> None:
    st.session_state[f"{name}.{SWITCH}"] = True


def _show(name: str) -> None:
    st.session_state["model"] = name


def block_title(block: GateBlock) -> str:
    """`layer1.0 · 64`: the block around it, and how many channels it gates."""
    return TITLE.format(block=block_name(block), channels=block.channels)[language()]


def block_name(block: GateBlock) -> str:
    """`layer1.0` of `layer1.0.se_module`."""
    return block.path.rpartition(".")[0] or block.path


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs=KEYS)
def gates_of(choice: Choice, picture: Picture) -> list[np.ndarray]:
    """The gates of every block: (channels) each."""
    with TURN:
        reading = read_gates(cache.network(choice).model, cache.prepared(choice, picture), blocks_of(choice))
    return [gates[0].numpy() for gates in reading.gates]


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs=KEYS)
def excitation_of(choice: Choice, picture: Picture, block: GateBlock) -> Excitation:
    """What one block computes, number by number."""
    with TURN:
        return excitation(cache.network(choice).model, cache.prepared(choice, picture), block)


def weight_of(choice: Choice, picture: Picture, block: GateBlock) -> np.ndarray:
    """(channels): how much each gate of a block matters for the answer, whichever way; `Refusal` where it cannot be said."""
    target = int(cache.probabilities(choice, picture).argmax())
    found = channel_contributions(choice, picture, block.gate, target)
    if isinstance(found, Words):
        raise Refusal(found)
    return np.abs(found)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=KEYS)
def answers_of(choice: Choice, picture: Picture, held: Held) -> np.ndarray:
    """(k, classes) probabilities while gates are held; k is 1, or for `channel` one for each of `positions`."""
    read = dict(zip(blocks_of(choice), gates_of(choice, picture), strict=True))
    settings = {block: _rows(gates, held) for block, gates in read.items() if held.block in ("", block.path)}
    with TURN:
        trace = cache.structure(choice.name, choice.options)
        logits = answers_with(cache.network(choice).model, cache.prepared(choice, picture), settings, trace)
    return logits.softmax(1).numpy()


def positions(gate: float) -> list[float]:
    """Where a gate can be dragged: every tenth, and where the network itself sets it."""
    return sorted({*TENTHS, float(gate)})


def _rows(gates: np.ndarray, held: Held) -> Tensor:
    computed = torch.from_numpy(gates)
    if held.how != "channel":
        level = {"one": torch.tensor(1.0), "zero": torch.tensor(0.0), "mean": computed.mean()}[held.how]
        return level.expand(1, len(computed))
    dragged = torch.tensor(positions(gates[held.channel]))
    rows = computed.repeat(len(dragged), 1)
    rows[:, held.channel] = dragged
    return rows


SWITCH_ON = Words(ko="{network}에 SE 블록 켜기", en="Switch squeeze-and-excitation on in {network}")
TITLE = Words(ko="{block} · 채널 {channels}개", en="{block} · {channels} channels")
