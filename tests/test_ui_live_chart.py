"""The scripts of the live chart: all of them are sent, every word is there, and only the site itself is asked."""

import re

from cnnviz.train.runs import STATUS
from cnnviz.ui.live_chart import FOLDER, SCRIPTS
from cnnviz.ui.live_chart.words import WORDS

OURS = {file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.js")}
MARKUP = (FOLDER / "live_chart.html").read_text("utf-8")


def test_every_script_is_sent_and_the_last_one_is_mounted():
    assert set(SCRIPTS) == set(OURS)
    assert [name for name, text in OURS.items() if "export default" in text] == [SCRIPTS[-1]]


def test_scripts_read_like_the_house():
    for name, text in OURS.items():
        assert text.startswith("// "), name
        assert len(text.splitlines()) < 200, name
        assert max(map(len, text.splitlines())) <= 124, name


def test_nothing_is_asked_from_elsewhere():
    text = "\n".join(OURS.values())
    assert not re.search(r"https?://", text + MARKUP)
    assert re.findall(r"fetch\((\S+)", text) == ["`${site}runs/${this.run.id}/points?after=${this.next}`,"]


def test_every_word_is_there_and_is_used():
    text = "\n".join(OURS.values())
    by_name = set(re.findall(r'name: "(\w+)"', OURS["panels"]))
    used = set(re.findall(r"words\.(\w+)", text)) | set(re.findall(r'data-word="(\w+)"', MARKUP)) | by_name
    statuses = {"gone", "stop", "pause"}  # a run that has no row any more, and wishes that are not followed yet
    assert used | statuses | {"axis"} == set(WORDS)
    assert not set(WORDS) & set(STATUS)
