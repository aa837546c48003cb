"""Receptive fields against the pixels that a gradient really reaches."""

import pytest
import timm
import torch
import torchvision
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from cnnviz.measure import Field, receptive_fields
from cnnviz.trace import trace
from tests.gradient_reach import passing_everything, reached, reached_along

models = torchvision.models

NETWORKS = {
    "alexnet": (models.alexnet, 64, ["features.2", "features.5", "features.12"]),
    "vgg16": (models.vgg16, 32, ["features.4", "features.14", "features.30"]),
    "googlenet": (
        lambda: models.googlenet(init_weights=False),
        64,
        ["maxpool2", "inception3a.branch4.1.conv", "inception4a.branch1.conv", "inception5b.branch2.1.conv"],
    ),
    "inception_v3": (
        lambda: models.inception_v3(init_weights=False),
        75,
        ["Mixed_5b.branch_pool.conv", "Mixed_6c.branch7x7_2.conv", "Mixed_6c.branch7x7_3.conv"],
    ),
    "inception_resnet_v2": (
        lambda: timm.create_model("inception_resnet_v2"),
        75,
        ["mixed_5b.branch1.1.conv", "repeat.9.conv2d", "repeat_1.3.branch1.1.conv"],
    ),
    "resnet50": (models.resnet50, 64, ["maxpool", "layer1.2", "layer2.3.conv2", "layer3.0", "layer4.2"]),
    "densenet121": (models.densenet121, 32, ["features.transition1", "features.denseblock2", "features.denseblock3"]),
    "squeezenet1_0": (models.squeezenet1_0, 64, ["features.6", "classifier.1"]),
    "mobilenet_v2": (models.mobilenet_v2, 64, ["features.4", "features.18"]),
    "se_resnet50": (lambda: timm.create_model("legacy_seresnet50"), 64, ["layer0", "layer2.0", "layer4.2"]),
}


@pytest.fixture(autouse=True)
def one_thread():
    torch.manual_seed(0)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize("name", NETWORKS)
def test_gradient_reaches_the_field(name: str):
    build, breadth, modules = NETWORKS[name]
    model = build()
    record = trace(model, (3, 299, 299))
    fields, passing = receptive_fields(record), passing_everything(model, record)
    for module in modules:
        last = [layer.name for layer in record.layers if f"{layer.name}.".startswith(f"{module}.")][-1]
        field = fields[last]
        assert isinstance(field, Field)
        for axis in (0, 1):
            expected, touched = reached_along(axis, passing, module, field, (3, 299, 299), breadth)
            assert touched == expected, (module, axis)


def test_of_rectangular_kernels_each_axis_has_its_own_field():
    with torch.device("meta"):
        fields = receptive_fields(trace(models.inception_v3(init_weights=False), (3, 299, 299)))
    field = fields["Mixed_6c.branch7x7_2.conv"]  # 1x7, and the 7x1 after it
    assert field == Field((351, 447), (16, 16), (154, 202))
    assert fields["Mixed_6c.branch7x7_3.conv"] == Field((447, 447), (16, 16), (202, 202))


LENGTHS = st.integers(1, 4)
PAIRS = st.tuples(LENGTHS, LENGTHS)
KEPT = (2, 2)  # channels


@st.composite
def convolutions(draw) -> nn.Module:
    kernel, dilation = draw(PAIRS), draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    padding = tuple(draw(st.integers(0, d * (k - 1))) for k, d in zip(kernel, dilation, strict=True))
    groups = draw(st.integers(1, 2))
    return nn.Conv2d(*KEPT, kernel, draw(PAIRS), padding, dilation, groups)


@st.composite
def poolings(draw) -> nn.Module:
    kernel = draw(PAIRS)
    padding = tuple(draw(st.integers(0, k // 2)) for k in kernel)
    kind = draw(st.sampled_from([nn.MaxPool2d, nn.AvgPool2d]))
    return kind(kernel, draw(PAIRS), padding, ceil_mode=draw(st.booleans()))


@st.composite
def paddings(draw) -> nn.Module:
    return nn.ZeroPad2d(tuple(draw(st.integers(-1, 3)) for _ in range(4)))


@st.composite
def paths(draw, stride: tuple[int, int]) -> nn.Module:
    """A path of this stride whose map has the size of any other such path: what a kernel takes, a padding gives."""
    kernel, dilation = draw(PAIRS), draw(st.integers(1, 2))
    spans = [dilation * (k - 1) for k in kernel]
    top, left = (draw(st.integers(0, span)) for span in spans)
    conv = nn.Conv2d(*KEPT, kernel, stride, dilation=dilation)
    return nn.Sequential(nn.ZeroPad2d((left, spans[1] - left, top, spans[0] - top)), conv)


class Block(nn.Module):
    """Parallel paths, joined by a sum or side by side and mixed again."""

    def __init__(self, branches: list[nn.Module], concatenate: bool):
        super().__init__()
        self.branches, self.concatenate = nn.ModuleList(branches), concatenate
        self.mix = nn.Conv2d(KEPT[0] * (len(branches) if concatenate else 1), KEPT[1], 1)

    def forward(self, x: Tensor) -> Tensor:
        maps = [branch(x) for branch in self.branches]
        if self.concatenate:
            return self.mix(torch.cat(maps, 1))
        total = maps[0]
        for one in maps[1:]:
            total = total + one
        return self.mix(total)


@st.composite
def blocks(draw) -> nn.Module:
    stride = draw(st.tuples(st.integers(1, 2), st.integers(1, 2)))
    return Block(draw(st.lists(paths(stride), min_size=2, max_size=3)), draw(st.booleans()))


SAME = st.builds(lambda kernel: nn.Conv2d(*KEPT, kernel, padding="same"), PAIRS)
PIECES = st.one_of(convolutions(), poolings(), paddings(), blocks(), SAME)


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel lengths")
@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4))
def test_gradient_reaches_the_field_of_any_network(pieces: list[nn.Module]):
    model = nn.Sequential(*pieces)
    record = trace(model, (KEPT[0], 700, 700))
    field = receptive_fields(record)[record.layers[-1].name]
    assert isinstance(field, Field)
    passing = nn.Sequential(passing_everything(model, record))
    expected, touched = reached(passing, "0", field, KEPT[0])
    assert touched == expected
