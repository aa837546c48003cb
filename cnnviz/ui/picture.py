"""The visitor's photograph: a sample or an upload, the same on every page."""

from hashlib import blake2b

import streamlit as st

from cnnviz.data import SAMPLES, read_picture, sample_file
from cnnviz.ui import address
from cnnviz.ui.cache import Picture
from cnnviz.ui.language import language
from cnnviz.words import Refusal, Words

_UPLOAD = "upload"


def choose_picture() -> Picture:
    """Ask for a photograph; an upload that cannot be used is refused in a sentence and the one before it stays."""
    file = st.file_uploader(UPLOAD[language()], key="uploader", help=HELP[language()])
    if file is None:
        _forget_problem()
    elif file.file_id != st.session_state.get("upload_id"):
        st.session_state["upload_id"] = file.file_id
        _take(file.getvalue(), file.name)
    choices = [*SAMPLES, *([_UPLOAD] if _UPLOAD in st.session_state else [])]
    address.seed("picture", "picture", "cat", lambda text: _known(text, choices))
    st.pills(SAMPLE[language()], choices, key="picture", format_func=_title, required=True, on_change=_forget_problem)
    if problem := st.session_state.get("upload_problem"):
        st.error(problem[language()], icon=":material/broken_image:")
    name = st.session_state["picture"]
    address.use("picture", **({"picture": name} if name != "cat" else {}))
    return st.session_state[_UPLOAD] if name == _UPLOAD else _sample(name)


def _take(content: bytes, name: str) -> None:
    try:
        read_picture(content)
    except Refusal as refusal:
        st.session_state["upload_problem"] = refusal.words
        return
    _forget_problem()
    st.session_state["upload_name"] = name
    st.session_state[_UPLOAD] = _picture(content)
    st.session_state["picture"] = _UPLOAD


def _forget_problem() -> None:
    st.session_state["upload_problem"] = None


@st.cache_data(show_spinner=False)
def _sample(name: str) -> Picture:
    return _picture(sample_file(name).read_bytes())


def _picture(content: bytes) -> Picture:
    return Picture(blake2b(content, digest_size=16).hexdigest(), content)


def _title(name: str) -> str:
    return st.session_state["upload_name"] if name == _UPLOAD else SAMPLES[name].title[language()]


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
NOT_HERE = Words(
    ko="링크를 만든 사람이 올린 사진은 링크에 들어 있지 않습니다. 같은 사진을 올려 주십시오.",
    en="The photograph that the link's maker uploaded does not travel in the link; please upload it yourself.",
)
UNKNOWN = Words(
    ko="‘{text}’ 사진은 없습니다. 있는 사진: {choices}.", en="There is no picture “{text}”. Known: {choices}."
)
