"""The charts of the history page, each with its table twin."""

from collections import Counter
from collections.abc import Sequence
from time import perf_counter, sleep

import streamlit as st

from cnnviz.architectures import ARCHITECTURES
from cnnviz.draw.bubbles import Axes, Bubble, bubbles
from cnnviz.draw.svg import COLOURS
from cnnviz.draw.years import Column, years
from cnnviz.history import CHARTS, ENTRIES, Chart, Figure, figures
from cnnviz.measure.units import short
from cnnviz.ui import cache
from cnnviz.ui.language import language
from cnnviz.ui.svg_view import svg_view
from cnnviz.words import Words


def count_ahead() -> None:
    """Count what the charts show before anybody asks, one network at a time; visitors have most of the time between."""
    for chart in CHARTS.values():
        for figure in figures(chart):
            start = perf_counter()
            cache.price(figure.name)
            sleep(3 * (perf_counter() - start))


def contest_chart(key: str) -> str | None:
    """A column for each network in the contest; returns the variant that was pressed."""
    lang = language()
    columns = [
        Column(entry.model, entry.year, entry.name, entry.top5, entry.won, [
            f"{entry.name}, {entry.year}", FIGURE[lang].format(error=entry.top5) if entry.top5 else NO_FIGURE[lang],
            entry.source[lang], entry.note[lang],
        ])
        for entry in ENTRIES
    ]  # fmt: skip
    return svg_view(years(columns, TOP5[lang], NO_FIGURE[lang]), key, CONTEST_ALT[lang])


def contest_table() -> None:
    """The same figures with their sources."""
    lang = language()
    columns = {
        YEAR[lang]: [entry.year for entry in ENTRIES],
        NETWORK[lang]: [entry.name for entry in ENTRIES],
        TOP5[lang]: [entry.top5 for entry in ENTRIES],
        SOURCE[lang]: [entry.source[lang] for entry in ENTRIES],
        NOTE[lang]: [entry.note[lang] for entry in ENTRIES],
    }
    config = {YEAR[lang]: st.column_config.NumberColumn(format="%d")}
    st.dataframe(columns, hide_index=True, alt=CONTEST_ALT[lang], placeholder="–", column_config=config)


def bubble_chart(chart: Chart, found: Sequence[Figure], families: Sequence[str], key: str) -> str | None:
    """The networks of `families` by cost, error and size; returns the variant that was pressed.

    Colours stay the same whatever is filtered: they follow from all of `found`.
    """
    lang, colours = language(), _colours(found)
    shown = [figure for figure in found if figure.family in families]
    drawn = [_bubble(figure, chart, colours[figure.family]) for figure in _by_turns(shown)]
    ticks = {figure * scale: f"{figure} {unit}" for scale, unit in ((1e6, "M"), (1e9, "G")) for figure in MARKS}
    sizes = {1e6: "1 M", 1e7: "10 M", 1e8: "100 M"}
    axes = Axes(COST[lang], ERROR[lang].format(chart=chart.title), ticks, sizes, SIZE[lang])
    legend = [(colour, ARCHITECTURES[name].title) for name, colour in colours.items() if name in families]
    return svg_view(bubbles(drawn, axes, legend), key, BUBBLES_ALT[lang].format(count=len(drawn), chart=chart.title))


def figures_table(chart: Chart, found: Sequence[Figure], families: Sequence[str]) -> None:
    """The same figures, each with the table it is printed in."""
    lang, shown = language(), [figure for figure in found if figure.family in families]
    prices = [cache.price(figure.name) for figure in shown]
    columns = {
        NETWORK[lang]: [figure.title for figure in shown],
        FAMILY[lang]: [ARCHITECTURES[figure.family].title for figure in shown],
        YEAR[lang]: [figure.year for figure in shown],
        ERROR[lang].format(chart=chart.title): [figure.error for figure in shown],
        SOURCE[lang]: [figure.source for figure in shown],
        MACS[lang]: [macs for _, macs in prices],
        PARAMS[lang]: [params for params, _ in prices],
    }
    config = {name[lang]: st.column_config.NumberColumn(format="localized") for name in (MACS, PARAMS)}
    config[YEAR[lang]] = st.column_config.NumberColumn(format="%d")
    st.dataframe(columns, hide_index=True, height=420, alt=TABLE_ALT[lang], column_config=config)


def _bubble(figure: Figure, chart: Chart, colour: str) -> Bubble:
    lang, (params, macs) = language(), cache.price(figure.name)
    card = [
        figure.title, f"{chart.title}: {figure.error:g} %", figure.source,
        f"{MACS[lang]} {short(macs)} · {PARAMS[lang]} {short(params)}", PRESS[lang],
    ]  # fmt: skip
    return Bubble(figure.name, figure.title, macs, figure.error, params, colour, figure.usual, card)


def _colours(found: Sequence[Figure]) -> dict[str, str]:
    """A colour for each family of several networks; those of one network share the grey."""
    counts = Counter(figure.family for figure in found)
    several = [family for family, count in counts.items() if count > 1]
    return {family: f"s{several.index(family) % COLOURS}" if family in several else "grey" for family in counts}


def _by_turns(shown: Sequence[Figure]) -> list[Figure]:
    """The best of each family first, then the second best of each, and so on: so each family gets names."""
    ranks: Counter[str] = Counter()
    order = []
    for figure in sorted(shown, key=lambda figure: figure.error):
        order.append((ranks[figure.family], figure))
        ranks[figure.family] += 1
    return [figure for _, figure in sorted(order, key=lambda pair: pair[0])]


MARKS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
FIGURE = Words(ko="top-5 오차 {error:g} %", en="top-5 error {error:g} %")
NO_FIGURE = Words(ko="수치 없음", en="no figure")
TOP5 = Words(ko="top-5 오차 (%)", en="Top-5 error (%)")
YEAR = Words(ko="연도", en="Year")
NETWORK = Words(ko="네트워크", en="Network")
FAMILY = Words(ko="계열", en="Family")
SOURCE = Words(ko="출처", en="Source")
NOTE = Words(ko="설명", en="Note")
COST = Words(ko="곱셈-덧셈, 사진 한 장 (로그 눈금)", en="Multiply-adds, one picture (log scale)")
ERROR = Words(ko="{chart} 오차 (%)", en="{chart} error (%)")
SIZE = Words(ko="원의 넓이 = 파라미터", en="Area = parameters")
MACS = Words(ko="곱셈-덧셈", en="Multiply-adds")
PARAMS = Words(ko="파라미터", en="Parameters")
PRESS = Words(ko="누르면 이 네트워크의 구조로 갑니다.", en="Press to see its architecture.")
CONTEST_ALT = Words(
    ko="ILSVRC에서 강의의 네트워크가 낸 top-5 오차를 연도별 막대로 나타낸 그림",
    en="Top-5 errors of the lectures' networks in ILSVRC, a column for each, by year",
)
BUBBLES_ALT = Words(
    ko="네트워크 {count}개의 {chart} 오차, 곱셈-덧셈, 파라미터를 나타낸 그림",
    en="{chart} error, multiply-adds and parameters of {count} networks",
)
TABLE_ALT = Words(ko="발표된 오차의 표", en="Table of published errors")
