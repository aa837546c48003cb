"""The visitor's photograph, and a second one to set beside it: samples or uploads, the same on every page."""

from hashlib import blake2b

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.data import SAMPLES, read_picture, sample_file
from cnnviz.ui import address
from cnnviz.ui.cache import Picture
from cnnviz.ui.language import language
from cnnviz.words import Refusal, Words

_UPLOAD = "upload"
FIRST, OTHER = "picture", "other_picture"  # as in the link


def choose_picture() -> Picture:
    """Ask for a photograph; an upload that cannot be used is refused in a sentence and the one before it stays."""
    return _choose(FIRST, "cat", SAMPLE, st.container(), st.container())


def choose_other_picture() -> Picture:
    """Ask for a second photograph, to set beside the first, in the same way."""
    left, right = st.columns((3, 2))
    return _choose(OTHER, next(name for name in SAMPLES if name != st.session_state[FIRST]), OTHER_SAMPLE, right, left)


def picture_title(name: str = FIRST) -> str:
    """What the photograph is called that was chosen as `name`, the first or the other."""
    return _title(name, st.session_state[name])


def _choose(name: str, default: str, label: Words, above: DeltaGenerator, below: DeltaGenerator) -> Picture:
    file = above.file_uploader(UPLOAD[language()], key=f"{name}.uploader", help=HELP[language()])
    if file is None:
        _forget_problem(name)
    elif file.file_id != st.session_state.get(f"{name}.file"):
        st.session_state[f"{name}.file"] = file.file_id
        _take(name, file.getvalue(), file.name)
    choices = [*SAMPLES, *([_UPLOAD] if f"{name}.{_UPLOAD}" in st.session_state else [])]
    address.seed(name, name, default, lambda text: _known(text, choices))
    if st.session_state[name] == st.session_state.get(f"{name}.default"):  # never chosen: it follows
        st.session_state[name] = default
    chosen, st.session_state[f"{name}.default"] = st.session_state[name], default
    below.pills(
        label[language()], choices, default=chosen, key=name, format_func=lambda choice: _title(name, choice),
        required=True, on_change=_forget_problem, args=(name,),
    )  # fmt: skip
    if problem := st.session_state.get(f"{name}.problem"):
        below.error(problem[language()], icon=":material/broken_image:")
    address.use(name, **({name: chosen} if chosen != default else {}))
    return st.session_state[f"{name}.{_UPLOAD}"] if chosen == _UPLOAD else _sample(chosen)


def _take(name: str, content: bytes, file: str) -> None:
    try:
        read_picture(content)
    except Refusal as refusal:
        st.session_state[f"{name}.problem"] = refusal.words
        return
    _forget_problem(name)
    st.session_state[f"{name}.title"] = file
    st.session_state[f"{name}.{_UPLOAD}"] = _picture(content)
    st.session_state[name] = _UPLOAD


def _forget_problem(name: str) -> None:
    st.session_state[f"{name}.problem"] = None


@st.cache_data(show_spinner=False)
def _sample(name: str) -> Picture:
    return _picture(sample_file(name).read_bytes())


def _picture(content: bytes) -> Picture:
    return Picture(blake2b(content, digest_size=16).hexdigest(), content)


def _title(name: str, choice: str) -> str:
    return st.session_state[f"{name}.title"] if choice == _UPLOAD else SAMPLES[choice].title[language()]


def _known(text: str, choices: list[str]) -> str:
    if text == _UPLOAD and _UPLOAD not in choices:
        raise Refusal(NOT_HERE)
    if text not in choices:
        raise Refusal(UNKNOWN.format(text=text, choices=", ".join(SAMPLES)))
    return text


UPLOAD = Words(ko="사진 올리기", en="Upload a photograph")
HELP = Words(
    ko="PNG, JPEG, WebP, HEIC, GIF. 20 MB, 5천만 화소까지. 사진은 이 서버의 메모리에만 있고 저장되지 않습니다.",
    en="PNG, JPEG, WebP, HEIC, GIF; up to 20 MB and 50 megapixels. It stays in this server's memory and is never stored.",
)
SAMPLE = Words(ko="사진", en="Photograph")
OTHER_SAMPLE = Words(ko="다른 사진", en="Other photograph")
NOT_HERE = Words(
    ko="링크를 만든 사람이 올린 사진은 링크에 들어 있지 않습니다. 같은 사진을 올려 주십시오.",
    en="The photograph that the link's maker uploaded does not travel in the link; please upload it yourself.",
)
UNKNOWN = Words(
    ko="‘{text}’ 사진은 없습니다. 있는 사진: {choices}.", en="There is no picture “{text}”. Known: {choices}."
)
