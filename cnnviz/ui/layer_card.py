"""The card of one layer: its settings, and for each of its figures why it is what it is."""

import streamlit as st

from cnnviz.measure import Fields, Formula, NoField, formulas
from cnnviz.measure.units import shape, short
from cnnviz.trace import Layer, Trace
from cnnviz.ui.language import language
from cnnviz.ui.layer_table import window
from cnnviz.words import Words


def layer_card(layer: Layer, trace: Trace, fields: Fields) -> None:
    """What is known of one layer of `trace`, with the formula of each figure."""
    lang, field = language(), fields[layer.name]
    with st.container(border=True):
        st.markdown(f"**{layer.name}** · {layer.kind}")
        facts = {
            SHAPES: f"{shape(layer.input_shape)} → {shape(layer.output_shape)}",
            WINDOW: window(layer),
            READS: ", ".join(layer.inputs),
        }
        st.markdown(" · ".join(f"{name[lang]}: {value}" for name, value in facts.items() if value))
        st.markdown(f"**{WHY[lang]}**")
        st.markdown(_table(formulas(layer, trace, fields)))
        st.caption(SYMBOLS[lang])
        if isinstance(field, NoField):
            st.caption(f"{NO_FIELD[lang]}: {field.reason[lang]}")


def _table(lines: list[Formula]) -> str:
    """As Markdown, so that the formulas can be marked and copied."""
    lang = language()
    heads = " | ".join(words[lang] for words in HEADS)
    return "\n".join([f"| {heads} |", "| --- | --- | --- | --- |", *map(_line, lines)])


def _line(line: Formula) -> str:
    numbers = f"{line.numbers} = " if line.numbers else ""
    large = f" ({short(line.result)})" if line.result >= 1e6 else ""
    note = line.note[language()] if line.note else ""
    return f"| {line.figure[language()]} | {_unbroken(line.rule)} | {numbers}**{_spelt(line.result)}{line.unit}**{large} | {note} |"


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _spelt(result: float) -> str:
    return f"{result:,.0f}" if result == int(result) else f"{result:,.2f}"


SHAPES = Words(ko="모양", en="Shape")
WINDOW = Words(ko="커널 / 보폭 · 패딩", en="Kernel / stride · padding")
READS = Words(ko="입력 층", en="Reads")
WHY = Words(ko="왜 이 모양인가?", en="Why this shape?")
NO_FIELD = Words(ko="수용 영역", en="Receptive field")
HEADS = (
    Words(ko="수치", en="Figure"),
    Words(ko="식", en="Formula"),
    Words(ko="이 층의 수로", en="With this layer's numbers"),
    Words(ko="설명", en="Note"),
)
SYMBOLS = Words(
    ko="n 입력의 한 변, k 커널, p 패딩, s 보폭, d 팽창, g 그룹, C 채널, r 수용 영역, j 이미지에서 이웃 유닛 사이의 간격. ′ 붙은 C′, n′은 이 층의 출력이고 r′, j′은 입력 층의 값입니다. 메모리는 fp32(값마다 4바이트)이고 1 KiB = 1024바이트입니다.",
    en="n side of the input, k kernel, p padding, s stride, d dilation, g groups, C channels, r receptive field, j step in the picture between neighbouring units. C′ and n′ belong to this layer's output; r′ and j′ are those of the layer it reads. Memory in fp32, 4 bytes a value; 1 KiB = 1024 bytes.",
)
