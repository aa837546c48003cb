"""The scripts of the layer diagram: all of them are sent, nothing is asked from elsewhere, and every word is there."""

import re

from cnnviz.ui.diagram import FOLDER, SCRIPTS, script
from cnnviz.ui.diagram.words import WORDS

OURS = {file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.js")}
WORDS_BY_ROLE = {
    "input",
    "conv",
    "depthwise",
    "linear",
    "pool",
    "norm",
    "act",
    "drop",
    "shape",
    "other",
    "junction",
    "group",
}  # LEGEND
WORDS_BY_MEASURE = {"params", "macs", "memory", "field"}  # MEASURES
WORDS_BY_SETTING = {"kernel", "stride", "padding", "dilation"}


def test_every_script_is_sent_after_what_it_needs():
    assert set(SCRIPTS) == {*OURS, "vendor/dagre.min"}
    assert SCRIPTS[0] == "vendor/dagre.min"
    assert SCRIPTS[-1] == "diagram"
    assert re.findall(r"^export default function (\w+)", script(), re.M) == ["mount"]


def test_nothing_is_asked_from_elsewhere():
    namespaces = {"http://www.w3.org/2000/svg"}
    assert set(re.findall(r"https?://[^\s\"')]+", "\n".join(OURS.values()))) <= namespaces
    assert "sourceMappingURL" not in script()
    assert not re.search(r"\b(import|fetch|XMLHttpRequest|WebSocket)\s*[({]", "\n".join(OURS.values()))
    assert "url(" not in (FOLDER / "diagram.css").read_text("utf-8")


def test_scripts_read_like_the_house():
    for name, text in OURS.items():
        assert text.startswith("// "), name
        assert len(text.splitlines()) < 200, name
        assert max(map(len, text.splitlines())) <= 124, name


def test_every_word_is_there_and_is_used():
    text = "\n".join(OURS.values())
    markup = (FOLDER / "diagram.html").read_text("utf-8")
    used = set(re.findall(r"words\.(\w+)", text)) | set(re.findall(r'data-do="(\w+)"', markup))
    assert used | WORDS_BY_ROLE | WORDS_BY_MEASURE | WORDS_BY_SETTING == set(WORDS)


def test_the_licence_lies_beside_dagre():
    assert "Permission is hereby granted" in (FOLDER / "vendor" / "dagre-LICENSE.txt").read_text("utf-8")
