"""The History page: every chart in both languages, the filter, and the twin tables."""

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.blueprint import structure_of
from cnnviz.history import CHARTS, ENTRIES, figures
from cnnviz.words import LANGUAGES, Language
from tests.test_pages import visit

both_languages = pytest.mark.parametrize("language", LANGUAGES)


def history(language: Language = "en", **settings: str) -> AppTest:
    app = visit("history", language, **settings)
    assert not app.exception
    assert not app.error
    return app


@both_languages
@pytest.mark.parametrize("name", CHARTS)
def test_the_table_has_every_figure_of_the_chart_and_no_other(name: str, language: Language):
    app = history(language, chart=name)
    table, found = app.dataframe[1].value, figures(CHARTS[name])
    assert list(table.iloc[:, 0]) == [figure.title for figure in found]
    assert list(table.iloc[:, 3]) == [figure.error for figure in found]
    assert list(table.iloc[:, 4]) == [figure.source for figure in found]


@both_languages
def test_the_contest_has_its_table(language: Language):
    table = history(language, chart="cifar100").dataframe[0].value
    assert list(table.iloc[:, 1]) == [entry.name for entry in ENTRIES]
    assert list(table.iloc[:, 3]) == [entry.source[language] for entry in ENTRIES]


def test_the_filter_is_in_the_link():
    app = history(families="vgg,alexnet")
    assert set(app.dataframe[1].value["Family"]) == {"VGG", "AlexNet"}
    assert app.query_params["families"] == "vgg,alexnet"


def test_a_family_without_figures_of_the_other_data_is_dropped_from_the_filter():
    app = history(chart="cifar10", families="resnet")
    assert len(app.toast) == 1, "there is no ImageNet ResNet among CIFAR's"
    assert len(app.dataframe[1].value) == len(figures(CHARTS["cifar10"]))


def test_costs_are_the_networks_own():
    table = history(families="squeezenet").dataframe[1].value.set_index("Network")
    trace = structure_of("squeezenet1_1")
    assert table.loc["SqueezeNet 1.1", "Multiply-adds"] == trace.macs
    assert table.loc["SqueezeNet 1.1", "Parameters"] == trace.params
