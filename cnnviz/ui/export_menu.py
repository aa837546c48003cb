"""What a visitor takes away from the Architecture page: PyTorch code, an ONNX file, all layers as CSV."""

import streamlit as st

from cnnviz.export import onnx_bytes, onnx_weights, pytorch_code
from cnnviz.measure.layers_csv import layers_csv
from cnnviz.options import Options
from cnnviz.spelling import Named, spelled
from cnnviz.trace import Trace
from cnnviz.ui.language import language
from cnnviz.words import Refusal, Words

MOST = 256 * 2**20  # bytes of an ONNX file that a page hands out: the server keeps them in memory
FORMS = ("code", "onnx", "csv")


@st.fragment
def export_menu(name: str, options: Options, trace: Trace) -> None:
    """The button, and what opens under it; nothing is made before it is asked for."""
    lang = language()
    row = st.container(horizontal=True, horizontal_alignment="right")
    with row.popover(EXPORT[lang], icon=":material/download:", key="export", on_change="rerun") as menu:
        if not menu.open:
            return
        form = st.segmented_control(
            FORM[lang], FORMS, key="export.form", default=FORMS[0], required=True,
            format_func=lambda form: TITLES[form][lang], label_visibility="collapsed",
        )  # fmt: skip
        if form == "code":
            _show_code(name, options)
        elif form == "onnx":
            _show_onnx(name, options, trace)
        else:
            st.caption(CSV_HOLDS[lang].format(count=len(trace.layers)))
            st.download_button(
                DOWNLOAD[lang].format(file=f"{name}.csv"), layers_csv(name, trace), f"{name}.csv", "text/csv",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _show_code(name: str, options: Options) -> None:
    lang, code = language(), _code(name, options)
    if isinstance(code, Words):
        st.error(code[lang])
        return
    st.caption(CODE_IS[lang].format(lines=len(code.splitlines())))
    st.download_button(
        DOWNLOAD[lang].format(file=f"{name}.py"), code, f"{name}.py", "text/x-python", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip
    st.code(code, language="python", height=340)


def _show_onnx(name: str, options: Options, trace: Trace) -> None:
    """Two steps, for making the file takes seconds: ask, and take."""
    lang = language()
    if 4 * trace.params > MOST:
        st.info(
            LARGE[lang].format(megabytes=4 * trace.params // 2**20, spelled=spelled(Named(name, options)), name=name)
        )
        return
    st.caption(ONNX_HOLDS[lang].format(weights=onnx_weights(name, options).title[lang]))
    asked = st.session_state.setdefault("export.onnx", set())
    place = st.empty()
    if spelled(Named(name, options)) not in asked:
        place.button(
            MAKE[lang],
            icon=":material/build:",
            key="export.make",
            on_click=asked.add,
            args=(spelled(Named(name, options)),),
        )
        return
    with place, st.spinner(MAKING[lang]):
        file = _onnx(name, options)
    if isinstance(file, Words):
        place.error(file[lang])
        return
    place.download_button(
        DOWNLOAD[lang].format(file=f"{name}.onnx"), file, f"{name}.onnx", "application/octet-stream",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


@st.cache_data(max_entries=128, show_spinner=False)
def _code(name: str, options: Options) -> str | Words:
    try:
        return pytorch_code(name, options)
    except Refusal as refusal:
        return refusal.words


@st.cache_resource(max_entries=3, ttl=1800, show_spinner=False)
def _onnx(name: str, options: Options) -> bytes | Words:
    """The file, the same object for all visitors; or why there is none."""
    try:
        return onnx_bytes(name, options)
    except Refusal as refusal:
        return refusal.words


EXPORT = Words(ko="내보내기", en="Export")
FORM = Words(ko="형식", en="Format")
TITLES = {
    "code": Words(ko="PyTorch 코드", en="PyTorch code"),
    "onnx": Words(ko="ONNX", en="ONNX"),
    "csv": Words(ko="층 표 (CSV)", en="Layers (CSV)"),
}
DOWNLOAD = Words(ko="{file} 내려받기", en="Download {file}")
CODE_IS = Words(
    ko="지금 옵션 그대로의 망을 만드는 파일입니다({lines}줄). PyTorch만 있으면 실행되고, 실행하면 파라미터 수와 출력 크기를 출력합니다.",
    en="One file that builds this network with these options ({lines} lines). It needs PyTorch alone; run, it prints its parameters and the shape of its output.",
)
ONNX_HOLDS = Words(
    ko="가중치: {weights}. 입력 이름은 image, 출력 이름은 logits이고, 배치 크기는 자유롭게 정할 수 있습니다.",
    en="Weights: {weights}. The input is called image, the output logits; the batch may have any size.",
)
MAKE = Words(ko="ONNX 파일 만들기", en="Make the ONNX file")
MAKING = Words(
    ko="ONNX 파일을 만들고 있습니다. 작은 망은 몇 초, 깊은 망은 1분쯤 걸립니다.",
    en="Making the ONNX file: a few seconds for a small network, about a minute for a deep one.",
)
LARGE = Words(
    ko="가중치가 {megabytes} MB라서 이 페이지에서는 내려받을 수 없습니다(256 MB까지). 터미널에서 만드십시오: `python -m cnnviz onnx {spelled} --out {name}.onnx`",
    en="With {megabytes} MB of weights it is too large for this page (up to 256 MB). Make it in a terminal: `python -m cnnviz onnx {spelled} --out {name}.onnx`",
)
CSV_HOLDS = Words(
    ko="모든 층({count}개)의 종류, 모양, 파라미터, 곱셈-덧셈, 메모리, 수용 영역입니다.",
    en="Kind, shape, parameters, multiply-adds, memory and receptive field of all {count} layers.",
)
