"""The picture in volumes: a network as boxes whose sizes are those of its maps; a click selects."""

from pathlib import Path

from streamlit.components.v2 import component

from cnnviz.draw.volumes import Marks, Step, volumes
from cnnviz.measure import Cost, Difference, Field, Fields
from cnnviz.measure.cost import own_cost
from cnnviz.measure.units import shape, short, size
from cnnviz.trace import Trace
from cnnviz.ui.diagram import ROLES
from cnnviz.ui.diagram.words import WORDS as NAMES
from cnnviz.ui.language import language
from cnnviz.ui.selection import select_clicked
from cnnviz.ui.svg_scripts import CHOOSE, module
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.volumes",
    html=(FOLDER / "volumes.html").read_text("utf-8"),
    css=ROLES + (FOLDER / "volumes.css").read_text("utf-8"),
    js=module([CHOOSE, FOLDER / "volumes.js"]),
)


def show_volumes(name: str, trace: Trace, shown: list[Step], marked: Marks, fields: Fields, key: str) -> None:
    """The volumes of network `name`, whose steps are `shown`."""
    lang = language()
    words = {role: phrase[lang] for role, phrase in (NAMES | WORDS).items()}
    svg = volumes(shown, marked, words, lambda chosen: _card(chosen, shown, trace, fields))
    saving = {kind: NAMES[phrase][lang] for kind, phrase in (("svg", "saveSvg"), ("png", "savePng"))}
    data = {"svg": svg, "alt": ALT[lang], "name": name, "words": saving}
    _mount(key=key, data=data, on_selected_change=select_clicked(key))


def marks(shown: list[Step], base: list[Step], difference: Difference, selected: str | None) -> Marks:
    """Which steps differ from the paper's, lost their shortcut, or hold the selected layer."""
    new = {row.new.name for row in difference.changes if row.new}
    gone = [row.old.block for row in difference.changes if row.old and not row.new]
    shortcuts = {step.title for step in base if step.shortcut}
    return Marks(
        changed={
            number
            for number, step in enumerate(shown)
            if not new.isdisjoint(step.layers) or (step.is_block and any(_inside(block, step.title) for block in gone))
        },
        off={number for number, step in enumerate(shown) if step.title in shortcuts and not step.shortcut},
        selected=next((number for number, step in enumerate(shown) if selected in step.layers), None),
    )


def _inside(block: str, path: str) -> bool:
    return f"{block}.".startswith(f"{path}.")


def _card(chosen: tuple[int, ...], shown: list[Step], trace: Trace, fields: Fields) -> list[str]:
    """What one step, or the middle of a long stage, costs and gives."""
    lang, last = language(), shown[chosen[-1]]
    layers = [trace[name] for number in chosen for name in shown[number].layers]
    params, macs, memory = sum((own_cost(layer) for layer in layers), Cost(0, 0, 0))
    told = f"{last.title} {last.window}".strip()
    if len(chosen) > 1:
        first = shown[chosen[0]].title
        told = f"{SEVERAL[lang].format(first=first, last=last.title, count=len(chosen))}"
    field = fields[last.name]
    return [
        told if last.is_block else f"{last.name} · {told}",
        *([last.window] if last.is_block and len(chosen) > 1 and last.window else []),
        OUTPUT[lang].format(shape=shape(last.shape)),
        f"{NAMES['params'][lang]}: {short(params)}",
        f"{NAMES['macs'][lang]}: {short(macs)}",
        f"{NAMES['memory'][lang]}: {size(memory)}",
        *([f"{NAMES['field'][lang]}: {shape(field.size)} px"] if isinstance(field, Field) else []),
    ]


WORDS = {
    "slices": Words(ko="조각 하나가 층 또는 블록 하나", en="one slice for each layer or block"),
    "middle": Words(ko="그 사이의 블록들", en="the blocks in between"),
    "skip": Words(ko="건너뛰기 연결", en="skip connection"),
    "off": Words(ko="꺼진 건너뛰기 연결", en="skip connection switched off"),
    "scale": Words(
        ko="크기는 로그 눈금입니다. 맵의 높이나 너비가 두 배가 될 때마다 상자의 그 변이 같은 길이만큼 늘어나고, 상자의 두께는 채널 수에 따라 같은 방식으로 늘어납니다. 막대는 벡터입니다.",
        en="Sizes are logarithmic: each doubling of a map's height or width adds the same length to that side of its box, and the depth grows so with the channels. Bars are vectors.",
    ),
    "windows": Words(
        ko="커널 표기: ‘·’는 차례로 이어지는 합성곱, ‘|’는 나란히 놓인 합성곱, dw는 채널별 합성곱, g는 그룹 수입니다.",
        en="Kernels: “·” joins convolutions in a row, “|” those side by side; dw is depthwise, g the number of groups.",
    ),
}
OUTPUT = Words(ko="출력 {shape}", en="output {shape}")
SEVERAL = Words(ko="{first} … {last}, 블록 {count}개", en="{first} … {last}, {count} blocks")
ALT = Words(
    ko="맵의 크기를 상자로 그린 그림. 화살표 키로 옮겨 다니고 Enter로 고릅니다. 같은 수치가 층 표에 있습니다.",
    en="The network as boxes of its maps' sizes. Arrow keys walk, Enter selects; the layer table has the same figures.",
)
