"""Where memory, parameters and multiply-adds sit: sums, shares, and bars as long as their values."""

from xml.etree import ElementTree

import pytest

import cnnviz
from cnnviz.draw.trends import HEIGHT, Axis, Column, trends
from cnnviz.measure import Cost, totals
from cnnviz.measure.depth import layer_parts, stage_parts, where_it_sits

NETS = (
    "lenet5",
    "alexnet",
    "vgg16",
    "googlenet",
    "se_resnet50",
    "densenet121",
    "mobilenet_v2",
    "fractalnet20",
    "nasnet_a_mobile",
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("parts", [layer_parts, stage_parts])
@pytest.mark.parametrize("net", NETS)
def test_parts_add_up_to_the_network(net: str, parts):
    trace = cnnviz.structure(net)
    found = parts(trace)
    assert sum((part.cost for part in found), Cost(0, 0, 0)) == totals(trace)[:3]
    assert sorted(name for part in found for name in part.layers) == sorted(layer.name for layer in trace.layers[1:])
    assert all(part.name == part.layers[-1] for part in found)


def test_the_lectures_trend_of_alexnet():
    """Lecture 002, lines 75 to 79: memory in the early convolutions, parameters in the linear layers, work in between."""
    memory, parameters, multiply_adds = (sentence.en for sentence in where_it_sits(cnnviz.structure("alexnet")))
    assert memory == "45 % of the memory sits in the layers with 55×55 maps."
    linear = (6 * 6 * 256 + 1) * 4096 + 4097 * 4096 + 4097 * 1000
    assert f"linear layers hold {100 * linear / 60965224:.0f} % of all" in parameters
    assert multiply_adds.startswith("92 % of the multiply-adds are convolutions'")


def test_nearly_all_is_not_said_to_be_all():
    assert "99.9 % of the multiply-adds" in where_it_sits(cnnviz.structure("resnet152"))[2].en
    assert where_it_sits(cnnviz.structure("nin"))[2].en.startswith("100 % of")


VALUES = [(400.0, 1.0), (100.0, 1000.0), (0.0, 10.0)]


def drawn(logarithmic: bool, selected: int | None = None) -> ElementTree.Element:
    columns = [Column(f"l{k}", f"l{k}", "a<b", values, (f"layer {k}",)) for k, values in enumerate(VALUES)]
    axes = [Axis("first", str, 10), Axis("second", str, 10)]
    return ElementTree.fromstring(trends(columns, axes, logarithmic, selected))


def heights(svg: ElementTree.Element) -> list[list[float]]:
    groups = [group for group in svg.iter(f"{SVG}g") if "column" in group.get("class", "")]
    return [[float(bar.get("height", 0)) for bar in group if bar.get("class") == "bar"] for group in groups]


def test_bars_are_as_long_as_their_values():
    assert heights(drawn(False)) == [[HEIGHT, 1.0], [HEIGHT / 4, HEIGHT], [1.0]]


def test_on_a_logarithmic_axis_a_factor_is_a_length():
    (_, low), (_, high), (middle,) = heights(drawn(True))
    assert low == 1.0
    assert high == HEIGHT
    assert middle == pytest.approx(HEIGHT / 3, abs=0.1)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_one_column_is_marked_and_named(logarithmic: bool):
    groups = [group for group in drawn(logarithmic, 1).iter(f"{SVG}g") if "column" in group.get("class", "")]
    assert [group.get("aria-pressed") for group in groups] == ["false", "true", "false"]
    assert [group.get("data-name") for group in groups] == ["l0", "l1", "l2"]


@pytest.mark.parametrize("net", ["lenet5", "resnet152"])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_nothing_lies_outside_the_picture(net: str, logarithmic: bool):
    parts = layer_parts(cnnviz.structure(net))
    columns = [Column(part.name, part.name[-8:], str(part.scale), part.cost, (part.name,)) for part in parts]
    svg = ElementTree.fromstring(trends(columns, [Axis(name, str, 10) for name in "abc"], logarithmic, None))
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    for rect in svg.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.get(name, "nan")) for name in ("x", "y", "width", "height"))
        assert 0 <= x < x + wide <= width + 0.2 and 0 <= y < y + high <= height
