"""The layer table: every layer in running order, and the figures of one that was chosen."""

from typing import Any

import streamlit as st

from cnnviz.measure import Difference, Field, NoField
from cnnviz.measure.receptive_field import Fields
from cnnviz.measure.units import shape, short, size
from cnnviz.trace import Layer, Trace
from cnnviz.ui.language import language
from cnnviz.words import Words

_MARKS = {"added": "＋", "changed": "●", "same": ""}


def layer_table(trace: Trace, fields: Fields, difference: Difference, key: str) -> str | None:
    """All layers as a table; returns the name of the one that was clicked."""
    marks = {row.new.name: _MARKS[row.status] for row in difference.rows if row.new}
    rows = [_row(layer, fields[layer.name], marks[layer.name]) for layer in trace.layers]
    headings = {name: words[language()] for name, words in _HEADINGS.items()}
    event = st.dataframe(
        {headings[name]: [row[name] for row in rows] for name in _HEADINGS},
        key=key, hide_index=True, height=560, on_select="rerun", selection_mode="single-row", alt=ALT[language()],
        column_config={
            headings["params"]: st.column_config.NumberColumn(format="localized"),
            headings["macs"]: st.column_config.NumberColumn(format="localized"),
            headings["memory"]: st.column_config.NumberColumn(format="localized"),
        },
    )  # fmt: skip
    chosen = event.selection.rows  # type: ignore[union-attr]
    return trace.layers[chosen[0]].name if chosen else None


def layer_card(layer: Layer, field: Field | NoField) -> None:
    """The figures of one layer."""
    lang = language()
    with st.container(border=True):
        st.markdown(f"**{layer.name}** · {layer.kind}")
        figures = {
            SHAPES[lang]: f"{shape(layer.input_shape)} → {shape(layer.output_shape)}",
            _HEADINGS["window"][lang]: _window(layer) or "–",
            _HEADINGS["params"][lang]: f"{layer.params:,}",
            _HEADINGS["macs"][lang]: f"{layer.macs:,} ({short(layer.macs)})",
            MEMORY[lang]: size(layer.activation_bytes),
            _HEADINGS["field"][lang]: _field(field) if isinstance(field, Field) else field.reason[lang],
            READS[lang]: ", ".join(layer.inputs) or "–",
        }
        st.markdown("\n".join(f"- {name}: {value}" for name, value in figures.items()))


def _row(layer: Layer, field: Field | NoField, mark: str) -> dict[str, Any]:
    return {
        "mark": mark,
        "name": layer.name,
        "kind": layer.kind,
        "window": _window(layer),
        "output": shape(layer.output_shape),
        "params": layer.params,
        "macs": layer.macs,
        "memory": layer.activation_bytes / 1024,
        "field": shape(field.size) if isinstance(field, Field) else "–",
    }


def _window(layer: Layer) -> str:
    """`3×3 / 2 · p1`: kernel, stride where it is not 1, padding where there is one, groups where there are several."""
    if layer.window is None or (layer.window == ((1, 1), (1, 1), (0, 0), (1, 1)) and not layer.fan_in):
        return ""
    kernel, stride, padding, dilation = layer.window
    parts = [shape(kernel) + ("" if stride == (1, 1) else f" / {_one(stride)}")]
    parts += [f"p{_one(padding)}"] if padding != (0, 0) else []
    parts += [f"d{_one(dilation)}"] if dilation != (1, 1) else []
    parts += [f"g{layer.groups}"] if layer.groups > 1 else []
    return " · ".join(parts)


def _field(field: Field) -> str:
    return f"{shape(field.size)} px, stride {_one(field.stride)}, padding {_one(field.padding)}"


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
SHAPES = Words(ko="모양", en="Shape")
MEMORY = Words(ko="출력 메모리", en="Output memory")
READS = Words(ko="입력 층", en="Reads")
ALT = Words(ko="모든 층의 표", en="Table of all layers")
