"""The kernels of the first convolution as pictures, of one network or of two, and one of them enlarged."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import streamlit as st

from cnnviz.draw.filters import filter_sprite
from cnnviz.draw.maps import limits
from cnnviz.measure.counterpart import first_convolutions
from cnnviz.measure.units import signed
from cnnviz.ui import cache
from cnnviz.ui.chosen_channel import choose_channel, chosen_channel
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.map_grid import map_grid
from cnnviz.ui.map_order import CHANNEL
from cnnviz.ui.map_panel import map_panel
from cnnviz.ui.sides import Side, both, choose_other, corresponding, head, layer_title
from cnnviz.ui.unit_view import Panel, unit_view
from cnnviz.ui.widgets import pick
from cnnviz.unit.effective_field import Unit
from cnnviz.words import Words

SMALL = 3  # a kernel up to this side shows hardly more than a colour and a direction


def show_filters(inside: Inside, against: str) -> None:
    """All kernels of the layer that reads the pixels, and what the chosen one answers to the photograph."""
    lang, other = language(), choose_other(against, inside)
    layers = first_convolutions(inside.trace)
    left, right = st.columns((3, 2), vertical_alignment="bottom")
    with left:
        layer = pick("first", layers, LAYER[lang], title=lambda name: layer_title(name, inside))
    with right:
        scale = pick("scale", ("own", "shared"), SCALE[lang], title=lambda name: SCALES[name][lang], few=True)
    there = first_convolutions(other.trace) if other else layers
    sides = both(against, inside, other, (layer, there[min(layers.index(layer), len(there) - 1)]))
    drawn = sides if against == "network" else [Side(inside, layer)]  # another photograph meets the same kernels
    _tell(drawn)
    two = len(drawn) > 1
    columns = st.columns(2 if two else (1, 1), gap="medium")
    most = max(float(np.abs(_kernels(side)).max()) for side in drawn)
    settings = ("channel", "channel" if other is None or corresponding(inside, other) else "other_channel")
    chosen = []
    for side, setting, column in zip(drawn, settings, columns, strict=False):
        with column:
            chosen.append(_grid(side, setting, scale, most))
    with st.container() if two else columns[1]:
        _enlarged(drawn, chosen)
    with st.container() if len(sides) > 1 else columns[1]:
        _answers(sides, [*chosen, *chosen][: len(sides)], of_one_kernel=len(drawn) < len(sides))


def _tell(sides: Sequence[Side]) -> None:
    """What the colours mean, and where they can tell little."""
    lang = language()
    planes = sorted({_kernels(side).shape[1] for side in sides}, reverse=True)
    said = [GREY[lang] if count == 1 else COLOURS[lang] for count in planes]
    if any(max(_kernels(side).shape[2:]) <= SMALL for side in sides):
        said.append(TOO_SMALL[lang])
    if any(side.inside.network.random for side in sides):
        said.append(RANDOM[lang])
    st.caption(" ".join(said))


def _grid(side: Side, setting: str, scale: str, most: float) -> int:
    """All kernels of one side; returns the one to enlarge."""
    lang, kernels = language(), _kernels(side)
    head(side)
    channels = list(range(len(kernels)))
    chosen = chosen_channel(setting, channels, len(kernels))
    names = [NAME.format(channel=channel)[lang] for channel in channels]
    alt = GRID.format(title=side.title, layer=side.layer, count=len(kernels))[lang].strip()
    sprite = filter_sprite(kernels, scale, most=most)
    map_grid(sprite, channels, names, chosen, partial(choose_channel, setting), alt, f"filters.{side.title[:1]}")
    st.caption(CLICK[lang])
    return chosen


def _enlarged(drawn: Sequence[Side], chosen: Sequence[int]) -> None:
    """The chosen kernel of each network, number by number."""
    kernels = [_kernel_panel(side, channel) for side, channel in zip(drawn, chosen, strict=True)]
    height, width = kernels[0].values.shape[-2:]
    unit_view(kernels, "filters.zoom", Unit(height // 2, width // 2))


def _answers(sides: Sequence[Side], channels: Sequence[int], of_one_kernel: bool) -> None:
    """What the chosen kernels answer to each photograph; the answers of one kernel can be compared."""
    st.markdown(f"**{ANSWERS[language()]}**")
    maps = [side.maps[channel : channel + 1] for side, channel in zip(sides, channels, strict=True)]
    panels = []
    for side, channel, own in zip(sides, channels, maps, strict=True):
        within = limits(maps if of_one_kernel else [own], "own")
        panels.append(map_panel(side, channel, within, CHANNEL.format(channel=channel)[language()]))
    height, width = panels[0].values.shape
    unit_view(panels, "filters.maps", Unit(height // 2, width // 2))


def _kernel_panel(side: Side, channel: int) -> Panel:
    kernel, lang = _kernels(side)[channel], language()
    high, wide = kernel.shape[1:]
    told = NUMBERS.format(
        channel=channel, high=high, wide=wide, low=signed(float(kernel.min())), top=signed(float(kernel.max()))
    )[lang]  # fmt: skip
    title = f"{side.title[:1]} · {NAME.format(channel=channel)[lang]}" if side.title else ""
    values = kernel if len(kernel) == 3 else kernel[0]
    return Panel(title, told, values, filter_sprite(kernel[None], smallest=1).png)


def _kernels(side: Side) -> np.ndarray:
    return cache.kernels(side.inside.choice, side.layer)


LAYER = Words(ko="사진의 화소를 읽는 층", en="Layer that reads the pixels")
SCALE = Words(ko="색의 범위", en="Range of colours")
SCALES = {"own": Words(ko="필터별", en="per filter"), "shared": Words(ko="공통", en="shared")}
COLOURS = Words(
    ko="필터의 색은 빨강, 초록, 파랑 화소에 곱하는 가중치입니다. 회색이 0이고, 밝은 쪽이 양수, 어두운 쪽이 음수입니다.",
    en="The colours of a filter are its weights for red, green and blue pixels: grey is 0, brighter is above, darker below.",
)
GREY = Words(
    ko="회색은 가중치 0, 흰색 쪽은 양수, 검은색 쪽은 음수입니다.",
    en="Grey is a weight of 0, towards white it is above, towards black below.",
)
TOO_SMALL = Words(
    ko="3×3 필터는 너무 작아서 눈으로는 색과 방향 정도만 알 수 있습니다. 무엇에 반응하는지는 특징 맵이 더 잘 보여 줍니다.",
    en="Filters of 3×3 are too small to tell more by eye than a colour and a direction; their maps say more.",
)
RANDOM = Words(
    ko="무작위 가중치의 필터는 잡음일 뿐, 배운 무늬가 아닙니다.",
    en="Filters of random weights are noise: no pattern was learnt.",
)
GRID = Words(ko="{title} {layer} 층의 필터 {count}개", en="{title} {count} filters of layer {layer}")
NAME = Words(ko="필터 {channel}", en="filter {channel}")
CLICK = Words(ko="필터를 누르면 크게 보입니다.", en="Click a filter to enlarge it.")
NUMBERS = Words(
    ko="필터 {channel}: {high}×{wide}, 가중치 {low}에서 {top}까지",
    en="Filter {channel}: {high}×{wide}, weights from {low} to {top}",
)
ANSWERS = Words(ko="이 필터가 사진에 내놓는 맵", en="What this filter answers to the photograph")
