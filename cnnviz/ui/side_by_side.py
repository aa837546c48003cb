"""Tables with a column for each network: totals, stages, published errors."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from cnnviz.architectures import VARIANTS
from cnnviz.draw.bars import Panel, bars
from cnnviz.measure.stages import ANSWER, Stage, scales, stages
from cnnviz.measure.units import shape, short, size
from cnnviz.spelling import Named, own_settings
from cnnviz.ui import cache
from cnnviz.ui.language import language
from cnnviz.ui.networks import LETTERS, name_of
from cnnviz.ui.svg_view import svg_view
from cnnviz.ui.totals import FIGURES, delta_text, error_rates
from cnnviz.words import Words


def totals_table(networks: Sequence[Named]) -> None:
    """Each total of each network, and what it changes against the first."""
    lang, first = language(), networks[0]
    rows = []
    for name, (label, _, spell) in FIGURES.items():
        changes = [cache.between(first, network).totals[name] for network in networks]
        cells = [f"**{spell(change.new)}**<br>{delta_text(change, spell) or '±0'}" for change in changes[1:]]
        rows.append([label[lang], f"**{spell(changes[0].new)}**", *cells])
    _table([TOTAL[lang], *_heads(networks)], rows)


def totals_bars(networks: Sequence[Named], key: str) -> None:
    """The same totals as bars, each total on its own scale."""
    lang, letters = language(), LETTERS[: len(networks)]
    panels = []
    for name, (label, _, spell) in FIGURES.items():
        values: list[Any] = [cache.between(network, network).totals[name].new for network in networks]
        figures = [
            short(value) if spell(value).isdecimal() or "," in spell(value) else spell(value) for value in values
        ]
        panels.append(Panel(label[lang], values, figures))
    said = "; ".join(
        f"{panel.title}: "
        + ", ".join(f"{letter} {figure}" for letter, figure in zip(letters, panel.figures, strict=True))
        for panel in panels
    )
    svg_view(bars(panels, letters), key, said)


def stages_table(networks: Sequence[Named]) -> None:
    """The stages of all networks; a line for each scale of the map."""
    lang, found = language(), [stages(cache.structure(*network)) for network in networks]
    rows = []
    for scale in scales(found):
        head = ANSWER_HEAD[lang] if scale == ANSWER else f"1/{2**scale}"
        rows.append([f"**{head}**", *(_stage(network.get(scale)) for network in found)])
    _table([SCALE[lang], *_heads(networks)], rows)


def errors_table(networks: Sequence[Named]) -> None:
    """What was published about each network as it stands in its paper; one with other options has no results."""
    lang = language()
    results = [[] if own_settings(network) else VARIANTS[network.name][1].results for network in networks]
    data = list(dict.fromkeys(result.data for each in results for result in each))
    rows = [
        [f"**{name}**", *(_lines(f"{error_rates(r)} ({r.source})" for r in each if r.data == name) for each in results)]
        for name in data
    ]
    if not all(results):
        none = [CHANGED if own_settings(network) else NOTHING for network in networks]
        rows.append(["", *("" if each else why[lang] for each, why in zip(results, none, strict=True))])
    _table([DATA[lang], *_heads(networks)], rows)


def _heads(networks: Sequence[Named]) -> list[str]:
    return [f"{letter} {name_of(network)}" for letter, network in zip(LETTERS, networks, strict=False)]


def _stage(stage: Stage | None) -> str:
    if stage is None:
        return "–"
    first, last = stage.groups[0], stage.groups[-1]
    groups = first if first == last else f"{first} … {last}"
    params, macs, memory = stage.cost
    figures = (figure.replace(" ", NO_BREAK) for figure in (short(params), short(macs), size(memory)))
    return _lines((f"**{shape(stage.shape)}** `{groups}`", " · ".join(figures)))


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(lines) or "–"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [heads, ["---"] * len(heads), *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines), unsafe_allow_html=True)


TOTAL = Words(ko="합계", en="Total")
SCALE = Words(ko="맵의 한 변 (입력 대비)", en="Side of the map (of the input's)")
ANSWER_HEAD = Words(ko="벡터", en="vector")
DATA = Words(ko="데이터", en="Data")
NO_BREAK = "\N{NO-BREAK SPACE}"
CHANGED = Words(ko="옵션을 바꾼 망이라 발표된 결과가 없습니다.", en="Its options were changed: nothing is published.")
NOTHING = Words(ko="발표된 결과가 없습니다.", en="Nothing is published.")
