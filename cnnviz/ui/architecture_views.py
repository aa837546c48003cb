"""The views of the Architecture page: one network seen in several ways, with the same layer selected in all."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from cnnviz.measure import Difference, Fields
from cnnviz.measure.depth import layer_parts, stage_parts, where_it_sits
from cnnviz.measure.layers_csv import layers_csv
from cnnviz.options import Options
from cnnviz.trace import Trace
from cnnviz.ui import cache
from cnnviz.ui.diagram import diagram
from cnnviz.ui.language import language
from cnnviz.ui.layer_card import layer_card
from cnnviz.ui.layer_table import choose_kind, layer_table, stage_table
from cnnviz.ui.selection import select_clicked, selected_layer
from cnnviz.ui.torchinfo_text import torchinfo_text
from cnnviz.ui.trends import show_trends
from cnnviz.ui.volumes import marks, show_volumes
from cnnviz.ui.widgets import pick
from cnnviz.words import Words


class Shown(NamedTuple):
    """The network that all views show, and what it is compared with."""

    name: str  # of the variant
    base: Options  # as in the paper
    options: Options
    trace: Trace
    fields: Fields
    difference: Difference


class View(NamedTuple):
    """One way to see a network."""

    title: Words
    hint: Words  # what is said while no layer is selected
    show: Callable[[Shown, str | None], None]  # the network, and the name of the selected layer


def choose_view() -> str:
    """The name of a view, kept in the link as `view`."""
    lang = language()
    return pick("view", list(VIEWS), VIEW[lang], title=lambda view: VIEWS[view].title[lang], few=True, bare=True)


def show_view(view: str, shown: Shown) -> None:
    """The network in one view, and below it the card of the selected layer."""
    selected = selected_layer(shown.trace)
    VIEWS[view].show(shown, selected)
    if selected:
        layer_card(shown.trace[selected], shown.trace, shown.fields)
    else:
        st.caption(VIEWS[view].hint[language()])


def show_diagram(shown: Shown, selected: str | None) -> None:
    """Boxes that open, joined by their edges."""
    key = f"diagram.{shown.name}"
    picture = cache.drawing(shown.name, shown.base, shown.options)
    diagram(picture, key, selected=selected, on_select=select_clicked(key))


def show_in_volumes(shown: Shown, selected: str | None) -> None:
    """Boxes as large as the maps."""
    steps, base = (cache.volume_steps(shown.name, options) for options in (shown.options, shown.base))
    marked = marks(steps, base, shown.difference, selected)
    show_volumes(shown.name, shown.trace, steps, marked, shown.fields, f"volumes.{shown.name}")


def show_layers(shown: Shown, selected: str | None) -> None:
    """The table of all layers, or of all stages, or torchinfo's text; and all layers as CSV."""
    lang, (name, trace, key) = language(), (shown.name, shown.trace, f"layers.{shown.name}")
    left, right = st.columns(2)
    with left:
        by = _pick_part("layer", "stage", "torchinfo")
    if by == "layer":
        with right:
            kind = choose_kind(trace)
        layer_table(trace, shown.fields, shown.difference, kind, key, selected)
    elif by == "stage":
        stage_table(trace, shown.fields, key, selected)
    else:
        st.code(torchinfo_text(name, shown.options), language=None, height=560)
        st.caption(TOLD_BY_TORCHINFO[lang])
    st.download_button(
        CSV[lang], lambda: layers_csv(name, trace), f"{name}.csv", "text/csv", icon=":material/download:"
    )


def show_along_depth(shown: Shown, selected: str | None) -> None:
    """Memory, parameters and multiply-adds along the depth."""
    lang, trace = language(), shown.trace
    left, right = st.columns(2)
    with left:
        by = _pick_part("layer", "stage")
    with right:
        scale = pick("scale", list(SCALES), SCALE[lang], title=lambda scale: SCALES[scale][lang], few=True)
    st.markdown(" ".join(sentence[lang] for sentence in where_it_sits(trace)))
    parts = layer_parts(trace) if by == "layer" else stage_parts(trace)
    show_trends(trace, parts, scale == "log", f"trends.{shown.name}.{by}", selected)


def _pick_part(*parts: str) -> str:
    return pick("by", parts, BY[language()], title=lambda part: PARTS[part][language()], few=True)


VIEW = Words(ko="보기", en="View")
VIEWS = {
    "diagram": View(
        Words(ko="그림", en="Diagram"),
        Words(
            ko="상자를 누르면 그 층의 수치가 나옵니다. 단계는 눌러서 펼칩니다.",
            en="Click a box to see its numbers; click a stage to open it.",
        ),
        show_diagram,
    ),
    "volumes": View(
        Words(ko="입체", en="Volumes"),
        Words(ko="상자를 누르면 그 층의 수치가 나옵니다.", en="Click a box to see the numbers of its layer."),
        show_in_volumes,
    ),
    "layers": View(
        Words(ko="층 표", en="Layers"),
        Words(ko="줄을 누르면 그 층의 수치가 나옵니다.", en="Click a row to see its numbers."),
        show_layers,
    ),
    "trends": View(
        Words(ko="추세", en="Trends"),
        Words(ko="막대를 누르면 그 층의 수치가 나옵니다.", en="Click a bar to see the numbers of its layer."),
        show_along_depth,
    ),
}
BY = Words(ko="단위", en="By")
PARTS = {
    "layer": Words(ko="층", en="layer"),
    "stage": Words(ko="단계", en="stage"),
    "torchinfo": Words(ko="torchinfo", en="torchinfo"),
}
SCALE = Words(ko="세로축", en="Vertical axis")
SCALES = {"linear": Words(ko="선형", en="linear"), "log": Words(ko="로그", en="logarithmic")}
CSV = Words(ko="모든 층을 CSV로 내려받기", en="All layers as CSV")
TOLD_BY_TORCHINFO = Words(
    ko="torchinfo가 출력하는 그대로입니다. torchinfo는 이미지가 지나지 않는 보조 분류기도 파라미터로 세고, 편향과 정규화도 곱셈-덧셈으로 셉니다.",
    en="As torchinfo prints it. It also counts parameters that the picture does not pass (auxiliary classifiers), and biases and normalisation as multiply-adds.",
)
