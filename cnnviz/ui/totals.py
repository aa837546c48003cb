"""The totals of a network, each with its change against the paper's variant."""

from collections.abc import Callable, Iterable

import streamlit as st

from cnnviz.architectures.base import Result
from cnnviz.measure import Change, Difference
from cnnviz.measure.units import short, size
from cnnviz.ui.language import language
from cnnviz.words import Words


def totals_row(difference: Difference) -> None:
    """Five figures side by side; what is counted stands behind each question mark."""
    for column, (name, (label, help, spell)) in zip(st.columns(_WIDTHS), FIGURES.items(), strict=True):
        change = difference.totals[name]
        column.metric(
            label[language()],
            spell(change.new),
            delta_text(change, spell),
            delta_color="off",
            border=True,
            help=help[language()],
            height="stretch",
        )


def printed_errors(results: Iterable[Result]) -> list[str]:
    """A line for each published error: data, error rates in percent, source."""
    return [f"{result.data}: {error_rates(result)} ({result.source})" for result in results]


def error_rates(result: Result) -> str:
    """`top-1 24.7 %, top-5 7.8 %`."""
    errors = ((1, result.top1), (5, result.top5))
    return ", ".join(f"top-{k} {error:g} %" for k, error in errors if error is not None)


def delta_text(change: Change, spell: Callable[..., str]) -> str | None:
    """`+2.53 M · +9.9 %`; None where nothing changed."""
    if not change.delta:
        return None
    percent = f" · {change.percent:+.1f} %".replace("-", "−") if change.percent is not None else ""
    sign = "+" if change.delta > 0 else "−"  # type: ignore[operator]
    return f"{sign}{spell(abs(change.delta))}{percent}"  # type: ignore[arg-type]


def _count(value: int) -> str:
    return f"{value:,}"


_WIDTHS = (5, 4, 4, 4, 4)
FIGURES: dict[str, tuple[Words, Words, Callable[..., str]]] = {
    "params": (
        Words(ko="파라미터", en="Parameters"),
        Words(ko="학습되는 수의 개수. 여러 층이 함께 쓰는 텐서는 한 번만 셉니다.", en="Learnt numbers; a tensor that layers share counts once."),
        _count,
    ),
    "macs": (
        Words(ko="곱셈-덧셈", en="Multiply-adds"),
        Words(
            ko="사진 한 장에 대한 합성곱과 완전연결 층의 곱셈-덧셈. 편향, BN, 풀링은 세지 않습니다. FLOPs는 이 값의 2배입니다.",
            en="Convolution and linear layers, one picture; no bias, batch norm or pooling. FLOPs are twice this.",
        ),
        short,
    ),
    "activation_bytes": (
        Words(ko="활성화 메모리", en="Activations"),
        Words(
            ko="사진 한 장에 대한 모든 층 출력의 크기 (fp32, 값마다 4바이트).",
            en="The outputs of all layers for one picture, in fp32: 4 bytes a value.",
        ),
        size,
    ),
    "weighted_layers": (
        Words(ko="가중치 층", en="Weighted layers"),
        Words(
            ko="입력에서 출력까지 가장 긴 길에 있는 합성곱과 완전연결 층의 수. 게이트와 투영 지름길은 길 옆에 있습니다.",
            en="Convolution and linear layers on the longest path; gates and projections stand beside it.",
        ),
        _count,
    ),
    "disk_bytes": (
        Words(ko="파일 크기", en="Size on disk"),
        Words(ko="파라미터를 fp32로 저장할 때의 크기.", en="The parameters stored as fp32."),
        size,
    ),
}  # fmt: skip
