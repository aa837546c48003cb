"""A data set of one's own: brought as a zip, told what became of it, deleted by whoever brought it."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any

import streamlit as st

from cnnviz.data.sets import SIDES, Own, Progress, add_own
from cnnviz.data.sets.own import find_own
from cnnviz.train.runs import delete_set
from cnnviz.ui.data_sets import show_next
from cnnviz.ui.language import language
from cnnviz.ui.widgets import setting_key
from cnnviz.words import Refusal, Words

MEGABYTES = 200  # of an upload, 2**20 bytes each; whatever is a little larger is refused in our own words
_TURN = Lock()  # decoding takes all processors: one visitor after the other


def bring_own(owner: str | None) -> None:
    """The form for a zip of class folders; the page shows the new set at once."""
    lang = language()
    with st.form("own", border=False):
        file = st.file_uploader(ZIP[lang], type="zip", max_upload_size=MEGABYTES + 50, help=HELP[lang])
        left, middle, right = st.columns((2, 1, 2), vertical_alignment="bottom")
        name = left.text_input(NAME[lang], max_chars=40, help=NAME_HELP[lang])
        side = middle.selectbox(SIDE[lang], SIDES, help=SIDE_HELP[lang])
        mirrors = right.checkbox(MIRRORS[lang], True, help=MIRRORS_HELP[lang])
        sent = st.form_submit_button(ADD[lang], icon=":material/upload:", type="primary")
    if not sent:
        return
    if file is None or file.size > MEGABYTES * 2**20:
        st.error((HEAVY if file else NO_FILE)[lang], icon=":material/block:")
        return
    bar = st.progress(0.0, WAITING[lang])
    try:
        with _TURN, NamedTemporaryFile(suffix=".zip") as copy:
            copy.write(file.getbuffer())
            copy.flush()
            how = {"side": side, "owner": owner or "", "mirrors": mirrors}
            add_own(Path(copy.name), name.strip(), progress=_tell(bar), **how)
    except Refusal as refusal:
        st.error(refusal.words[lang], icon=":material/block:")
        return
    finally:
        bar.empty()
    show_next(name.strip())
    st.rerun()


def about_own(name: str) -> None:
    """What was left out of the set `name`, if it is somebody's own, and how unequal its classes are."""
    lang, own = language(), find_own(name)
    if own is None:
        return
    if own.skipped:
        reasons = "\n".join(f"- {LEFT_OUT.format(count=count)[lang]} {why[lang]}" for why, count in own.skipped)
        st.warning(f"{SKIPPED.format(count=sum(count for _, count in own.skipped))[lang]}\n\n{reasons}")
    if (most := _unequal(own)) > 2:
        st.info(UNEQUAL.format(times=most)[lang], icon=":material/balance:")


def delete_own(name: str, owner: str | None) -> None:
    """The button that deletes the set `name`, for whoever brought it."""
    lang, own = language(), find_own(name)
    if problem := st.session_state.pop("own.problem", None):
        st.error(problem[lang])
    if own and owner and own.belongs_to(owner):
        with st.popover(DELETE.format(name=name)[lang], icon=":material/delete:"):
            st.markdown(SURE.format(name=name)[lang])
            st.button(DELETE_NOW[lang], type="primary", on_click=_delete, args=(name, owner))


def _tell(bar: Any) -> Progress:
    def told(share: float) -> None:
        bar.progress(share, f"{READING[language()]} {share:.0%}")

    return told


def _unequal(own: Own) -> float:
    """How many times as many pictures the largest class has as the smallest."""
    return max(own.train) / min(own.train)


def _delete(name: str, owner: str) -> None:
    try:
        delete_set(name, owner)
    except Refusal as refusal:
        st.session_state["own.problem"] = refusal.words
        return
    del st.session_state[setting_key("data")]


ZIP = Words(ko="클래스마다 폴더가 하나씩 있는 zip", en="A zip with one folder for each class")
HELP = Words(
    ko=f"고양이/1.jpg, 강아지/1.jpg처럼, 또는 train/고양이/1.jpg와 test/고양이/1.jpg처럼 담으십시오. {MEGABYTES} MB까지. 더 큰 것은 터미널에서 python -m cnnviz data add로 추가합니다. 사진은 이 서버에 저장되고 이 서버를 쓰는 모두가 봅니다.",
    en=f"cat/1.jpg, dog/1.jpg …, or train/cat/1.jpg and test/cat/1.jpg; up to {MEGABYTES} MB. Larger ones: python -m cnnviz data add in a terminal. The pictures are stored on this server, and everyone who uses it can see them.",
)
NAME = Words(ko="이름", en="Name")
NAME_HELP = Words(ko="글자, 숫자, -, _를 40자까지.", en="Up to 40 letters, digits, - and _.")
SIDE = Words(ko="크기 (픽셀)", en="Size (pixels)")
SIDE_HELP = Words(
    ko="사진의 가운데를 이 크기로 줄여 둡니다. 32는 CIFAR용 신경망, 224는 ImageNet용 신경망의 크기입니다.",
    en="The centre of each picture is kept at this size: 32 suits networks for CIFAR, 224 those for ImageNet.",
)
MIRRORS = Words(ko="좌우를 뒤집어도 뜻이 같음", en="They mean the same in a mirror")
MIRRORS_HELP = Words(
    ko="글자와 숫자는 뒤집으면 다른 것이 됩니다. 끄면 증강에서 뒤집지 않습니다.",
    en="Letters and digits do not; switched off, no augmentation mirrors them.",
)
ADD = Words(ko="추가", en="Add")
NO_FILE = Words(ko="zip 파일을 먼저 고르십시오.", en="Choose a zip file first.")
HEAVY = Words(
    ko=f"zip이 너무 큽니다. {MEGABYTES} MB까지 올릴 수 있습니다. 더 큰 것은 터미널에서 python -m cnnviz data add로 추가합니다.",
    en=f"The zip is too large; up to {MEGABYTES} MB can be uploaded. Larger ones: python -m cnnviz data add in a terminal.",
)
WAITING = Words(ko="차례를 기다리는 중입니다.", en="Waiting for its turn.")
READING = Words(ko="사진을 읽는 중입니다.", en="Reading the pictures.")
SKIPPED = Words(ko="파일 {count:,}개를 뺐습니다.", en="{count:,} files were left out.")
LEFT_OUT = Words(ko="{count:,}개:", en="{count:,}:")
UNEQUAL = Words(
    ko="가장 많은 클래스가 가장 적은 클래스의 {times:.1f}배입니다. 신경망이 많은 쪽으로 답하기 쉬우니 정확도를 클래스별로 보십시오.",
    en="The largest class has {times:.1f} times as many pictures as the smallest. A network will lean towards it: look at the accuracy class by class.",
)
DELETE = Words(ko="‘{name}’ 삭제", en="Delete “{name}”")
SURE = Words(
    ko="‘{name}’ 데이터 세트를 이 서버에서 지웁니다. 이 데이터로 학습 중이던 실행은 이어서 할 수 없게 됩니다.",
    en="This deletes the data set “{name}” from this server. A run that was learning from it cannot be resumed.",
)
DELETE_NOW = Words(ko="지우기", en="Delete it")
