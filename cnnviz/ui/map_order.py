"""In which order the channels of a layer are shown, and the figure behind the order."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st

from cnnviz.explain import METHODS
from cnnviz.measure.activity import largest_first, peaks
from cnnviz.measure.units import signed
from cnnviz.ui import cache
from cnnviz.ui.explanations import channel_contributions
from cnnviz.ui.guesses import choose_class
from cnnviz.ui.language import language
from cnnviz.ui.sides import Side, corresponding
from cnnviz.ui.widgets import pick
from cnnviz.words import Words

ORDERS = ("channel", "activation", "contribution")


class Order(NamedTuple):
    """The channels of one side, the first to show first."""

    by: str  # one of ORDERS
    channels: list[int]
    figures: np.ndarray | None  # of each channel, by its number
    ranks: dict[int, int]  # from 1, among the figures

    def mark(self, channel: int) -> str:
        """The channel with its figure and its rank, in a few words."""
        if self.figures is None:
            return CHANNEL.format(channel=channel)[language()]
        figure = signed(float(self.figures[channel]))
        return MARKS[self.by].format(channel=channel, rank=self.ranks[channel], figure=figure)[language()]


def choose_order() -> str:
    lang = language()
    return pick("order", ORDERS, LABEL[lang], title=lambda name: TITLES[name][lang])


def orders(by: str, sides: Sequence[Side]) -> list[Order]:
    """The order of each side; corresponding channels stand in the same places. Asks for the class where one counts."""
    targets: Sequence[int] = _choose_targets(sides) if by == "contribution" else [0] * len(sides)
    found: list[Order] = []
    for side, target in zip(sides, targets, strict=True):
        figures = _figures(by, side, target)
        ranked = list(range(len(side.maps))) if figures is None else largest_first(figures)
        places = found[0].channels if found and corresponding(sides[0].inside, side.inside) else ranked
        found.append(Order(by, places, figures, {channel: rank for rank, channel in enumerate(ranked, 1)}))
    return found


def explain(by: str) -> None:
    """What the figures of the order are."""
    paper = METHODS["hirescam"].paper
    if by == "contribution":
        st.caption(ABOUT_CONTRIBUTION.format(citation=paper.citation, link=paper.link)[language()])


def _figures(by: str, side: Side, target: int) -> np.ndarray | None:
    if by == "channel":
        return None
    if by == "activation":
        return peaks(side.maps)
    found = channel_contributions(side.inside.choice, side.inside.picture, side.layer, target)
    if isinstance(found, Words):
        st.info(found[language()], icon=":material/block:")
        return None
    return found


def _choose_targets(sides: Sequence[Side]) -> list[int]:
    """The class that the visitor chose; for a network with other classes its own best guess."""
    answers = [cache.probabilities(side.inside.choice, side.inside.picture) for side in sides]
    target = choose_class(answers[0], sides[0].inside.network.categories, CLASS[language()])
    return [target if len(answer) == len(answers[0]) else int(answer.argmax()) for answer in answers]


LABEL = Words(ko="순서", en="Order")
TITLES = {
    "channel": Words(ko="채널 번호", en="number"),
    "activation": Words(ko="반응 크기", en="strength"),
    "contribution": Words(ko="클래스 기여", en="contribution"),
}
CLASS = Words(ko="클래스", en="Class")
CHANNEL = Words(ko="채널 {channel}", en="channel {channel}")
MARKS = {
    "activation": Words(
        ko="채널 {channel} · {rank}위 · 최댓값 {figure}", en="channel {channel} · rank {rank} · largest value {figure}"
    ),
    "contribution": Words(
        ko="채널 {channel} · {rank}위 · 기여 {figure}", en="channel {channel} · rank {rank} · contribution {figure}"
    ),
}
ABOUT_CONTRIBUTION = Words(
    ko="채널의 기여: 채널의 값에 클래스 점수의 기울기를 곱해 모든 자리에서 더한 수입니다 "
    "([{citation}]({link})의 지도를 채널별로 더한 것). 0보다 작으면 그 클래스에 반대합니다.",
    en="Contribution of a channel: its values times the gradient of the class's score, added over all places "
    "(the map of [{citation}]({link}), summed channel by channel). Below 0 it speaks against the class.",
)
