"""The Compare page: examples, links, wrong input, the table of differences and its file, in both languages."""

from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.architectures import VARIANTS
from cnnviz.blueprint import structure_of
from cnnviz.words import LANGUAGES, Language, page_words
from tests.test_pages import said, visit

WORDS = page_words("compare")
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def compare(language: Language = "en", **settings: str) -> AppTest:
    app = visit("compare", language, **settings)
    assert not app.exception
    return app


@both_languages
def test_with_nothing_chosen_it_says_what_to_do(language: Language):
    app = compare(language)
    assert [each.value for each in app.info] == [WORDS.empty[language]]
    assert not app.dataframe


@both_languages
def test_one_network_wants_another(language: Language):
    assert "ResNet-50" in compare(language, nets="resnet50").info[0].value


@both_languages
def test_every_example_is_one_press_away(language: Language):
    for place in range(4):
        app = compare(language)
        app.button[place].click().run()
        assert not app.exception
        assert not app.error
        assert len(app.dataframe) == 1
        assert "nets" in app.query_params


@both_languages
def test_totals_with_their_change_against_the_first(language: Language):
    table = next(text for text in said(compare(language, nets="resnet50,se_resnet50")) if "25,557,032" in text)
    assert "28,088,024" in table
    assert "+2,530,992 · +9.9 %" in table
    assert "−229 M · −5.6 %" in table


def test_options_are_read_from_the_link_and_written_to_it():
    app = compare(nets="resnet50:se=false,resnet50:se=true,reduction=8")
    assert app.query_params["nets"] == "resnet50,resnet50:se=true,reduction=8"
    assert any("ResNet-50 · se=true · reduction=8" in text for text in said(app))


@both_languages
def test_what_is_wrong_is_said_and_left_out(language: Language):
    app = compare(language, nets="resnet50,resnett50,vgg16,vgg16:colour=red")
    assert len(app.error) == 2
    assert "resnett50" in app.error[0].value
    assert "colour" in app.error[1].value
    assert len(app.dataframe) == 1, "the other two are compared"
    assert ("없습니다" in app.error[0].value) == (language == "ko")


def test_a_fifth_network_is_refused():
    app = compare(nets="vgg11,vgg13,vgg16,vgg19,alexnet")
    assert "5" in app.toast[0].value
    assert app.info[0].value == WORDS.empty["en"]


def test_published_errors_stand_beside_each_other_but_not_for_changed_options():
    texts = said(compare(nets="resnet50,resnet50:se=true,se_resnet50"))
    table = next(text for text in texts if "Hu 2018" in text)
    assert "He 2015, Table 4" in table
    assert table.count("Its options were changed") == 1


def test_the_rows_follow_the_filter_and_the_pair():
    nets = "plain34,resnet34,resnet50"
    added = compare(nets=nets, status="added").dataframe[0].value
    assert set(added["Status"]) == {"Added"}
    old, new = structure_of("plain34"), structure_of("resnet34")
    assert int(sum(added["Δ"])) == new.params - old.params
    last = compare(nets=nets, status="all", pair="B-C").dataframe[0].value
    assert int(sum(last["Δ"])) == structure_of("resnet50").params - new.params
    assert list(last.columns)[3:5] == ["B", "C"]


@pytest.mark.parametrize("figure", ["shape", "params", "macs", "activation_bytes", "receptive_field"])
def test_every_figure_can_be_shown(figure: str):
    app = compare(nets="googlenet:reduce=false,googlenet", figure=figure)
    assert len(app.dataframe[0].value) > 10


def test_a_filter_that_finds_nothing_says_so():
    app = compare(nets="plain34,resnet34", status="removed")
    assert [each.value for each in app.info] == ["There are no such layers."]


@both_languages
def test_the_same_network_twice_is_told(language: Language):
    app = compare(language, nets="resnet50,resnet50:se=false")
    assert "resnet50:se=false" in app.error[0].value
    assert len(app.info) == 1, "one network wants another"


def test_every_variant_can_be_compared_with_another():
    names = list(VARIANTS)[::9]
    for old, new in pairwise(names):
        app = compare(nets=f"{old},{new}")
        assert not app.error, (old, new)
