"""Lines in panels, and two-sided maps: what is drawn is where the numbers say."""

import re
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from cnnviz.draw.against import against_bar, against_png
from cnnviz.draw.line_chart import HEIGHT, LEFT, TOP, WIDTH, Line, Panel, line_chart


def test_a_line_runs_from_edge_to_edge_at_the_height_of_its_values() -> None:
    svg = line_chart([Panel("a & b", ("start", "end"), [Line("one", "s0", (0.0, 0.5, 1.0, 7.0))])])
    ElementTree.fromstring(svg)
    points = re.findall(r'points="([^"]+)"', svg)[-1].split()
    assert points[0] == f"{LEFT:.1f},{TOP + HEIGHT:.1f}"
    assert points[2] == f"{LEFT + WIDTH * 2 / 3:.1f},{TOP:.1f}" and points[3] == f"{LEFT + WIDTH:.1f},{TOP:.1f}"
    assert svg.count("<circle") == 4


def test_panels_stand_side_by_side_with_a_legend_each() -> None:
    lines = [Line("이 지도", "s0", (0.0,) * 20), Line("random", "s7", (1.0,) * 20, True)]
    svg = line_chart([Panel("1", ("a", "b"), lines), Panel("2", ("a", "b"), lines, -1.0)])
    assert svg.count("이 지도") == 2 and svg.count("stroke-dasharray") == 4 and "−1" in svg and "<circle" not in svg


def test_a_two_sided_map_is_orange_above_blue_below_and_clear_at_zero() -> None:
    picture = np.asarray(Image.open(BytesIO(against_png(np.array([[1.0, 0.0, -1.0]])))).convert("RGBA"))
    (red, _, blue, full), (*_, clear), (other_red, _, other_blue, other) = picture[0].astype(int).tolist()
    assert red > 200 > 100 > blue and other_blue > 150 > 50 > other_red
    assert (full, clear, other) == (255, 0, 255)
    assert Image.open(BytesIO(against_png(np.zeros((2, 2)), (8, 6)))).size == (6, 8)
    assert Image.open(BytesIO(against_bar(101))).size == (101, 12)
    with pytest.raises(ValueError, match="finite"):
        against_png(np.array([[np.nan]]))
