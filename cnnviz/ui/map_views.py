"""All channels of a layer as grids of maps, of one side or of two, and one channel of each enlarged."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from cnnviz.draw.maps import Limits, feature_map_sprite, limits
from cnnviz.measure.activity import dead_channels
from cnnviz.trace import first_activation, map_layers
from cnnviz.ui.chosen_channel import choose_channel, chosen_channel
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.map_grid import map_grid
from cnnviz.ui.map_order import Order, choose_order, explain, orders
from cnnviz.ui.map_panel import field_of, map_panel
from cnnviz.ui.places import Place, choose_place, chosen_place
from cnnviz.ui.sides import Side, both, choose_other, choose_other_layer, corresponding, head, layer_title
from cnnviz.ui.unit_links import unit_links
from cnnviz.ui.unit_view import unit_view
from cnnviz.ui.widgets import pick
from cnnviz.unit.effective_field import Unit
from cnnviz.words import Words

PER_PAGE = 64


class View(NamedTuple):
    """What is shown of one side."""

    side: Side
    order: Order
    shown: list[int]  # its channels
    within: Limits  # of their maps, in this order
    setting: str  # under which the link keeps the channel that is enlarged


def show_maps(inside: Inside, against: str) -> None:
    """Layer, order and brightness to choose, the grid of each side, and the map of one channel of each."""
    other = choose_other(against, inside)
    views = _choose_views(against, inside, other)
    columns = st.columns(2 if other else (3, 2), gap="medium")
    chosen = []
    for view, column in zip(views, columns, strict=False):
        with column:
            chosen.append(_grid(view))
    with st.container() if other else columns[1]:
        _enlarged(views, chosen)


def _choose_views(against: str, inside: Inside, other: Inside | None) -> list[View]:
    lang, twins = language(), other is None or corresponding(inside, other)
    first, second, third, fourth = st.columns((10, 6, 6, 7))
    with first:
        layer = choose_layer(inside)
        other_layer = layer if other is None or twins else choose_other_layer(layer, inside, other)
    sides = both(against, inside, other, (layer, other_layer))
    with second:
        by = choose_order()
        found = orders(by, sides)
    with third:
        start = _choose_part(max(len(order.channels) for order in found))
    with fourth:
        scale = pick("scale", ("own", "shared"), SCALE[lang], title=lambda name: SCALES[name][lang], few=True)
    explain(by)
    if other is not None:
        st.caption((TOLD[against] if twins else STRANGERS)[lang])
    shown = [order.channels[start : start + PER_PAGE] for order in found]
    settings = ("channel", "channel" if twins else "other_channel")
    within = _limits([side.maps[channels] for side, channels in zip(sides, shown, strict=True)], scale, twins)
    return [View(*parts) for parts in zip(sides, found, shown, within, settings, strict=False)]


def choose_layer(inside: Inside) -> str:
    """A layer with a map, kept in the link."""
    first = first_activation(inside.trace)
    return pick("layer", map_layers(inside.trace), LAYER[language()], first, lambda name: layer_title(name, inside))


def _choose_part(count: int) -> int:
    """The place in the order of the first channel that is shown."""
    lang = language()
    spans = {
        str(first): PART.format(first=first + 1, last=min(first + PER_PAGE, count), all=count)[lang]
        for first in range(0, count, PER_PAGE)
    }
    return int(pick("from", list(spans), SHOWN[lang], title=spans.__getitem__))


def _limits(maps: Sequence, scale: str, twins: bool) -> list[Limits]:
    """One scale for both sides; where channels do not correspond and each has a scale of its own, one for each map."""
    present = [each for each in maps if len(each)]
    if twins or scale == "shared":
        return [limits(present, scale)] * len(maps)
    return [limits([each], scale) if len(each) else limits(present[:1], scale) for each in maps]


def _grid(view: View) -> int | None:
    """The maps of one side; returns the channel to enlarge, if there is any."""
    lang, side, shown = language(), view.side, view.shown
    maps = side.maps
    head(side)
    if not shown:
        st.info(FEWER.format(all=len(maps))[lang])
        return None
    chosen = chosen_channel(view.setting, shown, len(maps))
    told = GRID.format(layer=side.layer, count=len(shown), title=side.title)[lang]
    map_grid(
        feature_map_sprite(maps[shown], within=view.within), shown, [view.order.mark(each) for each in shown], chosen,
        partial(choose_channel, view.setting), alt=told.strip(), key=f"maps.{side.title[:1]}",
    )  # fmt: skip
    st.caption(f"{CLICK[lang]} {DEAD.format(dead=dead_channels(maps), all=len(maps))[lang]}")
    return chosen


def _enlarged(views: Sequence[View], chosen: Sequence[int | None]) -> None:
    """The chosen channel of each side with its numbers, and where one of its units looks."""
    pairs = [(view, channel) for view, channel in zip(views, chosen, strict=True) if channel is not None]
    side, channel = pairs[0][0].side, pairs[0][1]
    place = chosen_place({side.layer: side.maps.shape[1:]}, side.layer)

    def choose(unit: Unit) -> None:
        choose_place(Place(side.layer, unit))

    panels = [
        map_panel(view.side, channel, view.within.at(view.shown.index(channel)), view.order.mark(channel))
        for view, channel in pairs
    ]
    unit_view(panels, "maps.zoom", place.unit, choose)
    unit_links(place, channel, side.inside.trace, field_of(side))


LAYER = Words(ko="층", en="Layer")
SCALE = Words(ko="밝기", en="Brightness")
SCALES = {"own": Words(ko="채널별", en="per channel"), "shared": Words(ko="공통", en="shared")}
SHOWN = Words(ko="보이는 채널", en="Channels shown")
PART = Words(ko="{first}–{last}번째 / {all}", en="{first}–{last} of {all}")
GRID = Words(ko="{title} {layer} 층의 특징 맵 {count}개", en="{title} {count} feature maps of layer {layer}")
CLICK = Words(ko="맵을 누르면 크게 보입니다.", en="Click a map to enlarge it.")
DEAD = Words(
    ko="이 사진에 전혀 반응하지 않는(모두 0인) 채널: {dead}개 / {all}개",
    en="Channels that do not answer to this photograph at all (zero everywhere): {dead} of {all}",
)
FEWER = Words(ko="이 층의 채널은 {all}개뿐입니다.", en="This layer has only {all} channels.")
TOLD = {
    "photo": Words(
        ko="양쪽의 같은 자리는 같은 채널이고, 거기서 같은 밝기는 같은 값입니다.",
        en="The same place on both sides is the same channel, and there the same brightness is the same value.",
    ),
    "network": Words(
        ko="양쪽의 같은 자리는 번호가 같은 채널이고, 거기서 같은 밝기는 같은 값입니다. "
        "한 번의 학습에서 나온 가중치가 아니면 번호가 같은 채널도 하는 일이 다릅니다.",
        en="The same place on both sides is the channel of the same number, and there the same brightness is the same "
        "value. Unless both weights come from one run, channels of the same number do different things.",
    ),
}
STRANGERS = Words(
    ko="서로 다른 네트워크의 채널 번호는 아무 관계가 없습니다. 양쪽을 저마다의 순서로 늘어놓았습니다.",
    en="Channel numbers of different networks have nothing to do with each other; each side has its own order.",
)
