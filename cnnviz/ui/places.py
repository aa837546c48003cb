"""The unit of a layer that a page shows: chosen on a map, and kept in the link as `layer@row,column`."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from cnnviz.ui import address
from cnnviz.ui.widgets import setting_key
from cnnviz.unit.effective_field import Unit
from cnnviz.words import Refusal, Words

Sizes = Mapping[str, tuple[int, ...]]  # path of a layer → height and width of its map


class Place(NamedTuple):
    """A unit of a layer."""

    path: str
    unit: Unit


def chosen_place(maps: Sizes, default: str) -> Place:
    """The unit that was last chosen on this page or that the link names; the middle of layer `default` at first."""
    key = setting_key("unit")
    address.seed("unit", key, "", lambda text: _known(text, maps))
    path, _, where = str(st.session_state[key]).partition("@")
    if path not in maps:
        path, where = default, ""
    height, width = maps[path]
    row, column = (int(figure) for figure in where.split(",")) if where else (height // 2, width // 2)
    place = Place(path, Unit(min(row, height - 1), min(column, width - 1)))
    address.use("unit", **({"unit": spelled_place(place)} if where or path != default else {}))
    return place


def choose_place(place: Place) -> None:
    """Make `place` the one that is shown; call before the script runs, from the callback of whatever was clicked."""
    st.session_state[setting_key("unit")] = spelled_place(place)


def spelled_place(place: Place) -> str:
    return f"{place.path}@{place.unit.row},{place.unit.column}"


def _known(text: str, maps: Sizes) -> str:
    path, _, where = text.partition("@")
    row, _, column = where.partition(",")
    if path not in maps or not (row.isdecimal() and column.isdecimal()):
        raise Refusal(UNKNOWN.format(text=text))
    height, width = maps[path]
    if int(row) >= height or int(column) >= width:
        raise Refusal(BEYOND.format(path=path, row=row, column=column, last=f"{height - 1}, {width - 1}"))
    return text


UNKNOWN = Words(
    ko="링크의 유닛 ‘{text}’을(를) 찾을 수 없습니다. 층@행,열로 쓰십시오.",
    en="There is no unit “{text}” here; write layer@row,column.",
)
BEYOND = Words(
    ko="‘{path}’ 층에는 ({row}, {column}) 유닛이 없습니다. 마지막 유닛은 ({last})입니다.",
    en="Layer “{path}” has no unit ({row}, {column}); its last is ({last}).",
)
