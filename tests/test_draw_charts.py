"""Bars, columns and bubbles: lengths, areas and places are the figures', and no name covers another."""

import re
from itertools import combinations
from math import pi
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cnnviz.draw.bars import Panel, bars
from cnnviz.draw.bubbles import SMALLEST, Axes, Bubble, bubbles
from cnnviz.draw.place import placed
from cnnviz.draw.svg import TEXT, tag, target, text_width
from cnnviz.draw.years import Column, years

SVG = "{http://www.w3.org/2000/svg}"
AXES = Axes("cost", "error", {1e8: "100 M", 1e9: "1 G", 1e10: "10 G"}, {1e6: "1 M"}, "size")


def elements(svg: str, name: str, class_: str = "") -> list[ElementTree.Element]:
    found = ElementTree.fromstring(svg).iter(SVG + name)
    return [each for each in found if class_ in each.get("class", "").split() or not class_]


def bubble(name: str, cost: float, error: float, size: float = 1e6, usual: bool = True) -> Bubble:
    return Bubble(name, name, cost, error, size, "s0", usual, [name, "a & b"])


def test_text_is_escaped():
    assert tag("text", title='1 < 2 & "x"') == """<text title='1 &lt; 2 &amp; "x"'/>"""
    group = ElementTree.fromstring(target("id", ["a < b", "c & d"], tag("rect")))
    assert group.get("data-card") == "a < b\nc & d"
    assert group.get("aria-label") == "a < b, c & d"


def test_hangul_is_wider_than_latin():
    assert text_width("곱셈") == 2 * TEXT > text_width("ab") > 0


def test_bars_are_as_long_as_their_values():
    svg = bars([Panel("one", [1, 2], ["1", "2"]), Panel("two", [30, 10], ["30", "10"])], "AB")
    widths = [float(rect.get("width", 0)) for rect in elements(svg, "rect")]
    assert widths[1] == pytest.approx(2 * widths[0], rel=1e-3)
    assert widths[2] == pytest.approx(3 * widths[3], rel=1e-2)
    assert widths[1] == widths[2], "each panel is filled by its longest bar"
    assert [each.get("class") for each in elements(svg, "rect")] == ["s0", "s1", "s0", "s1"]


def test_bars_of_nothing_have_no_length():
    assert [rect.get("width") for rect in elements(bars([Panel("none", [0, 0], ["0", "0"])], "AB"), "rect")] == [
        "0"
    ] * 2


def test_columns_stand_by_year_and_are_as_high_as_their_errors():
    columns = [
        Column("a", 2012, "A", 16, True, ["A"]),
        Column("b", 2014, "B", 8, False, ["B"]),
        Column("c", 2014, "C", 4, True, ["C"]),
        Column("d", 2015, "D", None, True, ["D"]),
    ]
    svg = years(columns, "error", "no figure")
    a, b, c, d = elements(svg, "rect")
    assert float(a.get("height", 0)) == pytest.approx(2 * float(b.get("height", 0)), rel=1e-2)
    assert float(b.get("height", 0)) == pytest.approx(2 * float(c.get("height", 0)), rel=1e-2)
    assert d.get("class") == "missing"
    lefts = [float(each.get("x", 0)) for each in (a, b, c, d)]
    assert lefts == sorted(lefts)
    assert float(b.get("x", 0)) + float(b.get("width", 0)) <= float(c.get("x", 0))
    said = {each.text for each in elements(svg, "text", "quiet")}
    assert said == {"2012", "2013", "2014", "2015", "no figure"}


def test_bubbles_stand_on_logarithmic_axes():
    shown = [bubble("a", 1e8, 40), bubble("b", 1e9, 20), bubble("c", 1e10, 10)]
    circles = elements(bubbles(shown, AXES, []), "circle", "bubble")
    (ax, ay), (bx, by), (cx, cy) = [(float(each.get("cx", 0)), float(each.get("cy", 0))) for each in circles]
    assert bx - ax == pytest.approx(cx - bx, abs=0.2)
    assert by - ay == pytest.approx(cy - by, abs=0.2)
    assert ax < bx
    assert ay < by, "the higher error is higher up"
    marks = {line.get("x1") for line in elements(bubbles(shown, AXES, []), "line") if line.get("x1") == line.get("x2")}
    assert {f"{x:.1f}".removesuffix(".0") for x in (ax, bx, cx)} == marks


def test_the_area_of_a_bubble_is_its_size():
    shown = [bubble("a", 1e8, 40, 100e6), bubble("b", 1e9, 20, 25e6), bubble("c", 1e10, 10, 1)]
    radii = [float(each.get("r", 0)) for each in elements(bubbles(shown, AXES, []), "circle", "bubble")]
    assert pi * radii[0] ** 2 == pytest.approx(4 * pi * radii[1] ** 2, rel=1e-2)
    assert radii[2] == SMALLEST


def test_what_was_measured_otherwise_is_dashed():
    svg = bubbles([bubble("a", 1e8, 40), bubble("b", 1e9, 20, usual=False)], AXES, [("s0", "family")])
    assert len(elements(svg, "circle", "hollow")) == 1
    assert "family" in [each.text for each in elements(svg, "text")]


def test_one_bubble_alone_can_be_drawn():
    svg = bubbles([bubble("a", 1e9, 20)], AXES, [])
    assert len(elements(svg, "circle", "bubble")) == 1
    assert not re.search("nan|inf", svg)


@given(
    some.lists(
        some.tuples(some.floats(0, 900), some.floats(0, 500), some.floats(3, 30), some.floats(20, 200)), max_size=40
    )
)
def test_names_cover_no_name_no_other_bubble_and_no_edge(nets: list[tuple[float, float, float, float]]):
    circles, widths, frame = [net[:3] for net in nets], [net[3] for net in nets], (0.0, 0.0, 900.0, 500.0)
    found = placed(circles, widths, frame)
    boxes = {}
    for number, (x, baseline, anchor) in found.items():
        left = x - widths[number] * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        boxes[number] = (left, baseline - TEXT, left + widths[number], baseline)
    for one, other in combinations(boxes.values(), 2):
        assert (
            one[2] <= other[0] + 1e-6
            or other[2] <= one[0] + 1e-6
            or one[3] <= other[1] + 1e-6
            or other[3] <= one[1] + 1e-6
        )
    for number, (left, top, right, bottom) in boxes.items():
        assert left >= -1e-6
        assert right <= frame[2] + 1e-6
        for place, (x, y, r) in enumerate(circles):
            across, up = x - min(max(x, left), right), y - min(max(y, top), bottom)
            assert place == number or across**2 + up**2 >= r**2 - 1e-3


def test_the_first_name_has_the_first_choice():
    assert placed([(100, 100, 10), (400, 300, 10)], [50, 50], (0, 0, 900, 500))[0][2] == "start"
    assert placed([(890, 100, 10)], [50], (0, 0, 900, 500))[0][2] == "end"
