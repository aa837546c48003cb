"""Receptive fields against published tables, and why some layers have none."""

import pytest
import timm
import torch
import torchvision
from torch import Tensor, nn
from torchvision.models.resnet import Bottleneck, ResNet

from cnnviz.measure import Field, NoField, receptive_fields
from cnnviz.trace import trace
from cnnviz.words import Words


class OriginalBottleneck(Bottleneck):
    """The stride in the first 1x1 instead of the 3x3."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conv1.stride, self.conv2.stride = self.conv2.stride, self.conv1.stride


def original_resnet50() -> nn.Module:
    """The authors' Caffe net (He et al. 2015), whose first pooling pads nothing."""
    model = ResNet(OriginalBottleneck, [3, 4, 6, 3])
    model.maxpool = nn.MaxPool2d(3, 2, ceil_mode=True)
    return model


def two_tower_alexnet() -> nn.Module:
    """The convolutions and poolings of Krizhevsky et al. 2012, for 227 pixels."""
    return nn.Sequential(
        nn.Conv2d(3, 96, 11, 4), nn.ReLU(), nn.LocalResponseNorm(5), nn.MaxPool2d(3, 2),
        nn.Conv2d(96, 256, 5, padding=2, groups=2), nn.ReLU(), nn.LocalResponseNorm(5), nn.MaxPool2d(3, 2),
        nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1, groups=2), nn.ReLU(),
        nn.Conv2d(384, 256, 3, padding=1, groups=2), nn.ReLU(), nn.MaxPool2d(3, 2),
    )  # fmt: skip


# network, side of the picture, last layer with a map: size, stride and padding as published (Distill 2019) or, for
# torchvision's and timm's own layouts, as counted by others
PUBLISHED = [
    (two_tower_alexnet, 227, "14", 195, 32, 64),
    (torchvision.models.alexnet, 224, "features.12", 195, 32, 66),
    (torchvision.models.vgg11, 224, "features.20", 150, 32, 59),
    (torchvision.models.vgg13_bn, 224, "features.34", 156, 32, 62),
    (torchvision.models.vgg16, 224, "features.30", 212, 32, 90),
    (torchvision.models.vgg19, 224, "features.36", 268, 32, 118),
    (torchvision.models.googlenet, 224, "inception5b.cat", 379, 32, 167),
    (torchvision.models.inception_v3, 299, "Mixed_7c.cat_3", 1311, 32, 618),
    ("inception_resnet_v2", 299, "conv2d_7b.conv", 3039, 32, 1482),
    (torchvision.models.resnet18, 224, "layer4.1.add", 435, 32, 217),
    (torchvision.models.resnet34, 224, "layer4.2.add", 899, 32, 449),
    (torchvision.models.resnet50, 224, "layer4.2.add", 427, 32, 213),
    (original_resnet50, 224, "layer4.2.add", 483, 32, 239),
    (torchvision.models.resnet101, 224, "layer4.2.add", 971, 32, 485),
    (torchvision.models.resnet152, 224, "layer4.2.add", 1451, 32, 725),
    (torchvision.models.resnext50_32x4d, 224, "layer4.2.add", 427, 32, 213),
    ("legacy_seresnet50", 224, "layer4.2.add", 483, 32, 239),
    ("legacy_seresnet152", 224, "layer4.2.add", 1507, 32, 751),
    ("legacy_seresnext50_32x4d", 224, "layer4.2.add", 427, 32, 211),
    ("seresnet50", 224, "layer4.2.add", 427, 32, 213),
    (torchvision.models.densenet121, 224, "features.norm5", 2071, 32, 1021),
    (torchvision.models.densenet161, 224, "features.norm5", 2967, 32, 1469),
    (torchvision.models.densenet201, 224, "features.norm5", 3863, 32, 1917),
    (torchvision.models.squeezenet1_0, 224, "classifier.1", 155, 16, 60),
    ("mobilenetv1_100", 224, "blocks.4.1.conv_pw", 315, 32, 157),
    (torchvision.models.mobilenet_v2, 224, "features.18.2", 491, 32, 245),
]


@pytest.mark.parametrize(("network", "side", "layer", "size", "stride", "padding"), PUBLISHED)
def test_published_field(network, side: int, layer: str, size: int, stride: int, padding: int):
    with torch.device("meta"):
        options = {"init_weights": False} if network in NEEDS_NO_WEIGHTS else {}
        model = timm.create_model(network) if isinstance(network, str) else network(**options)
    field = receptive_fields(trace(model, (3, side, side)))[layer]
    assert field == Field((size, size), (stride, stride), (padding, padding))


NEEDS_NO_WEIGHTS = (torchvision.models.googlenet, torchvision.models.inception_v3)


def test_units_of_a_field_step_by_its_stride():
    field = Field(size=(5, 3), stride=(4, 2), padding=(2, 1))
    assert field.seen_by(0, 0) == (range(-2, 3), range(-1, 2))
    assert field.seen_by(3, 2) == (range(10, 15), range(3, 6))


class Wide(nn.Module):
    """Both paths of a block, and how they are joined."""

    def __init__(self, left: nn.Module, right: nn.Module, join):
        super().__init__()
        self.left, self.right, self.join = left, right, join

    def forward(self, x: Tensor) -> Tensor:
        return self.join(self.left(x), self.right(x))


def last_field(model: nn.Module, shape: tuple[int, ...] = (4, 32, 32)) -> Field | NoField:
    return list(receptive_fields(trace(model, shape)).values())[-1]


def why_not(field: Field | NoField) -> Words:
    assert isinstance(field, NoField)
    return field.reason


def test_paths_of_different_stride_have_no_field():
    upsampled = nn.Sequential(nn.Conv2d(4, 4, 3, 2, 1), nn.ZeroPad2d(8))
    reason = why_not(last_field(Wide(nn.Identity(), upsampled, torch.add)))
    assert reason.en.startswith("The paths that meet in “add”")
    assert reason.ko.startswith("‘add’")
    assert "(1x1, 2x2)" in reason.en
    assert "(1x1, 2x2)" in reason.ko


def test_windows_of_unequal_size_lose_the_field_for_all_that_follows():
    net = nn.Sequential(nn.AdaptiveAvgPool2d(7), Wide(nn.Identity(), nn.Conv2d(4, 4, 1), torch.add))
    assert "“0” pools 32x32 to 7x7" in why_not(last_field(net)).en


def test_an_operation_that_is_not_known_loses_the_field():
    assert "‘roll’(roll)" in why_not(last_field(Wide(nn.ReLU(), nn.ReLU(), lambda x, y: x.roll(1, 2)))).ko


@pytest.mark.parametrize("flattening", [nn.Flatten(), nn.Flatten(1, 3)])
def test_no_field_after_flattening(flattening: nn.Module):
    fields = receptive_fields(trace(nn.Sequential(nn.Conv2d(4, 4, 3), flattening, nn.Linear(3600, 2)), (4, 32, 32)))
    assert isinstance(fields["0"], Field)
    assert fields["1"] == fields["2"]
    assert why_not(fields["1"]).en.startswith("“1” turns the map into a vector")


def test_no_field_without_a_picture():
    assert why_not(last_field(nn.Linear(8, 2), (8,))).en.startswith("The input is not a picture")


def test_global_pooling_sees_the_whole_map_and_its_padding():
    assert last_field(nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.AdaptiveAvgPool2d(1))) == Field(
        size=(34, 34), stride=(32, 32), padding=(1, 1)
    )


class Gated(nn.Module):
    """A map weighed by something computed from itself."""

    def __init__(self, gate: nn.Module):
        super().__init__()
        self.conv, self.gate = nn.Conv2d(4, 4, 3, padding=1), gate

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(x)
        return self.gate(y) * y


def squeeze_and_excitation() -> nn.Module:
    return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(4, 2, 1), nn.ReLU(), nn.Conv2d(2, 4, 1), nn.Sigmoid())


class Flat(nn.Module):
    """Squeeze-and-excitation as many repositories write it: flattened, and expanded to the whole map."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(x.mean((2, 3))).view(1, 4, 1, 1).expand_as(x)


@pytest.mark.parametrize("gate", [squeeze_and_excitation(), Flat()])
def test_a_gate_over_channels_leaves_the_main_path(gate: nn.Module):
    assert last_field(Gated(gate)) == Field((3, 3), (1, 1), (1, 1))


def test_a_gate_with_one_number_for_each_place_is_a_path():
    spatial = nn.Sequential(nn.Conv2d(4, 1, 7, padding=3), nn.Sigmoid())
    assert last_field(Gated(spatial)) == Field((9, 9), (1, 1), (4, 4))
