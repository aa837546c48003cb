"""A button that adds the page's address to the lecturer's list."""

from pathlib import Path

from streamlit.components.v2 import component

from cnnviz.ui.language import language
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.add_to_presentation",
    html='<div class="add"><button type="button"></button><span role="status"></span></div>',
    css=(FOLDER / "add.css").read_text("utf-8"),
    js="\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in ("stored", "add")),
)


def add_to_presentation(page: str) -> None:
    """The button; `page` is the title that the menu gives this page."""
    words = {name: phrase[language()] for name, phrase in WORDS.items()}
    _mount(key="add_to_presentation", width="content", data={"page": page, "words": words})


WORDS = {
    "add": Words(ko="발표에 추가", en="Add to presentation"),
    "added": Words(ko="{number}쪽으로 추가했습니다. ‘발표’ 페이지에 목록이 있습니다.", en="Added as page {number}; the list is on the page “Presentation”."),
    "broken": Words(
        ko="이 브라우저에 저장된 목록을 읽을 수 없어 추가하지 못했습니다. ‘발표’ 페이지에서 새로 시작할 수 있습니다.",
        en="Not added: the list in this browser cannot be read. The page “Presentation” can start a new one.",
    ),
    "full": Words(ko="브라우저가 목록을 저장하지 못했습니다.", en="The browser could not store the list."),
}  # fmt: skip
