"""The start of planned runs: what they are, how long they will take, and the button."""

from collections.abc import Sequence

import streamlit as st

from cnnviz.data.sets import all_sets
from cnnviz.measure.units import short
from cnnviz.options import spell
from cnnviz.spelling import chosen
from cnnviz.train import TrainConfig
from cnnviz.train.expected_time import expected_time
from cnnviz.train.runs import WAITING, prepare_worker, runs, submit
from cnnviz.ui import address, cache
from cnnviz.ui.language import language
from cnnviz.ui.train_plan import Plan
from cnnviz.words import Refusal, Words

_TICKET, _STARTED, _REFUSED = "train.ticket", "train.started", "train.refused"


def plan_table(plan: Plan) -> None:
    """Each run: what it is called, its network, what it sets differently, its cost."""
    rows = [_plan_row(title, config, plan.differs) for title, config in zip(plan.titles, plan.configs, strict=True)]
    if not any(row[2] for row in rows):
        heads, rows = [*HEADS[:2], *HEADS[3:]], [[*row[:2], *row[3:]] for row in rows]
    else:
        heads = list(HEADS)
    rule = ["---"] * (len(heads) - 3) + ["--:"] * 3
    lines = [[head[language()] for head in heads], rule, *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _plan_row(title: str, config: TrainConfig, differs: Sequence[str]) -> list[str]:
    own = {name: spell(getattr(config, name)) for name in differs if hasattr(config, name)}
    settings = [f"{name}={value}" for name, value in own.items() if value]
    trace = cache.structure(*chosen(config.model))
    seconds = expected_time(config).seconds
    return [f"**{title}**", f"`{config.model}`", ", ".join(settings), short(trace.params), short(trace.macs), told_time(seconds)]  # fmt: skip


def told_time(seconds: float) -> str:
    """`40 s`, `6 min`, `3 h 20 min`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return SECONDS.format(count=round(seconds))[language()]
    if minutes < 120:
        return MINUTES.format(count=minutes)[language()]
    return HOURS.format(hours=minutes // 60, minutes=minutes % 60)[language()]


def tell_time(plan: Plan) -> None:
    """How long all runs take, by what that is known, what waits before them, and what has to be downloaded."""
    lang, expected = language(), [expected_time(config) for config in plan.configs]
    source = MEASURED if all(each.measured for each in expected) else JUDGED
    st.caption(TIME.format(time=told_time(sum(each.seconds for each in expected)), source=source)[lang])
    waiting = sum(run.status in WAITING for run in runs())
    if waiting:
        st.caption(QUEUE.format(count=waiting)[lang])
    data = all_sets()[plan.configs[0].data]
    if not data.at_hand():
        st.caption(DOWNLOAD.format(megabytes=f"{data.megabytes:.0f}")[lang])


def start_button(label: str, plan: Plan | None, owner: str | None) -> None:
    """The button; pressed twice it starts once. What it refuses is told beneath it."""
    if plan and owner:
        prepare_worker()  # the seconds of its imports pass while the visitor chooses
    ticket = st.session_state.setdefault(_TICKET, 0)
    st.button(
        label, type="primary", icon=":material/play_arrow:", key="start", disabled=plan is None or owner is None,
        on_click=_start, args=(plan, owner, ticket),
    )  # fmt: skip
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused[language()], icon=":material/block:")
    if owner is None:
        st.caption(NO_COOKIE[language()])


def started() -> Sequence[int]:
    """The runs that the button has just started; told once."""
    return st.session_state.pop(_STARTED, ())


def show_runs(ids: Sequence[int]) -> None:
    """Go to the Runs page with these runs on the chart."""
    address.hand_on(**{"runs.runs": {"runs": ",".join(map(str, ids))}})
    st.switch_page(st.session_state["pages"]["runs"])


def _start(plan: Plan, owner: str, ticket: int) -> None:
    """The second press of a double click carries a ticket that is spent."""
    if ticket != st.session_state.get(_TICKET):
        return
    st.session_state[_TICKET] = ticket + 1
    try:
        ids = [
            submit(config, owner, title, plan.experiment)
            for title, config in zip(plan.titles, plan.configs, strict=True)
        ]
    except Refusal as refusal:
        st.session_state[_REFUSED] = refusal.words
        return
    st.session_state[_STARTED] = ids


HEADS = (
    Words(ko="학습", en="Run"),
    Words(ko="네트워크", en="Network"),
    Words(ko="설정", en="Settings"),
    Words(ko="파라미터", en="Parameters"),
    Words(ko="곱셈-덧셈", en="Multiply-adds"),
    Words(ko="걸리는 시간", en="Time"),
)
SECONDS = Words(ko="{count}초", en="{count} s")
MINUTES = Words(ko="{count}분", en="{count} min")
HOURS = Words(ko="{hours}시간 {minutes}분", en="{hours} h {minutes} min")
MEASURED = Words(ko="이 네트워크들의 속도를 재어 구했습니다", en="from the measured speed of these networks")
JUDGED = Words(
    ko="ResNet-20의 속도와 곱셈-덧셈 수로 어림했습니다",
    en="judged by multiply-adds and the measured speed of ResNet-20",
)
TIME = Words(
    ko="모두 약 {time} 걸립니다. CPU 코어 두 개 기준이며, {source}. 다른 작업이 있으면 더 걸리고 GPU가 있으면 훨씬 빠릅니다.",
    en="About {time} in all, on two CPU cores, {source}. Longer where the machine does other things, far shorter on a GPU.",
)
QUEUE = Words(
    ko="앞에 학습 {count}개가 진행 중이거나 기다리고 있습니다.",
    en="Runs that are going on or waiting before these: {count}.",
)
DOWNLOAD = Words(
    ko="데이터를 먼저 내려받습니다(약 {megabytes} MB). 네트워크가 없으면 그 학습은 한 문장을 남기고 끝납니다.",
    en="The data are downloaded first (about {megabytes} MB); without a network the run ends with a sentence.",
)
NO_COOKIE = Words(
    ko="브라우저가 쿠키를 허용해야 시작할 수 있습니다. 누구의 학습인지 쿠키로 알아봅니다. 허용하고 페이지를 새로 고치십시오.",
    en="Starting needs a cookie, by which your runs are known to be yours. Allow cookies and reload the page.",
)
