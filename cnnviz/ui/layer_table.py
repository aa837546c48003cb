"""The layer table: every layer in running order, with its figures."""

from typing import Any

import streamlit as st

from cnnviz.measure import Difference, Field, NoField
from cnnviz.measure.receptive_field import Fields
from cnnviz.measure.units import shape
from cnnviz.trace import Layer, Trace
from cnnviz.ui.language import language
from cnnviz.ui.selection import select_layer
from cnnviz.words import Words

_MARKS = {"added": "＋", "changed": "●", "same": ""}


def layer_table(trace: Trace, fields: Fields, difference: Difference, key: str, selected: str | None) -> None:
    """All layers as a table, the `selected` one marked; a click on a row selects its layer."""
    marks = {row.new.name: _MARKS[row.status] for row in difference.rows if row.new}
    names = [layer.name for layer in trace.layers]
    rows = [_row(layer, fields[layer.name], marks[layer.name]) for layer in trace.layers]
    headings = {name: words[language()] for name, words in _HEADINGS.items()}
    st.session_state[key] = {"selection": {"rows": [names.index(selected)] if selected in names else []}}
    st.dataframe(
        {headings[name]: [row[name] for row in rows] for name in _HEADINGS},
        key=key, hide_index=True, height=560, selection_mode="single-row", alt=ALT[language()],
        on_select=lambda: _clicked(key, names),
        column_config={
            headings["params"]: st.column_config.NumberColumn(format="localized"),
            headings["macs"]: st.column_config.NumberColumn(format="localized"),
            headings["memory"]: st.column_config.NumberColumn(format="localized"),
        },
    )  # fmt: skip


def _clicked(key: str, names: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    select_layer(names[rows[0]] if rows else None)


def _row(layer: Layer, field: Field | NoField, mark: str) -> dict[str, Any]:
    return {
        "mark": mark,
        "name": layer.name,
        "kind": layer.kind,
        "window": window(layer),
        "output": shape(layer.output_shape),
        "params": layer.params,
        "macs": layer.macs,
        "memory": layer.activation_bytes / 1024,
        "field": shape(field.size) if isinstance(field, Field) else "–",
    }


def window(layer: Layer) -> str:
    """`3×3 / 2 · p1`: kernel, stride where it is not 1, padding where there is one, groups where there are several."""
    if layer.window is None or (layer.window == ((1, 1), (1, 1), (0, 0), (1, 1)) and not layer.fan_in):
        return ""
    kernel, stride, padding, dilation = layer.window
    parts = [shape(kernel) + ("" if stride == (1, 1) else f" / {_one(stride)}")]
    parts += [f"p{_one(padding)}"] if padding != (0, 0) else []
    parts += [f"d{_one(dilation)}"] if dilation != (1, 1) else []
    parts += [f"g{layer.groups}"] if layer.groups > 1 else []
    return " · ".join(parts)


def _one(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else shape(pair)


_HEADINGS = {
    "mark": Words(ko="변경", en="Changed"),
    "name": Words(ko="층", en="Layer"),
    "kind": Words(ko="종류", en="Kind"),
    "window": Words(ko="커널 / 보폭 · 패딩", en="Kernel / stride · padding"),
    "output": Words(ko="출력 (채널×높이×너비)", en="Output (channels×height×width)"),
    "params": Words(ko="파라미터", en="Parameters"),
    "macs": Words(ko="곱셈-덧셈", en="Multiply-adds"),
    "memory": Words(ko="메모리 (KiB)", en="Memory (KiB)"),
    "field": Words(ko="수용 영역 (px)", en="Receptive field (px)"),
}
ALT = Words(ko="모든 층의 표", en="Table of all layers")
