"""torchvision's ImageNet weights: a list of files on the web, kept where torch itself keeps them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch

from cnnviz.data import Preparation
from cnnviz.weights.base import Accuracy, Progress, Weights
from cnnviz.weights.download import download
from cnnviz.weights.imagenet import imagenet_classes
from cnnviz.weights.state_files import State
from cnnviz.words import Words

SERVER = "https://download.pytorch.org/models/"


@dataclass(frozen=True)
class HubFile:
    """A file on torch's server, kept in torch's own folder, so that other programs need not fetch it again."""

    name: str
    megabytes: float

    @property
    def at_hand(self) -> bool:
        return self._path().is_file()

    def fetch(self, progress: Progress | None = None) -> Path:
        """The file on this machine, downloaded where it is missing or damaged; `Refusal` where that fails."""
        return download(SERVER + self.name, self._path(), self.megabytes, progress)

    def _path(self) -> Path:
        return Path(torch.hub.get_dir()) / "checkpoints" / self.name


class _Row(NamedTuple):
    """What torchvision's documentation says about one file."""

    variant: str
    weights: str
    file: str
    resize: int  # pixels of the shorter side, before the centre crop of 224
    top1: float  # percent
    top5: float
    megabytes: float


def offers(name: str) -> list[Weights]:
    """torchvision's weights for variant `name`."""
    return [_weights(row) for row in _ROWS if row.variant == name]


def _weights(row: _Row) -> Weights:
    version = row.weights.removeprefix("imagenet1k_").upper()
    return Weights(
        row.weights,
        TITLE.format(version=version, megabytes=round(row.megabytes)),
        ORIGIN[version].format(name=row.weights.upper()),
        _preparation(row),
        imagenet_classes(),
        Accuracy(row.top1, row.top5),
        HubFile(row.file, row.megabytes),
    )


def _preparation(row: _Row) -> Preparation:
    if row.variant == "googlenet_torchvision":  # trained on −1 to 1; torchvision's model converts inside itself
        return Preparation(resize=row.resize, mean=(0.5,) * 3, std=(0.5,) * 3)
    return Preparation(resize=row.resize)


def todays_names(state: State) -> State:
    """The tensors under today's names: DenseNet's files are older than the rule against dots inside a name."""
    return {re.sub(r"(denselayer\d+\.(?:norm|conv))\.([12])\.", r"\1\2.", name): state[name] for name in state}


TITLE = Words(
    ko="ImageNet-1k (torchvision {version}, {megabytes} MB)", en="ImageNet-1k (torchvision {version}, {megabytes} MB)"
)
ORIGIN = {
    "V1": Words(
        ko="torchvision의 {name}: ImageNet-1k의 사진 128만 장에 논문과 비슷한 방법으로 학습하거나 원 저자의 것을 옮긴 가중치입니다.",
        en="torchvision's {name}: trained on ImageNet-1k's 1.28 million pictures much as in the paper, or the authors' own.",
    ),
    "V2": Words(
        ko="torchvision의 {name}: 같은 망을 2021년의 새 학습법(긴 학습, 라벨 스무딩, mixup, cutmix)으로 다시 학습한 가중치입니다.",
        en="torchvision's {name}: the same net trained anew by the recipe of 2021 (longer, label smoothing, mixup, cutmix).",
    ),
}
_ROWS = (
    _Row("alexnet_owt", "imagenet1k_v1", "alexnet-owt-7be5be79.pth", 256, 56.522, 79.066, 233.1),
    _Row("vgg11", "imagenet1k_v1", "vgg11-8a719046.pth", 256, 69.02, 88.628, 506.8),
    _Row("vgg11_bn", "imagenet1k_v1", "vgg11_bn-6002323d.pth", 256, 70.37, 89.81, 506.9),
    _Row("vgg13", "imagenet1k_v1", "vgg13-19584684.pth", 256, 69.928, 89.246, 507.5),
    _Row("vgg13_bn", "imagenet1k_v1", "vgg13_bn-abd245e5.pth", 256, 71.586, 90.374, 507.6),
    _Row("vgg16", "imagenet1k_v1", "vgg16-397923af.pth", 256, 71.592, 90.382, 527.8),
    _Row("vgg16_bn", "imagenet1k_v1", "vgg16_bn-6c64b313.pth", 256, 73.36, 91.516, 527.9),
    _Row("vgg19", "imagenet1k_v1", "vgg19-dcbb9e9d.pth", 256, 72.376, 90.876, 548.1),
    _Row("vgg19_bn", "imagenet1k_v1", "vgg19_bn-c79401a0.pth", 256, 74.218, 91.842, 548.1),
    _Row("googlenet_torchvision", "imagenet1k_v1", "googlenet-1378be20.pth", 256, 69.778, 89.53, 49.7),
    _Row("resnet18", "imagenet1k_v1", "resnet18-f37072fd.pth", 256, 69.758, 89.078, 44.7),
    _Row("resnet34", "imagenet1k_v1", "resnet34-b627a593.pth", 256, 73.314, 91.42, 83.3),
    _Row("resnet50", "imagenet1k_v1", "resnet50-0676ba61.pth", 256, 76.13, 92.862, 97.8),
    _Row("resnet50", "imagenet1k_v2", "resnet50-11ad3fa6.pth", 232, 80.858, 95.434, 97.8),
    _Row("resnet101", "imagenet1k_v1", "resnet101-63fe2227.pth", 256, 77.374, 93.546, 170.5),
    _Row("resnet101", "imagenet1k_v2", "resnet101-cd907fc2.pth", 232, 81.886, 95.78, 170.5),
    _Row("resnet152", "imagenet1k_v1", "resnet152-394f9c45.pth", 256, 78.312, 94.046, 230.4),
    _Row("resnet152", "imagenet1k_v2", "resnet152-f82ba261.pth", 232, 82.284, 96.002, 230.5),
    _Row("wide_resnet50_2", "imagenet1k_v1", "wide_resnet50_2-95faca4d.pth", 256, 78.468, 94.086, 131.8),
    _Row("wide_resnet50_2", "imagenet1k_v2", "wide_resnet50_2-9ba9bcbe.pth", 232, 81.602, 95.758, 263.1),
    _Row("resnext50_32x4d", "imagenet1k_v1", "resnext50_32x4d-7cdf4587.pth", 256, 77.618, 93.698, 95.8),
    _Row("resnext50_32x4d", "imagenet1k_v2", "resnext50_32x4d-1a0047aa.pth", 232, 81.198, 95.34, 95.8),
    _Row("resnext101_32x8d", "imagenet1k_v1", "resnext101_32x8d-8ba56ff5.pth", 256, 79.312, 94.526, 339.6),
    _Row("resnext101_32x8d", "imagenet1k_v2", "resnext101_32x8d-110c445d.pth", 232, 82.834, 96.228, 339.7),
    _Row("resnext101_64x4d", "imagenet1k_v1", "resnext101_64x4d-173b62eb.pth", 232, 83.246, 96.454, 319.3),
    _Row("densenet121", "imagenet1k_v1", "densenet121-a639ec97.pth", 256, 74.434, 91.972, 30.8),
    _Row("densenet161", "imagenet1k_v1", "densenet161-8d451a50.pth", 256, 77.138, 93.56, 110.4),
    _Row("densenet169", "imagenet1k_v1", "densenet169-b2777c0a.pth", 256, 75.6, 92.806, 54.7),
    _Row("densenet201", "imagenet1k_v1", "densenet201-c1103571.pth", 256, 76.896, 93.37, 77.4),
    _Row("squeezenet1_0", "imagenet1k_v1", "squeezenet1_0-b66bff10.pth", 256, 58.092, 80.42, 4.8),
    _Row("squeezenet1_1", "imagenet1k_v1", "squeezenet1_1-b8a52dc0.pth", 256, 58.178, 80.624, 4.7),
    _Row("mobilenet_v2", "imagenet1k_v1", "mobilenet_v2-b0353104.pth", 256, 71.878, 90.286, 13.6),
    _Row("mobilenet_v2", "imagenet1k_v2", "mobilenet_v2-7ebf99e0.pth", 232, 72.154, 90.822, 13.6),
)
