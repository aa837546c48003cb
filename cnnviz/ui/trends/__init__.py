"""The trends of a network: what each layer or stage holds, in the order in which a picture passes them."""

from pathlib import Path

from streamlit.components.v2 import component

from cnnviz.draw.trends import Axis, Column, trends
from cnnviz.measure.depth import Part, place_of
from cnnviz.measure.stages import stages
from cnnviz.measure.units import shape, short, size
from cnnviz.trace import Trace
from cnnviz.ui.language import language
from cnnviz.ui.selection import select_clicked
from cnnviz.ui.svg_scripts import CHOOSE, module
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.trends",
    html='<figure class="trends"><div class="picture" role="group"></div><div class="card" hidden></div></figure>',
    css=(FOLDER / "trends.css").read_text("utf-8"),
    js=module([CHOOSE, FOLDER / "trends.js"]),
)


def show_trends(trace: Trace, parts: list[Part], logarithmic: bool, key: str, selected: str | None) -> None:
    """A bar for each of `parts` in three rows, the one of the `selected` layer marked; a click selects."""
    lang = language()
    columns = _columns(trace, parts)
    place = next((place for place, part in enumerate(parts) if selected in part.layers), None)
    axes = [Axis(title[lang], spell, base) for title, spell, base in AXES]
    data = {"svg": trends(columns, axes, logarithmic, place), "alt": ALT[lang]}
    _mount(key=key, data=data, on_selected_change=select_clicked(key))


def _columns(trace: Trace, parts: list[Part]) -> list[Column]:
    lang, found = language(), stages(trace)
    columns = []
    for part in parts:
        params, macs, memory = part.cost
        values = (memory, params, macs)
        side = "×".join(map(str, found[part.scale].shape[1:])) or VECTORS[lang]
        is_layer = part.layers == (part.name,)
        title = f"{part.name} · {trace[part.name].kind}" if is_layer else place_of(part.scale, found)[lang]
        figures = [f"{axis[lang]}: {spell(value)}" for (axis, spell, _), value in zip(AXES, values, strict=True)]
        about = SHAPE[lang].format(shape=shape(trace[part.name].output_shape))
        label = _own_name(part.name) if is_layer else side
        columns.append(Column(part.name, label, side if is_layer else "", values, (title, about, *figures)))
    return columns


def _own_name(name: str) -> str:
    """The last part of a name; with the one before it where that is a number."""
    parts = name.split(".")
    return ".".join(parts[-2:]) if parts[-1].isdigit() else parts[-1]


AXES = (
    (Words(ko="메모리 (층의 출력, fp32)", en="Memory (outputs of the layers, fp32)"), size, 1024),
    (Words(ko="파라미터", en="Parameters"), short, 10),
    (Words(ko="곱셈-덧셈", en="Multiply-adds"), short, 10),
)
SHAPE = Words(ko="출력 {shape}", en="output {shape}")
VECTORS = Words(ko="벡터", en="vectors")
ALT = Words(
    ko="깊이에 따른 메모리, 파라미터, 곱셈-덧셈. 같은 수치가 층 표에 있습니다.",
    en="Memory, parameters and multiply-adds along the depth; the layer table has the same figures.",
)
