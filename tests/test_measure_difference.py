"""Two networks side by side: what is matched, and what is said about it."""

from collections import Counter
from collections.abc import Callable

import pytest
import torch
import torchvision
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torchvision.models.resnet import Bottleneck, ResNet

from cnnviz.measure import Change, difference
from cnnviz.measure.alignment import align
from cnnviz.trace import Layer, Trace, trace

models = torchvision.models


def traced(build: Callable[[], nn.Module]) -> Trace:
    with torch.device("meta"):
        return trace(build(), (3, 224, 224))


class SqueezeExcite(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce, self.relu = nn.Conv2d(channels, channels // 16, 1), nn.ReLU()
        self.expand, self.sigmoid = nn.Conv2d(channels // 16, channels, 1), nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        return x * self.sigmoid(self.expand(self.relu(self.reduce(self.pool(x)))))


class GatedBottleneck(Bottleneck):
    """Squeeze-and-excitation before the sum (Hu et al. 2018, Figure 3), where `bn3` ends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.se = SqueezeExcite(self.conv3.out_channels)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.se(self.bn3(self.conv3(y)))
        return self.relu(y + (self.downsample(x) if self.downsample else x))


def gated_resnet50() -> nn.Module:
    return ResNet(GatedBottleneck, [3, 4, 6, 3])


def test_squeeze_and_excitation_adds_2_530_992_parameters():
    both = difference(traced(models.resnet50), traced(gated_resnet50))
    assert both.totals["params"] == Change(25_557_032, 28_088_024)
    assert both.totals["params"].delta == 2_530_992
    assert both.totals["params"].percent == pytest.approx(9.903, abs=0.001)
    assert both.totals["weighted_layers"] == Change(50, 50)
    assert Counter(row.status for row in both.rows) == {"same": 176, "added": 16 * 6}
    assert {row.name.split(".")[2] for row in both.changes} == {"se"}
    assert (
        sum((row.new.params if row.new else 0) - (row.old.params if row.old else 0) for row in both.rows) == 2_530_992
    )


def test_the_other_way_round_it_is_removed():
    both = difference(traced(gated_resnet50), traced(models.resnet50))
    assert both.totals["params"].delta == -2_530_992
    assert Counter(row.status for row in both.rows) == {"same": 176, "removed": 16 * 6}


def test_a_network_is_the_same_as_itself():
    record = traced(models.densenet121)
    both = difference(record, record)
    assert both.changes == []
    assert {change.delta for change in both.totals.values()} == {0}


def test_wider_layers_are_changed_in_place():
    both = difference(traced(models.resnet50), traced(models.wide_resnet50_2))
    assert {row.status for row in both.rows} == {"same", "changed"}
    row = next(row for row in both.rows if row.name == "layer2.0.conv2")
    assert row.shape == Change((128, 28, 28), (256, 28, 28))
    assert row.shape.delta == (128, 0, 0)
    assert row.shape.percent == (100, 0, 0)
    assert (row.params.delta, row.params.percent) == (3 * 128 * 128 * 9, 300)
    assert (row.macs.percent, row.activation_bytes.percent) == (300, 100)


def test_an_earlier_stride_changes_what_later_layers_see():
    record, other = traced(models.resnet18), models.resnet18()
    other.conv1 = nn.Conv2d(3, 64, 5, 2, 2, bias=False)
    both = difference(record, trace(other, (3, 224, 224)))
    rows = {row.name: row for row in both.rows}
    assert rows["layer1.0.conv1"].status == "changed"
    assert rows["layer1.0.conv1"].receptive_field == Change((19, 19), (17, 17))
    assert rows["layer1.0.conv1"].receptive_field.delta == (-2, -2)
    assert rows["fc"].status == "same"
    assert rows["fc"].receptive_field == Change(None, None)
    assert rows["fc"].receptive_field.delta is None


def test_numbered_layers_are_matched_by_place():
    """VGG-16 is VGG-11 with five convolutions more: nothing is removed, and every pooling finds its own."""
    both = difference(traced(models.vgg11), traced(models.vgg16))
    assert Counter(row.status for row in both.rows)["removed"] == 0
    assert [row.status for row in both.rows if row.name == "features.0"] == ["same"]
    assert Counter(row.new.kind for row in both.rows if row.new and not row.old) == {"Conv2d": 5, "ReLU": 5}
    pairs = [(row.old.name, row.new.name) for row in both.rows if row.old and row.new and row.new.kind == "MaxPool2d"]
    assert pairs == [
        ("features.2", "features.4"),
        ("features.5", "features.9"),
        ("features.10", "features.16"),
        ("features.15", "features.23"),
        ("features.20", "features.30"),
    ]


def test_batch_norm_is_added_after_each_convolution():
    both = difference(traced(models.vgg16), traced(models.vgg16_bn))
    assert Counter((row.status, row.new and row.new.kind) for row in both.changes) == {("added", "BatchNorm2d"): 13}
    assert both.totals["params"].delta == 8448


def test_another_kind_of_the_same_name_is_changed():
    old = nn.Sequential()
    new = nn.Sequential()
    for net, pool in ((old, nn.AvgPool2d(2)), (new, nn.MaxPool2d(2))):
        net.add_module("conv", nn.Conv2d(3, 4, 3))
        net.add_module("pool", pool)
    both = difference(trace(old, (3, 8, 8)), trace(new, (3, 8, 8)))
    assert [row.status for row in both.rows] == ["same", "same", "changed"]
    assert [layer.kind for layer in both.rows[2][1:3] if layer] == ["AvgPool2d", "MaxPool2d"]


def test_what_is_not_there_counts_nothing():
    assert Change(None, 7).delta == 7
    assert Change(7, None).delta == -7
    assert Change(None, 7).percent is None
    assert Change(0, 7).percent is None
    assert Change(7, None).percent == -100
    assert Change((1, 2), (1, 2, 3)).delta is None
    assert Change((0, 4), (1, 2)).percent == (None, -50)


def layers_named(names: list[str]) -> list[Layer]:
    kinds = {"a": "Conv2d", "b": "ReLU", "c": "BatchNorm2d"}
    return [Layer(n, kinds[n[0]], n, "", (), (4, 8, 8), (4, 8, 8), None, 1, 0, 0) for n in names]


NAMES = st.lists(st.sampled_from("abc"), max_size=12).flatmap(
    lambda kinds: st.tuples(st.just(kinds), st.permutations(range(len(kinds))), st.booleans())
)


def named(drawn: tuple[list[str], list[int], bool]) -> list[Layer]:
    kinds, numbers, by_place = drawn
    return layers_named(
        [f"{kind}.{number}" if by_place else f"{kind}{number}" for kind, number in zip(kinds, numbers, strict=True)]
    )


@given(NAMES, NAMES)
def test_every_layer_has_one_place_and_keeps_its_order(old_names, new_names):
    old, new = named(old_names), named(new_names)
    places = align(old, new)
    assert [i for i, _ in places if i is not None] == list(range(len(old)))
    assert [j for _, j in places if j is not None] == list(range(len(new)))
    assert all(i is not None or j is not None for i, j in places)
    assert align(old, old) == [(i, i) for i in range(len(old))]
