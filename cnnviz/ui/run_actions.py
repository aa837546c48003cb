"""What a visitor may do with the runs on the chart: stop, pause, resume and delete his own, repeat any."""

from collections.abc import Callable, Sequence
from secrets import randbelow

import streamlit as st

from cnnviz.train.runs import RESUMABLE, Run, ask, delete, repeat, resume
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words

_REFUSED = "runs.refused"


def run_actions(chosen: Sequence[Run], owner: str | None) -> None:
    """A button for each action that some of the chosen runs allow; it acts on all of these."""
    lang, mine = language(), [run for run in chosen if owner and run.belongs_to(owner)]
    going = [run for run in mine if run.status in ("queued", "running") and run.asked == "go"]
    waiting = [run for run in mine if run.status in RESUMABLE]
    over = [run for run in mine if run.status != "running"]
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(PAUSE, "pause", going, lambda run: ask(run.id, "pause", owner or ""))
        _button(STOP, "stop", [*going, *(run for run in mine if run.status == "paused")], lambda run: ask(run.id, "stop", owner or ""))  # fmt: skip
        _button(RESUME, "play_arrow", waiting, lambda run: resume(run.id, owner or ""))
        if owner and chosen:
            _repeat(chosen, owner)
        if over:
            with st.popover(_counted(DELETE, over), icon=":material/delete:"):
                st.markdown(SURE.format(count=len(over))[lang])
                _button(DELETE, "delete", over, lambda run: delete(run.id, owner or ""))
    if len(mine) < len(chosen):
        st.caption(OTHERS.format(count=len(chosen) - len(mine))[lang])
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused[lang], icon=":material/block:")


def _button(label: Words, icon: str, on: Sequence[Run], act: Callable[[Run], object]) -> None:
    if on:
        st.button(_counted(label, on), key=f"run.{icon}", icon=f":material/{icon}:", on_click=_to_all, args=(on, act))


def _counted(label: Words, on: Sequence[Run]) -> str:
    return label[language()] if len(on) == 1 else f"{label[language()]} ({len(on)})"


def _to_all(on: Sequence[Run], act: Callable[[Run], object]) -> None:
    for run in on:
        try:
            act(run)
        except Refusal as refusal:  # it has ended meanwhile, or somebody was faster in another window
            st.session_state[_REFUSED] = refusal.words


def _repeat(chosen: Sequence[Run], owner: str) -> None:
    lang = language()
    with st.popover(_counted(REPEAT, chosen), icon=":material/replay:"):
        proposed = st.session_state.setdefault("run.proposed_seed", 1 + randbelow(999))
        seed = st.number_input(SEED[lang], min_value=0, max_value=2**31 - 1, value=proposed, help=SEED_HELP[lang])
        st.button(START[lang], key="run.repeat", type="primary", on_click=_repeated, args=(chosen, int(seed), owner))


def _repeated(chosen: Sequence[Run], seed: int, owner: str) -> None:
    """The new runs are chosen beside the old ones; a double click starts them once, for its seed is spent."""
    if st.session_state.pop("run.proposed_seed", None) is None:
        return
    key = setting_key("runs")
    try:
        new = [repeat(run.id, seed, owner) for run in chosen]
    except Refusal as refusal:
        st.session_state[_REFUSED] = refusal.words
        return
    st.session_state[key] = [*(run.id for run in chosen), *new][-10:]
    address.use(key, runs=",".join(map(str, st.session_state[key])))


PAUSE = Words(ko="일시 정지", en="Pause")
STOP = Words(ko="멈춤", en="Stop")
RESUME = Words(ko="이어서 학습", en="Resume")
REPEAT = Words(ko="다시 학습", en="Repeat")
DELETE = Words(ko="지우기", en="Delete")
START = Words(ko="시작", en="Start")
SEED = Words(ko="난수 씨앗", en="Seed")
SEED_HELP = Words(
    ko="씨앗이 다르면 첫 가중치와 사진의 순서가 달라집니다. 결과가 얼마나 흔들리는지 볼 수 있습니다.",
    en="Another seed gives other first weights and another order of pictures: it shows how far results scatter.",
)
SURE = Words(
    ko="학습 {count}개를 곡선, 가중치와 함께 지웁니다. 되돌릴 수 없습니다.",
    en="Runs to be deleted, with their curves and weights: {count}. This cannot be undone.",
)
OTHERS = Words(
    ko="고른 학습 가운데 {count}개는 다른 사람의 것입니다. 볼 수는 있지만 멈추거나 지우는 것은 시작한 사람만 할 수 있습니다.",
    en="Chosen runs that are someone else's: {count}. You may watch and repeat them; only who started them may stop or delete them.",
)
