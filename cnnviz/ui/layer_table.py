"""The layer table: every layer in running order, or every stage, with its figures and its share of the whole."""

from typing import Any

import streamlit as st

from cnnviz.measure import Cost, Difference, Field, Fields, totals
from cnnviz.measure.depth import Part, layer_parts, place_of, stage_parts
from cnnviz.measure.stages import stages
from cnnviz.measure.units import shape, short, size
from cnnviz.trace import Layer, Trace
from cnnviz.ui.language import language
from cnnviz.ui.selection import select_layer
from cnnviz.ui.widgets import pick
from cnnviz.words import Words

_MARKS = {"added": "＋", "changed": "●", "same": ""}
ALL = "all"


def choose_kind(trace: Trace) -> str:
    """A kind of layer, or `ALL`."""
    kinds = list(dict.fromkeys(layer.kind for layer in trace.layers))
    return pick("kind", [ALL, *kinds], KIND[language()], title=lambda kind: EVERY[language()] if kind == ALL else kind)


def layer_table(
    trace: Trace, fields: Fields, difference: Difference, kind: str, key: str, selected: str | None
) -> None:
    """The layers of `kind`, the `selected` one marked; a click on a row selects its layer."""
    marks = {row.new.name: _MARKS[row.status] for row in difference.rows if row.new}
    first = trace.layers[0]
    parts = [Part(first.name, (first.name,), 0, Cost(0, 0, 0)), *layer_parts(trace)]
    parts = [part for part in parts if kind in (ALL, trace[part.name].kind)]
    rows = [{"mark": marks[part.name], **_about(trace[part.name]), **_figures(part, trace, fields)} for part in parts]
    if not difference.changes:
        rows = [{name: value for name, value in row.items() if name != "mark"} for row in rows]
    _show(rows, parts, totals(trace)[:3], key=f"{key}.{kind}", selected=selected, alt=ALT)
    if kind != ALL:
        _subtotal(parts, totals(trace)[:3])


def stage_table(trace: Trace, fields: Fields, key: str, selected: str | None) -> None:
    """The subtotals of every stage, that of the `selected` layer marked; a click selects the stage's last layer."""
    parts, found, lang = stage_parts(trace), stages(trace), language()
    rows = [
        {
            "stage": place_of(part.scale, found)[lang],
            "groups": _span(found[part.scale].groups),
            "layers": len(part.layers),
            **_figures(part, trace, fields),
        }
        for part in parts
    ]
    _show(rows, parts, totals(trace)[:3], key=f"{key}.stages", selected=selected, alt=ALT_STAGES)


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


def _show(
    rows: list[dict[str, Any]], parts: list[Part], whole: tuple[int, ...], key: str, selected: str | None, alt: Words
) -> None:
    """Figures as numbers, and each as a bar whose full length is the whole network."""
    lang = language()
    headings = {name: HEADINGS[name][lang] for name in rows[0]}
    place = [place for place, part in enumerate(parts) if selected in part.layers]
    st.session_state[key] = {"selection": {"rows": place}}
    bars = dict(zip(("params", "macs", "memory"), (whole[0], whole[1], whole[2] / 1024), strict=True))
    st.dataframe(
        {headings[name]: [row[name] for row in rows] for name in headings},
        key=key, hide_index=True, height=min(560, 35 * len(rows) + 37), selection_mode="single-row", alt=alt[lang],
        on_select=lambda: _clicked(key, parts),
        column_config={
            headings[name]: st.column_config.ProgressColumn(format="localized", min_value=0, max_value=most or 1, help=SHARE[lang])
            for name, most in bars.items()
        },
    )  # fmt: skip


def _clicked(key: str, parts: list[Part]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    select_layer(parts[rows[0]].name if rows else None)


def _subtotal(parts: list[Part], whole: tuple[int, ...]) -> None:
    """What the rows on show have of the whole."""
    sums = sum((part.cost for part in parts), Cost(0, 0, 0))
    spelt = (short(sums.params), short(sums.macs), size(sums.activation_bytes))
    shares = [
        f"{text} ({100 * part / (total or 1):.1f} %)" for text, part, total in zip(spelt, sums, whole, strict=True)
    ]
    st.caption(SUBTOTAL.format(count=len(parts), params=shares[0], macs=shares[1], memory=shares[2])[language()])


def _about(layer: Layer) -> dict[str, Any]:
    return {"name": layer.name, "kind": layer.kind, "window": window(layer)}


def _figures(part: Part, trace: Trace, fields: Fields) -> dict[str, Any]:
    """Of the whole part; output and receptive field of its last layer."""
    field = fields[part.name]
    return {
        "output": shape(trace[part.name].output_shape),
        "params": part.cost.params,
        "macs": part.cost.macs,
        "memory": part.cost.activation_bytes / 1024,
        "field": shape(field.size) if isinstance(field, Field) else "–",
    }


def _span(groups: tuple[str, ...]) -> str:
    return groups[0] if len(groups) == 1 else f"{groups[0]} … {groups[-1]}"


def _one(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else shape(pair)


HEADINGS = {
    "mark": Words(ko="변경", en="Δ"),
    "name": Words(ko="층", en="Layer"),
    "kind": Words(ko="종류", en="Kind"),
    "stage": Words(ko="단계", en="Stage"),
    "groups": Words(ko="모듈", en="Modules"),
    "layers": Words(ko="층 수", en="Layers"),
    "window": Words(ko="커널 / 보폭 · 패딩", en="Kernel / stride · padding"),
    "output": Words(ko="출력 C×H×W", en="Output C×H×W"),
    "params": Words(ko="파라미터", en="Parameters"),
    "macs": Words(ko="곱셈-덧셈", en="Multiply-adds"),
    "memory": Words(ko="메모리 (KiB)", en="Memory (KiB)"),
    "field": Words(ko="수용 영역 (px)", en="Receptive field (px)"),
}
KIND = Words(ko="종류", en="Kind")
EVERY = Words(ko="모든 종류", en="every kind")
SHARE = Words(
    ko="막대는 네트워크 전체에서 차지하는 몫입니다. 입력을 그대로 넘기는 층은 메모리를 세지 않습니다.",
    en="The bar is the share of the whole network. A layer that only passes its input on counts no memory.",
)
SUBTOTAL = Words(
    ko="보이는 층 {count}개의 합: 파라미터 {params}, 곱셈-덧셈 {macs}, 메모리 {memory}.",
    en="Together these {count} layers have: parameters {params}, multiply-adds {macs}, memory {memory}.",
)
ALT = Words(ko="모든 층의 표", en="Table of all layers")
ALT_STAGES = Words(ko="모든 단계의 표", en="Table of all stages")
