"""How the classes of a data set are gated: mean gates of a few classes at several depths."""

from collections.abc import Iterator

import streamlit as st
import torch
from torch import Tensor

from cnnviz.data.fitting import as_input
from cnnviz.data.sets import DataSet, Loaded
from cnnviz.data.sets.own import find_own
from cnnviz.draw.line_chart import Line, Panel, line_chart
from cnnviz.gates.blocks import GateBlock
from cnnviz.gates.by_class import class_means, difference_by_depth
from cnnviz.ui import cache
from cnnviz.ui.background import Progress, in_background
from cnnviz.ui.cache import Choice
from cnnviz.ui.data_sets import at_hand, choose_set
from cnnviz.ui.gates import block_name, block_title
from cnnviz.ui.grid_axes import pick_up_to
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.svg_view import svg_view
from cnnviz.weights import Network
from cnnviz.words import Words

EACH = 20  # pictures of a class
BATCH = 8
FIRST = 3  # classes shown at first


def show_classes(inside: Inside, blocks: list[GateBlock]) -> None:
    """Choose a data set; the gates of its classes, averaged over test pictures, by channel and by depth."""
    lang = language()
    left, right = st.columns((1, 2))
    with left:
        data = choose_set(DATA[lang])
    if (found := at_hand(data)) is None:
        return
    numbers = [str(number) for number in range(len(found.categories))]
    with right:
        shown = pick_up_to("classes", numbers, CLASSES[lang], numbers[:FIRST], lambda n: found.categories[int(n)])
    means = _means(inside.choice, data, found, blocks)
    if means is None:
        return
    early, middle, late = (_panel(blocks[place], means[place], shown, found.categories) for place in _depths(blocks))
    differences = difference_by_depth(means)
    ends = (block_name(blocks[0]), block_name(blocks[-1]))
    spread = Panel(BY_DEPTH[lang], ends, [Line(SPREAD[lang], "s0", differences)], 0.0, _ceiling(differences))
    most = max(range(len(blocks)), key=differences.__getitem__)
    told = DIFFERENCE.format(block=block_name(blocks[most]), most=differences[most], first=differences[0])[lang]
    svg_view(line_chart([early, late]), "gates.ends", f"{early.title}. {late.title}.")
    svg_view(line_chart([middle, spread]), "gates.depth", f"{middle.title}. {told}")
    st.caption(told)


def _means(choice: Choice, data: DataSet, found: Loaded, blocks: list[GateBlock]) -> list[Tensor] | None:
    """Mean gates (classes, channels) of each block, once for all visitors; None while they are not there."""
    network, places = cache.network(choice), _places(found.test.labels, len(found.categories))

    def work(progress: Progress) -> list[Tensor]:
        batches = _batches(found, places, network)
        return class_means(
            network.model, blocks, batches, len(found.categories), lambda seen: progress(seen / len(places))
        )

    key = ("gates", choice, data.name, find_own(data.name) if data.own else None)
    return in_background("gates", key, work, START.format(count=len(places))[language()])


def _places(labels: Tensor, classes: int) -> Tensor:
    """Places of the first pictures of every class."""
    return torch.cat([(labels == label).nonzero().flatten()[:EACH] for label in range(classes)])


def _batches(found: Loaded, places: Tensor, network: Network) -> Iterator[tuple[Tensor, Tensor]]:
    for some in places.split(BATCH):
        yield as_input(found.test.images[some], network.preparation), found.test.labels[some]


def _depths(blocks: list[GateBlock]) -> tuple[int, int, int]:
    """Places of the first, the middle and the last block."""
    return 0, len(blocks) // 2, len(blocks) - 1


def _panel(block: GateBlock, means: Tensor, shown: list[str], categories: tuple[str, ...]) -> Panel:
    title = PANEL.format(block=block_title(block))[language()]
    everyone = Line(ALL[language()], "s7", means.nanmean(0).tolist(), dashed=True)
    lines = [Line(categories[int(n)], f"s{place}", means[int(n)].tolist()) for place, n in enumerate(shown)]
    return Panel(title, ("0", str(means.shape[1] - 1)), [*lines, everyone])


def _ceiling(values: list[float]) -> float:
    """The next step of 0.05 above all values."""
    return 0.05 * (int(max(values) / 0.05) + 1)


DATA = Words(ko="데이터", en="Pictures")
CLASSES = Words(ko="클래스 (다섯까지)", en="Classes (up to five)")
START = Words(ko="사진 {count}장의 게이트를 평균하기", en="Average the gates over {count} pictures")
PANEL = Words(ko="{block}: 평균 게이트", en="{block}: mean gates")
ALL = Words(ko="모든 클래스", en="all classes")
BY_DEPTH = Words(ko="깊이에 따라 클래스마다 게이트가 얼마나 다른가", en="How differently classes are gated, by depth")
SPREAD = Words(ko="클래스 사이의 표준편차, 채널 평균", en="deviation between classes, mean of channels")
DIFFERENCE = Words(
    ko="클래스에 따라 가장 다른 블록은 {block}입니다(표준편차 {most:.3f}, 첫 블록은 {first:.3f}). "
    "SENet 논문(7.2절, 그림 6)에서는 앞쪽 블록의 게이트는 클래스와 거의 무관하고 뒤로 갈수록 클래스에 따라 달라집니다.",
    en="Classes differ most in {block} (standard deviation {most:.3f}; {first:.3f} in the first block). "
    "The SENet paper (section 7.2, figure 6) finds early gates nearly the same for all classes, later ones specific.",
)
