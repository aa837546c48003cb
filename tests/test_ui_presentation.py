"""Presentations in links: read whole or refused in a sentence, and never a way out of the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.ui.presentation.stops import LONGEST, MOST, read_stops
from cnnviz.words import Refusal
from tests.presentations import code_of, packed
from tests.test_pages import visit

STOPS = [["VGG-16", "architecture?lang=en&model=vgg16"], ["처음", ""], ["역사", "history?lang=ko"]]
WHOLE = code_of(STOPS)


def test_what_was_written_is_read():
    assert [list(stop) for stop in read_stops(WHOLE)] == STOPS


@given(st.lists(st.text(max_size=20), min_size=1, max_size=MOST))
def test_any_title_travels(titles: list[str]):
    assert [stop.title for stop in read_stops(code_of([[title, "history"] for title in titles]))] == titles


@pytest.mark.parametrize(
    "code",
    [
        "", "?", "한글", "AAAA", WHOLE[:-3], WHOLE[3:], WHOLE + WHOLE, packed(b"\xff\xfe"), packed(b"{"), code_of({}), code_of([]),
        code_of(["history"]), code_of([["a", 1]]), code_of([["a", "history", "b"]]), packed(b"[" * 100_000),
        packed(b"[" + b" " * LONGEST + b'["a","history"]]'), code_of([["a", "history"]] * (MOST + 1)),
    ],
)  # fmt: skip
def test_a_broken_list_is_refused_in_a_sentence(code: str):
    with pytest.raises(Refusal) as refusal:
        read_stops(code)
    assert refusal.value.words.ko.endswith(("니다.", "십시오."))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_other_text_is_refused(text: str):
    with pytest.raises(Refusal):
        read_stops(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/", "//example.org", "javascript:alert(1)", "nowhere", "../app", "history/../../x",
        "history?lang=en#part", "history\n", "history?a b",
    ],
)  # fmt: skip
def test_a_list_leads_nowhere_but_to_our_pages(address: str):
    with pytest.raises(Refusal, match="no page of this site"):
        read_stops(code_of([["a", "history"], ["b", address]]))


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "", "1e0"])
def test_a_page_that_the_presentation_does_not_have_is_said(number: str):
    app = visit("history", "en", present=f"{number}.{WHOLE}")
    assert not app.exception
    assert ["“present”" in toast.value and "pages 1 to 3" in toast.value for toast in app.toast] == [True]
    assert "present" not in app.query_params


@pytest.mark.parametrize("setting", ["list", "present"])
def test_a_broken_link_says_so_and_the_page_is_there(setting: str):
    app = visit("presentation", "ko", **{setting: "1." * (setting == "present") + WHOLE[:-4]})
    assert not app.exception
    assert ["손상되었습니다" in toast.value for toast in app.toast] == [True]
    assert [title.value for title in app.title] == ["발표"]
    assert setting not in app.query_params


def test_a_presentation_stays_in_the_address_of_its_page():
    app = visit("history", "en", present=f"3.{WHOLE}")
    assert not app.title, "the first run has the type's new size and no page yet"
    app = app.run()
    assert [title.value for title in app.title] == ["History"]
    assert app.query_params["present"] == f"3.{WHOLE}"
