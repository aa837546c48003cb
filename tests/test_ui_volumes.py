"""What the page marks in the picture in volumes: what an option changed, switched off, and the chosen layer."""

from dataclasses import replace

import pytest

import cnnviz
from cnnviz.architectures import find
from cnnviz.draw.volumes import Marks, Step, steps
from cnnviz.measure import difference
from cnnviz.ui.volumes import marks


def marked(name: str, selected: str | None = None, **moved: object) -> tuple[list[Step], Marks]:
    options = replace(find(name)[1].options, **moved)
    old, new = cnnviz.structure(name), cnnviz.structure(name, **{option: getattr(options, option) for option in moved})
    shown = steps(new)
    return shown, marks(shown, steps(old), difference(old, new), selected)


def test_nothing_is_marked_where_nothing_is_moved():
    assert marked("resnet50")[1] == Marks(set(), set(), None)


def test_skip_connections_that_are_off_leave_grey_arcs_and_outlined_blocks():
    shown, found = marked("resnet34", residual=False)
    blocks = {number for number, step in enumerate(shown) if step.stage}
    assert len(blocks) == 16
    assert found.off == found.changed == blocks
    assert not any(step.shortcut for step in shown)


def test_a_new_gate_marks_every_block_and_is_told():
    shown, found = marked("resnet50", se=True)
    assert found.changed == {number for number, step in enumerate(shown) if step.stage}
    assert all(step.window.endswith("+SE") for step in shown if step.stage)
    assert found.off == set()


@pytest.mark.parametrize("name, layer, step", [
    ("alexnet", "features.relu2", "features.conv2"), ("resnet152", "layer3.20.conv2", "layer3.20.relu3"),
    ("vgg16", "flatten", "avgpool"), ("se_vgg16", "features.3.fc1", "features.0"),
])  # fmt: skip
def test_the_step_of_the_chosen_layer_is_the_chosen_one(name: str, layer: str, step: str):
    shown, found = marked(name, selected=layer)
    assert found.selected is not None
    assert layer in shown[found.selected].layers
    assert shown[found.selected].name == step
