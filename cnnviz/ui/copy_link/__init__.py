"""A button that copies the page's address: whoever opens it sees the same page."""

from pathlib import Path

from streamlit.components.v2 import component

from cnnviz.ui.language import language
from cnnviz.words import Words

FOLDER = Path(__file__).parent
_mount = component(
    "cnnviz.copy_link",
    html='<div class="copy"><button type="button"></button><span role="status"></span></div>',
    css=(FOLDER / "copy_link.css").read_text("utf-8"),
    js=(FOLDER / "copy_link.js").read_text("utf-8"),
)


def copy_link() -> None:
    """The button; it copies what stands in the browser's address bar when it is pressed."""
    _mount(key="copy_link", width="content", data={name: phrase[language()] for name, phrase in WORDS.items()})


WORDS = {
    "copy": Words(ko="링크 복사", en="Copy link"),
    "done": Words(ko="복사했습니다. 이 링크를 열면 같은 화면이 나옵니다.", en="Copied. The link shows the same page."),
    "failed": Words(
        ko="브라우저가 복사를 막았습니다. 주소창의 주소를 복사하십시오.",
        en="The browser did not allow it: copy the address from the address bar.",
    ),
}
