"""One published error for each network, on one set of pictures, so that networks can stand in one chart."""

import re
from typing import NamedTuple

from cnnviz.architectures import ARCHITECTURES
from cnnviz.architectures.base import Data, Result
from cnnviz.words import Words


class Chart(NamedTuple):
    """Errors that may stand side by side: one data set, one way to count."""

    title: str
    data: Data
    rate: str  # field of `Result`
    usual: re.Pattern  # how the preferred figure was measured, as its source says
    told: Words  # which figure is taken where a network has several


class Figure(NamedTuple):
    """The error of one variant as printed."""

    name: str
    title: str
    family: str
    year: int  # of the family's paper
    error: float  # percent
    source: str
    usual: bool  # measured in the preferred way


ONE_CROP = re.compile(r"1-crop|1 crop|centre crop")
AUGMENTED = re.compile(r"augmentation")
OTHER_PICTURES = re.compile(r"ILSVRC-2010")  # the test set of an earlier contest

_IMAGENET = Words(
    ko="망 하나가 사진의 가운데 한 조각(1-crop)을 보고 낸 오차를 먼저 고릅니다. 그런 수치가 없으면 발표된 첫 수치를 쓰고 점선 테두리로 표시합니다.",
    en="The error of one net on one central crop is preferred; without one, the first printed figure is taken and dashed.",
)
_CIFAR = Words(
    ko="학습 사진을 뒤집고 옮겨 늘린 결과를 먼저 고릅니다. 여러 번 잰 논문에서는 첫 번째 표의 수치입니다.",
    en="Figures with mirrored and shifted training pictures are preferred; where a paper has several tables, its first one.",
)
CHARTS = {
    "imagenet-top1": Chart("ImageNet top-1", "ImageNet", "top1", ONE_CROP, _IMAGENET),
    "imagenet-top5": Chart("ImageNet top-5", "ImageNet", "top5", ONE_CROP, _IMAGENET),
    "cifar10": Chart("CIFAR-10", "CIFAR-10", "top1", AUGMENTED, _CIFAR),
    "cifar100": Chart("CIFAR-100", "CIFAR-100", "top1", AUGMENTED, _CIFAR),
}


def figures(chart: Chart) -> list[Figure]:
    """A figure for every variant that has one, in the order of the registry."""
    found = []
    for family in ARCHITECTURES.values():
        for variant in family.variants:
            if result := _preferred(variant.results, chart):
                usual = chart.usual is AUGMENTED or bool(chart.usual.search(result.source))
                error = getattr(result, chart.rate)
                found.append(Figure(variant.name, variant.title, family.name, family.year, error, result.source, usual))
    return found


def _preferred(results: tuple[Result, ...], chart: Chart) -> Result | None:
    fitting = [
        result
        for result in results
        if result.data == chart.data and getattr(result, chart.rate) is not None
        if not OTHER_PICTURES.search(result.source)
    ]
    return next((result for result in fitting if chart.usual.search(result.source)), fitting[0] if fitting else None)
