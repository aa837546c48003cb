"""The confusion matrix and the small histograms: every count has its cell and its bar, in its place."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from cnnviz.draw.confusion import WIDTH, confusion
from cnnviz.draw.histograms import ACROSS, Spread, histograms

SVG = "{http://www.w3.org/2000/svg}"
CARD = "{true} {answer} {count} {share}"


def matrix_of(categories: list[str], matrix: list[list[int]]) -> ElementTree.Element:
    return ElementTree.fromstring(confusion(matrix, categories, ("true", "answer"), CARD))


def test_a_cell_for_each_pair_that_says_its_count_and_share():
    root = matrix_of(["cat", "dog"], [[8, 2], [0, 5]])
    cells = {group.get("data-id"): group for group in root.iter(f"{SVG}g") if group.get("data-id")}
    assert {id: cell.get("data-card") for id, cell in cells.items()} == {
        "0-0": "cat cat 8 80.0 %", "0-1": "cat dog 2 20.0 %", "1-0": "dog cat 0 0.0 %", "1-1": "dog dog 5 100.0 %",
    }  # fmt: skip
    shades = {id: float(next(cell.iter(f"{SVG}rect")).get("fill-opacity", "0")) for id, cell in cells.items()}
    assert shades["1-1"] > shades["0-0"] > shades["0-1"] > shades["1-0"] > 0
    assert [text.text for text in cells["1-0"].iter(f"{SVG}text")] == [], "a zero is not written"


def test_rows_are_true_classes_and_columns_are_answers():
    root = matrix_of(["a", "b"], [[1, 1], [1, 1]])
    rects = {group.get("data-id"): next(group.iter(f"{SVG}rect")) for group in root.iter(f"{SVG}g") if group.get("data-id")}  # fmt: skip
    assert float(rects["0-1"].get("x", "0")) > float(rects["0-0"].get("x", "0"))
    assert rects["0-1"].get("y") == rects["0-0"].get("y")
    assert float(rects["1-0"].get("y", "0")) > float(rects["0-0"].get("y", "0"))


@pytest.mark.parametrize("count", [2, 10, 43, 100])
def test_any_number_of_classes_fits_its_frame(count: int):
    names = [f"class {number}" for number in range(count)]
    root = matrix_of(names, [[1] * count for _ in names])
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    assert width <= WIDTH + 1
    for rect in root.iter(f"{SVG}rect"):
        assert float(rect.get("x", "0")) + float(rect.get("width", "0")) <= width
        assert float(rect.get("y", "0")) + float(rect.get("height", "0")) <= height


def test_a_class_without_test_pictures_divides_by_nothing():
    root = matrix_of(["a", "b"], [[0, 0], [1, 3]])
    assert "a a 0 0.0 %" in {group.get("data-card") for group in root.iter(f"{SVG}g")}


def test_histograms_stand_beside_each_other_and_share_no_axis():
    parts = {f"layer{k}": Spread(-1.0, 1.0, [0, 4, 8, 4]) for k in range(ACROSS + 1)}
    reach = dict.fromkeys(parts, (-2.0, 2.0))
    root = ElementTree.fromstring(histograms(parts, reach))
    groups = list(root.findall(f"{SVG}g"))
    assert [next(group.iter(f"{SVG}text")).text for group in groups] == list(parts)
    heights = [float(rect.get("height", "0")) for rect in groups[0].iter(f"{SVG}rect")]
    assert heights == [45, 90, 45], "an empty bin has no bar, the fullest has the whole height"
    left = [float(next(group.iter(f"{SVG}rect")).get("x", "0")) for group in groups]
    assert left[ACROSS] == left[0], "the fifth begins a new row"
    assert len(re.findall('class="grid"', histograms(parts, reach))) == 2 * len(parts)


def test_weights_that_are_all_the_same_have_a_histogram():
    assert "<rect" in histograms({"fc": Spread(0.0, 0.0, [7])}, {"fc": (0.0, 0.0)})
