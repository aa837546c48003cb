"""Published figures: each as the registry has it, data sets never mixed, the contest as its sources print it."""

import pytest

from cnnviz.architectures import VARIANTS
from cnnviz.history import CHARTS, ENTRIES, figures

every_chart = pytest.mark.parametrize("name", CHARTS)


@every_chart
def test_every_figure_stands_in_the_registry_under_its_data(name: str):
    chart = CHARTS[name]
    found = figures(chart)
    assert len({figure.name for figure in found}) == len(found) > 10
    for figure in found:
        printed = [(r.data, getattr(r, chart.rate), r.source) for r in VARIANTS[figure.name][1].results]
        assert (chart.data, figure.error, figure.source) in printed


@every_chart
def test_no_variant_with_a_figure_is_left_out(name: str):
    chart = CHARTS[name]
    printed = {
        variant
        for variant, (_, declared) in VARIANTS.items()
        if any(r.data == chart.data and getattr(r, chart.rate) is not None for r in declared.results)
    }
    assert {figure.name for figure in figures(chart)} == printed


def test_the_usual_way_of_measuring_is_preferred():
    top1, top5, cifar = (
        {figure.name: figure for figure in figures(CHARTS[name])}
        for name in ("imagenet-top1", "imagenet-top5", "cifar10")
    )
    assert (top1["alexnet"].error, top1["alexnet"].usual) == (42.9, True)  # not 40.7 by ten crops
    assert (top1["resnet50"].error, top1["resnet50"].usual) == (22.85, False)  # its paper has ten crops only
    assert top5["googlenet"].error == 10.07
    assert cifar["nin_cifar"].error == 8.81  # not 10.41 without augmentation
    assert "resnet20" not in top1
    assert "resnet50" not in cifar


def test_the_tests_of_other_contests_are_left_out():
    assert not [figure for name in CHARTS for figure in figures(CHARTS[name]) if "2010" in figure.source]


def test_the_contest_as_its_sources_print_it():
    """Krizhevsky 2012, Table 2; Szegedy 2014, Table 3; He 2015, Table 5."""
    won = {entry.year: entry.top5 for entry in ENTRIES if entry.won}
    assert won == {2012: 16.4, 2014: 6.67, 2015: 3.57, 2017: None}
    assert [entry.year for entry in ENTRIES] == sorted(entry.year for entry in ENTRIES)
    for entry in ENTRIES:
        assert entry.model in VARIANTS
        assert entry.source.en
        assert entry.note.ko
