"""Totals against torchvision's own figures, weighted layers against the names of the networks."""

import pytest
import timm
import torch
import torchvision
from torch import Tensor, nn

from cnnviz.measure import Cost, group_costs, kind_costs, totals, weighted_layers
from cnnviz.trace import Trace, trace

models = torchvision.models


def traced(network, side: int = 224, **options) -> Trace:
    with torch.device("meta"):
        model = timm.create_model(network) if isinstance(network, str) else network(**options)
    return trace(model, (3, side, side))


PUBLISHED = {
    models.resnet50: models.ResNet50_Weights.IMAGENET1K_V1,
    models.vgg16: models.VGG16_Weights.IMAGENET1K_V1,
    models.densenet201: models.DenseNet201_Weights.IMAGENET1K_V1,
    models.squeezenet1_0: models.SqueezeNet1_0_Weights.IMAGENET1K_V1,
}


@pytest.mark.parametrize("network", PUBLISHED, ids=lambda network: network.__name__)
def test_totals_are_torchvisions(network):
    published, figures = PUBLISHED[network].meta, totals(traced(network))
    assert figures.params == published["num_params"]
    assert figures.macs == pytest.approx(published["_ops"] * 1e9, abs=0.5e6)
    assert figures.disk_bytes == 4 * published["num_params"]


# the number in the name, or in the paper
WEIGHTED = [
    (models.alexnet, 8),
    (models.vgg11, 11),
    (models.vgg16, 16),
    (models.vgg19_bn, 19),
    (models.googlenet, 22),
    (models.resnet18, 18),
    (models.resnet50, 50),
    (models.resnet152, 152),
    (models.wide_resnet50_2, 50),
    (models.resnext50_32x4d, 50),
    (models.densenet121, 121),
    (models.densenet201, 201),
    (models.squeezenet1_0, 18),
    (models.mobilenet_v2, 53),
    ("mobilenetv1_100", 28),
    ("legacy_seresnet50", 50),
    ("seresnet152", 152),
]


@pytest.mark.parametrize(("network", "layers"), WEIGHTED)
def test_weighted_layers_are_the_number_in_the_name(network, layers: int):
    options = {"init_weights": False} if network is models.googlenet else {}
    assert weighted_layers(traced(network, **options)) == layers


@pytest.mark.parametrize("side", [32, 33])
def test_gates_stay_beside_the_path_where_the_map_is_one_unit(side: int):
    record = traced("legacy_seresnet50", side)
    assert weighted_layers(record) == 50


class ByFunction(nn.Module):
    """Weights that are used in the code itself."""

    def __init__(self):
        super().__init__()
        self.kernel, self.matrix = nn.Parameter(torch.ones(4, 3, 3, 3)), nn.Parameter(torch.ones(2, 4))

    def forward(self, x: Tensor) -> Tensor:
        x = nn.functional.relu(nn.functional.conv2d(x, self.kernel))
        return nn.functional.linear(x.mean((2, 3)), self.matrix)


def test_weights_used_by_functions_count():
    record = trace(ByFunction(), (3, 8, 8))
    figures = totals(record)
    assert (figures.weighted_layers, figures.params, figures.macs) == (2, 108 + 8, 36 * 108 + 8)


def test_groups_sum_to_the_network():
    record = traced(models.resnet50)
    groups = group_costs(record)
    whole = Cost(record.params, record.macs, record.activation_bytes)
    assert groups[""] == whole == Cost(*map(sum, zip(*kind_costs(record).values(), strict=True)))
    assert groups["layer1"] == groups["layer1.0"] + groups["layer1.1"] + groups["layer1.2"]
    assert list(groups)[:4] == ["", "layer1", "layer1.0", "layer1.0.downsample"]
    stages = sum(groups[f"layer{stage}"].params for stage in range(1, 5))
    assert stages == 25_557_032 - (9408 + 128) - (2048 * 1000 + 1000)


def test_groups_are_the_modules_own_parameters():
    with torch.device("meta"):
        model = models.googlenet(init_weights=False, aux_logits=False)
    for path, cost in group_costs(trace(model, (3, 224, 224))).items():
        assert cost.params == sum(tensor.numel() for tensor in model.get_submodule(path).parameters()), path


def test_memory_as_the_lecture_counts_it():
    """EECS 498-007 lecture 8: AlexNet at 227 pixels, conv1 to 56: 784, 546.75, 253.5, 169, 169 KiB; pools 182.25 …"""
    record = traced(models.alexnet, 227)
    convolutions = [layer.activation_bytes / 1024 for layer in record.layers if layer.kind == "Conv2d"]
    assert convolutions == [784, 546.75, 253.5, 169, 169]
    kinds = kind_costs(record)
    assert kinds["Conv2d"].activation_bytes / 1024 == 1922.25
    assert kinds["MaxPool2d"].activation_bytes / 1024 == 182.25 + 126.75 + 36
    assert kinds["Flatten" if "Flatten" in kinds else "flatten"].activation_bytes == 0


def test_the_trend_of_the_lecture():
    """Memory early, parameters in the fully connected layers, multiply-adds in the convolutions."""
    record = traced(models.vgg16)
    kinds, bytes_of = kind_costs(record), [layer.activation_bytes for layer in record.layers if layer.kind == "Conv2d"]
    assert kinds["Linear"].params > 8 * kinds["Conv2d"].params
    assert kinds["Conv2d"].macs > 100 * kinds["Linear"].macs
    assert sum(bytes_of[:4]) > sum(bytes_of[4:])
