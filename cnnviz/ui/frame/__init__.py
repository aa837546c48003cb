"""What the frame of every page needs in the browser itself: the language, one press of Back a step, the presenter's keys."""

from pathlib import Path
from urllib.parse import urlencode

from streamlit.components.v2 import component

from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.ui.presentation import Show
from cnnviz.words import Words

FOLDER = Path(__file__).parent
SCRIPTS = ("steps", "presenting", "frame")
_mount = component(
    "cnnviz.frame",
    html=(FOLDER / "frame.html").read_text("utf-8"),
    css=(FOLDER / "frame.css").read_text("utf-8"),
    js="\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
)


def frame(show: Show | None, again: bool = False) -> None:
    """Tell the browser what this run showed; call once, when the address is written.

    `again`: this run showed nothing yet, and the browser shall ask for the same address once more.
    """
    first = None if again else address.first()
    data = {
        "language": language(),
        "run": address.runs(),  # the browser hears of a run only where something is new
        "first": urlencode(first) if first else None,
        "again": again,
        "presenting": show and show._asdict(),
        "words": {name: phrase[language()] for name, phrase in WORDS.items()},
    }
    _mount(key="frame", data=data)


WORDS = {
    "before": Words(ko="앞 쪽", en="Previous page"),
    "after": Words(ko="다음 쪽", en="Next page"),
    "leave": Words(ko="발표 끝내기 (Esc)", en="Leave the presentation (Esc)"),
    "keys": Words(
        ko="← → 또는 Page Up, Page Down으로 넘기고 Esc로 끝냅니다. 그림이나 입력 칸을 누른 뒤에는 화살표가 그 안에서 움직이며, Esc를 한 번 누르면 다시 쪽을 넘깁니다.",
        en="← → or Page Up and Page Down turn the pages, Esc leaves. In a picture or a field that was clicked the arrows move there; one Esc gives them back.",
    ),
}
