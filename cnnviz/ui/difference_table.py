"""Two networks layer by layer: one figure at a time on the screen, all of them in the CSV."""

from typing import Any

import streamlit as st

from cnnviz.measure import Change, Difference, Row
from cnnviz.measure.difference_csv import FIGURES, difference_csv
from cnnviz.measure.units import shape
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick
from cnnviz.words import Words

STATUS = ("different", "changed", "added", "removed", "all")


def difference_table(difference: Difference, old: str, new: str, file: str) -> None:
    """The rows of the chosen status with the chosen figure of networks `old` and `new`; `file` names the download."""
    lang = language()
    heads = {name: words[lang] for name, words in HEADS.items()} | {"old": old, "new": new}
    counts = {status: sum(_is(row, status) for row in difference.rows) for status in STATUS}
    status = pick("status", STATUS, SHOW[lang], few=True, title=lambda name: f"{STATUSES[name][lang]} {counts[name]}")
    figure = pick("figure", FIGURES, FIGURE[lang], "params", few=True, title=lambda name: NAMES[name][lang])
    rows = [_row(row, figure) for row in difference.rows if _is(row, status)]
    if rows:
        st.dataframe(
            {heads[name]: [row[name] for row in rows] for name in heads}, hide_index=True, height=460,
            column_config=_formats(figure, heads), alt=ALT[lang], placeholder="–",
        )  # fmt: skip
    else:
        st.info(NONE[lang])
    st.download_button(DOWNLOAD[lang], difference_csv(difference), file, "text/csv", icon=":material/download:")


def _is(row: Row, status: str) -> bool:
    return status == "all" or row.status == status or (status == "different" and row.status != "same")


def _row(row: Row, figure: str) -> dict[str, Any]:
    old, new = row.old, row.new
    change = getattr(row, figure)
    return {
        "status": STATUSES[row.status][language()],
        "name": row.name if not (old and new) or old.name == new.name else f"{old.name} → {new.name}",
        "kind": (new or old).kind if not (old and new) or old.kind == new.kind else f"{old.kind} → {new.kind}",  # type: ignore[union-attr]
        "old": _value(change.old, figure),
        "new": _value(change.new, figure),
        "delta": _step(change, figure),
        "percent": _percent(change.percent),
    }


def _value(value: Any, figure: str) -> Any:
    if isinstance(value, tuple):
        return shape(value)
    return value / 1024 if figure == "activation_bytes" and value is not None else value


def _step(change: Change, figure: str) -> Any:
    if isinstance(change.delta, tuple):
        return ", ".join(f"{step:+,}" if step else "0" for step in change.delta)
    return _value(change.delta, figure)


def _percent(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join("–" if each is None else f"{each:+.1f} %" for each in value)
    return value


def _formats(figure: str, heads: dict[str, str]) -> dict[str, Any]:
    """Figures that are one number are right-aligned and can be sorted; shapes and pairs are text."""
    if figure in ("shape", "receptive_field"):
        return {}
    whole = st.column_config.NumberColumn(format="localized")
    names = dict.fromkeys(("old", "new", "delta"), whole) | {
        "percent": st.column_config.NumberColumn(format="%+.1f %%")
    }
    return {heads[name]: column for name, column in names.items()}


STATUSES = {
    "different": Words(ko="다른 층", en="Different"),
    "changed": Words(ko="바뀐 층", en="Changed"),
    "added": Words(ko="더해진 층", en="Added"),
    "removed": Words(ko="빠진 층", en="Removed"),
    "all": Words(ko="모든 층", en="All"),
    "same": Words(ko="같은 층", en="Same"),
}
NAMES = {
    "shape": Words(ko="출력 모양", en="Output shape"),
    "params": Words(ko="파라미터", en="Parameters"),
    "macs": Words(ko="곱셈-덧셈", en="Multiply-adds"),
    "activation_bytes": Words(ko="메모리 (KiB)", en="Memory (KiB)"),
    "receptive_field": Words(ko="수용 영역 (px)", en="Receptive field (px)"),
}
HEADS = {
    "status": Words(ko="상태", en="Status"),
    "name": Words(ko="층", en="Layer"),
    "kind": Words(ko="종류", en="Kind"),
    "old": Words(ko="앞", en="Old"),  # or the network's letter
    "new": Words(ko="뒤", en="New"),
    "delta": Words(ko="Δ", en="Δ"),
    "percent": Words(ko="%", en="%"),
}
SHOW = Words(ko="보이는 층", en="Layers shown")
FIGURE = Words(ko="수치", en="Figure")
ALT = Words(ko="두 네트워크의 층별 차이 표", en="Table of the differences layer by layer")
NONE = Words(ko="이런 층이 없습니다.", en="There are no such layers.")
DOWNLOAD = Words(ko="모든 층과 수치를 CSV로 저장", en="Save all layers and figures as CSV")
