"""The picture in volumes over all variants: what is drawn is the trace, larger maps are larger boxes, and none overlap."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

import cnnviz
from cnnviz.architectures import ARCHITECTURES
from cnnviz.blueprint import structure_of
from cnnviz.draw.volumes import Marks, steps, volumes
from cnnviz.draw.volumes.layout import WIDTH, Row, layout
from cnnviz.draw.volumes.legend import ROLES
from cnnviz.draw.volumes.solid import size_of
from cnnviz.draw.volumes.steps import Step
from cnnviz.words import Refusal
from tests.light_networks import light, positions

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {name: name for name in (*ROLES, "slices", "middle", "skip", "off", "changed", "scale", "windows")}
every_variant = pytest.mark.parametrize("name", cnnviz.list_variants())


@cache
def shown(name: str) -> tuple[list[Step], list[Row]]:
    found = steps(cnnviz.structure(name))
    return found, layout(found)


@every_variant
def test_every_layer_belongs_to_one_step_and_its_numbers_are_the_traces(name: str):
    trace, (found, rows) = cnnviz.structure(name), shown(name)
    assert [layer for step in found for layer in step.layers] == [layer.name for layer in trace.layers]
    for step in found:
        assert step.name in step.layers
        assert step.shape == trace[step.name].output_shape
    drawn = [number for row in rows for body in row.bodies for piece, _ in body.slices for number in piece.steps]
    assert drawn == list(range(len(found)))
    for body in (body for row in rows for body in row.bodies):
        last = found[body.slices[-1][0].steps[-1]]
        assert body.lines[0].text == "×".join(map(str, trace[last.name].output_shape))
        assert body.stage.count == sum(len(piece.steps) for piece, _ in body.slices)


@every_variant
def test_the_kernel_of_a_convolution_is_the_traces(name: str):
    trace, (found, _) = cnnviz.structure(name), shown(name)
    for step in found:
        if step.role in ("conv", "depthwise") and not step.is_block:
            window = trace[step.name].window
            assert window is not None
            assert step.window.startswith("×".join(map(str, window.kernel)))
            assert ("/" in step.window) == (window.stride != (1, 1))


@every_variant
def test_boxes_never_overlap_and_stay_on_the_page(name: str):
    assert_in_place(shown(name)[1])


@pytest.mark.parametrize("family", ARCHITECTURES)
def test_whatever_an_option_makes_is_drawn_whole(family: str):
    network = light(family)
    for option, values in positions(family).items():
        for value in values:
            try:
                options = replace(network.options, **{option: value})
                trace = structure_of(network.name, options, network.shape(options))
            except Refusal:
                continue
            found = steps(trace)
            assert [layer for step in found for layer in step.layers] == [layer.name for layer in trace.layers]
            assert {step.role for step in found} <= set(ROLES)
            assert_in_place(layout(found))


def assert_in_place(rows: list[Row]) -> None:
    """On the page, beside each other and not over each other, each above its label."""
    for row in rows:
        assert row.bodies[0].left >= 0
        assert row.bodies[-1].right <= WIDTH
        for body, following in pairwise(row.bodies):
            assert body.right < following.left
        for body in row.bodies:
            for (_, solid), (_, beside) in pairwise(body.slices):
                assert solid.end == pytest.approx(beside.x)
                assert solid.size.height == beside.size.height  # so that nothing of the covered side would be seen
            for _, solid in body.slices:
                assert row.top <= solid.top - solid.size.up
                assert solid.bottom <= row.foot
    for row, below in pairwise(rows):
        assert row.bottom < below.top


def test_sizes_grow_with_the_maps():
    shapes = {step.shape for name in cnnviz.list_variants() for step in shown(name)[0]}
    maps = sorted(shape for shape in shapes if len(shape) == 3)
    assert len(maps) > 100
    for axis, side in enumerate(("depth", "height", "right")):
        lengths = sorted((shape[axis], getattr(size_of(shape), side)) for shape in maps)
        for (small, short), (large, long) in pairwise(lengths):
            assert (short < long) == (small < large)
    vectors = sorted(shape for shape in shapes if len(shape) == 1)
    assert all(size_of(small).height < size_of(large).height for small, large in pairwise(vectors))


def test_each_doubling_adds_the_same_length():
    heights = [size_of((64, side, side)).height for side in (7, 14, 28, 56)]
    depths = [size_of((channels, 7, 7)).depth for channels in (64, 128, 256, 512)]
    for lengths in (heights, depths):
        first, *others = (after - before for before, after in pairwise(lengths))
        assert first > 0
        assert others == pytest.approx([first] * len(others))


@every_variant
def test_there_are_few_boxes(name: str):
    _, rows = shown(name)
    bodies = [body for row in rows for body in row.bodies]
    assert len(bodies) <= 20
    assert all(len(body.slices) <= 6 for body in bodies)
    assert len(rows) <= 2


@pytest.mark.parametrize("name, blocks", [
    ("resnet152", [3, 8, 36, 3]), ("resnet1202", [200, 200, 200]), ("densenet121", [6, 12, 24, 16]),
    ("shufflenet_v1_g3", [4, 8, 4]), ("nasnet_a_mobile", [4, 4, 4]), ("vgg16", [2, 2, 3, 3, 3]),
    ("mobilenet_v2", [2, 3, 4, 3, 3]), ("googlenet", [3]), ("lenet5", []),
])  # fmt: skip
def test_stages_have_the_papers_numbers_of_blocks(name: str, blocks: list[int]):
    _, rows = shown(name)
    counts = [body.stage.count for row in rows for body in row.bodies]
    assert [count for count in counts if count > 1] == blocks


@pytest.mark.parametrize("name, count", [
    ("resnet50", 16), ("resnet152", 50), ("plain34", 0), ("densenet121", 58), ("mobilenet_v2", 10), ("googlenet", 0),
    ("shufflenet_v1_g3", 16), ("inception_resnet_v2", 40), ("se_resnet50", 16), ("fractalnet20", 0), ("wrn_28_10", 12),
    ("preact_resnet110", 54), ("bn_inception", 0), ("squeezenet1_0", 0), ("alexnet", 0),
])  # fmt: skip
def test_shortcuts_are_those_of_the_paper(name: str, count: int):
    assert sum(step.shortcut for step in shown(name)[0]) == count


def test_the_cells_of_nasnet_read_the_two_cells_before_them():
    found, _ = shown("nasnet_a_mobile")
    for number, step in enumerate(found):
        if step.is_block and step.title != "cell_stem_0":
            assert step.reads == (number - 2, number - 1)


def drawn(name: str, marks: Marks) -> ElementTree.Element:
    found = shown(name)[0]
    return ElementTree.fromstring(volumes(found, marks, WORDS, lambda numbers: [found[numbers[-1]].name]))


def looks(svg: ElementTree.Element, look: str) -> list[ElementTree.Element]:
    return [element for element in svg.iter() if look in (element.get("class") or "").split()]


@every_variant
def test_every_slice_can_be_pressed_and_one_can_be_reached_by_tab(name: str):
    found, rows = shown(name)
    pressable = looks(drawn(name, Marks()), "step")
    assert len(pressable) == sum(len(body.slices) for row in rows for body in row.bodies)
    assert [element.get("tabindex") for element in pressable].count("0") == 1
    assert {element.get("data-name") for element in pressable} <= {step.name for step in found}
    assert all(element.get("role") == "button" and element.get("aria-label") for element in pressable)


def test_what_is_marked_is_drawn_so():
    svg = drawn("resnet152", Marks(changed={3}, off=set(), selected=20))
    (chosen,) = looks(svg, "selected")
    assert chosen.get("aria-pressed") == "true"
    assert chosen.get("data-name") == "layer3.34.relu3"  # step 20 stands among those in the middle of layer3
    assert [element.tag for element in looks(svg, "chosen")] == [f"{SVG}path"]
    assert len(looks(svg, "changed")) == 2  # the box, and its sign in the legend
    arcs = [element for element in looks(svg, "skip") if "off" not in element.get("class", "")]
    assert len(arcs) == 3 + 4 + 4 + 3 + 1
    off = looks(drawn("plain34", Marks(off=set(range(3, 19)))), "off")
    assert len(off) == 16 + 1


def test_the_legend_tells_what_there_is_and_no_more():
    told = {element.text for element in drawn("lenet5", Marks()).iter(f"{SVG}text")}
    assert {"input", "conv", "pool", "linear", "scale", "6×28×28", "5×5", "84"} <= told
    assert not {"skip", "slices", "middle", "off", "changed", "windows", "depthwise"} & told
    assert {"skip", "slices", "middle", "windows", "layer3 ×36"} <= {
        element.text for element in drawn("resnet152", Marks()).iter(f"{SVG}text")
    }
