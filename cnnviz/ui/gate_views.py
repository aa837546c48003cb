"""Views of gates: all of a network, one of them number by number, and two photographs against each other."""

import numpy as np
import streamlit as st

from cnnviz.draw.excitation import Row, excitation_picture
from cnnviz.gates.blocks import GateBlock
from cnnviz.gates.reading import Excitation
from cnnviz.ui import cache
from cnnviz.ui.gate_map import gate_map
from cnnviz.ui.gates import (
    block_name,
    choose_gate,
    chosen_block,
    chosen_gate,
    excitation_of,
    gates_of,
)
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.picture import OTHER, choose_other_picture, picture_title
from cnnviz.ui.svg_view import svg_view
from cnnviz.words import Words

TERMS = 6  # products that the sum spells out; the rest is added up


def show_all(inside: Inside, blocks: list[GateBlock]) -> None:
    """Every gate of the network, and in which block they differ most."""
    gates, lang = gates_of(inside.choice, inside.picture), language()
    picture, side = st.columns((4, 1), gap="large")
    with picture:
        gate_map(blocks, gates, "gates.all")
    with side:
        st.image(cache.view(inside.choice, inside.picture), picture_title(), width="stretch", alt=picture_title())
        spreads = [float(np.std(each)) for each in gates]
        widest = int(np.argmax(spreads))
        found = {"block": block_name(blocks[widest]), "low": gates[widest].min(), "high": gates[widest].max()}
        total = sum(len(each) for each in gates)
        st.caption(COUNTED.format(blocks=len(blocks), gates=f"{total:,}")[lang])
        st.caption(WIDEST.format(**found)[lang])


def show_block(inside: Inside, blocks: list[GateBlock]) -> None:
    """Squeeze, two layers and sigmoid of one block with this photograph's numbers, down to one gate's sum."""
    lang = language()
    left, right = st.columns(2)
    with left:
        block = chosen_block(blocks, BLOCK[lang])
    work = excitation_of(inside.choice, inside.picture, block)
    with right:
        channel = chosen_gate(work.gates, CHANNEL[lang], work.gates)
    cards = [_card(work, number) for number in range(block.channels)]
    drawn = excitation_picture(_rows(work), work.products(channel).tolist(), channel, cards)
    told = DRAWN.format(block=block_name(block), channel=channel, gate=work.gates[channel])[lang]
    svg_view(drawn, f"gates.{block.path}", told, lambda pressed: choose_gate(block, int(pressed)))
    st.caption(LINES[lang])
    st.markdown(_sum(work, channel))


def show_two(inside: Inside, blocks: list[GateBlock]) -> None:
    """The gates that two photographs set, one below the other, and where they differ most."""
    lang = language()
    other = choose_other_picture()
    first, second = gates_of(inside.choice, inside.picture), gates_of(inside.choice, other)
    sides = (picture_title(), picture_title(OTHER))
    changes = [float(np.abs(a - b).mean()) for a, b in zip(first, second, strict=True)]
    picture, side = st.columns((4, 1), gap="large")
    with picture:
        gate_map(blocks, first, "gates.two", second, sides)
    with side:
        for photo, letter, name in zip((inside.picture, other), "AB", sides, strict=True):
            st.image(cache.view(inside.choice, photo), f"{letter} · {name}", width="stretch", alt=name)
        most, least = int(np.argmax(changes)), int(np.argmin(changes))
        figures = {"most": block_name(blocks[most]), "least": block_name(blocks[least])}
        st.caption(CHANGED.format(**figures, high=changes[most], low=changes[least])[lang])


def _rows(work: Excitation) -> list[Row]:
    lang, (channels, hidden) = language(), work.expand_weights.shape
    sizes = {"channels": channels, "hidden": hidden}
    squeezed, reduced, expanded = work.squeezed, work.reduced, work.expanded
    spans = [(float(min(0, each.min())), float(max(0, each.max()))) for each in (squeezed, reduced, expanded)]
    values = (squeezed, reduced, expanded, work.gates)
    return [
        Row(STEPS[step].format(**sizes)[lang], each.tolist(), *span)
        for step, (each, span) in enumerate(zip(values, [*spans, (0.0, 1.0)], strict=True))
    ]


def _card(work: Excitation, channel: int) -> str:
    figures = {
        "channel": channel,
        "z": work.squeezed[channel],
        "s": work.expanded[channel],
        "gate": work.gates[channel],
    }
    return CARD.format(**figures)[language()]


def _sum(work: Excitation, channel: int) -> str:
    """The last two steps of one gate with all its numbers, as Markdown."""
    products = work.products(channel)
    largest = [int(place) for place in np.argsort(-np.abs(products), kind="stable")[:TERMS] if products[place]]
    terms = "".join(f" + {_signed(work.expand_weights[channel, place])}·{work.hidden[place]:.3f}" for place in largest)
    rest = float(products.sum() - products[largest].sum())
    count = int((products != 0).sum()) - len(largest)
    more = MORE.format(count=count, rest=_signed(rest)) if count > 0 else ""
    figures = {
        "channel": channel, "terms": terms, "bias": _signed(work.expand_bias[channel]),
        "s": _signed(work.expanded[channel]), "gate": work.gates[channel],
        "minus": f"{-work.expanded[channel]:.3f}", "silent": int((work.reduced <= 0).sum()), "hidden": len(products),
    }  # fmt: skip
    return SUM.format(**figures, more=more)[language()]


def _signed(value: float) -> str:
    return f"(−{abs(value):.3f})" if value < 0 else f"{value:.3f}"


BLOCK = Words(ko="블록", en="Block")
CHANNEL = Words(ko="채널과 게이트 (큰 것부터)", en="Channel and its gate (most open first)")
COUNTED = Words(ko="블록 {blocks}개에 게이트 {gates}개가 있습니다.", en="{gates} gates in {blocks} blocks.")
WIDEST = Words(
    ko="게이트가 가장 고르지 않은 블록은 {block}입니다({low:.2f}에서 {high:.2f}까지).",
    en="They differ most within {block}: from {low:.2f} to {high:.2f}.",
)
CHANGED = Words(
    ko="두 사진의 게이트는 {most}에서 가장 다르고(평균 차이 {high:.3f}) {least}에서 가장 비슷합니다({low:.3f}).",
    en="The two photographs' gates differ most in {most} (by {high:.3f} on average) and least in {least} ({low:.3f}).",
)
STEPS = (
    Words(ko="1. 압축: 채널 {channels}개 각각의 맵 평균 z", en="1. Squeeze: the mean z of each of {channels} maps"),
    Words(
        ko="2. W₁·z + b₁: 숫자 {hidden}개, 음수(회색)는 ReLU가 0으로",
        en="2. W₁·z + b₁: {hidden} numbers, of which ReLU sets the negative ones (grey) to 0",
    ),
    Words(
        ko="3. W₂·h + b₂: 다시 채널마다 하나씩 {channels}개",
        en="3. W₂·h + b₂: again one for each of {channels} channels",
    ),
    Words(ko="4. 시그모이드: 0과 1 사이의 게이트", en="4. Sigmoid: the gates, between 0 and 1"),
)
LINES = Words(
    ko="고른 채널은 주황색입니다. 선은 숨은 숫자가 그 채널의 합에 더하는 양이며, 주황은 게이트를 열고 파랑은 닫습니다.",
    en="The chosen channel is orange. A line is what a hidden number adds to its sum: orange opens the gate, blue closes it.",
)
DRAWN = Words(
    ko="{block} 블록의 계산. 채널 {channel}의 게이트는 {gate:.3f}입니다.",
    en="What block {block} computes. The gate of channel {channel} is {gate:.3f}.",
)
CARD = Words(
    ko="채널 {channel}\n맵 평균 z {z:.3f}\n합 {s:.3f}\n게이트 {gate:.3f}",
    en="Channel {channel}\nmean of its map {z:.3f}\nsum {s:.3f}\ngate {gate:.3f}",
)
SUM = Words(
    ko="채널 {channel}: 합 s = b₂ + Σ w·h = {bias}{terms}{more} = **{s}**, 게이트 = $1/(1 + e^{{{minus}}})$ = **{gate:.3f}**. "
    "숨은 숫자 {hidden}개 가운데 {silent}개는 ReLU에서 0이 되었습니다.",
    en="Channel {channel}: sum s = b₂ + Σ w·h = {bias}{terms}{more} = **{s}**; gate = $1/(1 + e^{{{minus}}})$ = **{gate:.3f}**. "
    "ReLU set {silent} of {hidden} hidden numbers to 0.",
)
MORE = Words(ko=" + 나머지 {count}개 {rest}", en=" + {count} more: {rest}")
