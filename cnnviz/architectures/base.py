"""What every architecture file declares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from torch import nn

from cnnviz.options import Options
from cnnviz.words import Words

Data = Literal["ImageNet", "CIFAR-10", "CIFAR-100", "SVHN", "MNIST"]


@dataclass(frozen=True)
class Result:
    """An error rate as printed, in percent."""

    data: Data
    source: str  # paper and table, and how it was measured: "He 2015, Table 4 (single model, dense)"
    top1: float | None = None
    top5: float | None = None


@dataclass(frozen=True)
class Variant:
    """A network that has a name: a family with its options set as in a paper."""

    name: str  # as in links and commands: "resnet50"
    title: str  # as in the paper: "ResNet-50"
    options: Options
    input_shape: tuple[int, int, int] = (3, 224, 224)  # channels, height, width
    results: tuple[Result, ...] = ()
    note: Words | None = None  # where a figure in print differs from the one shown, and why


@dataclass(frozen=True)
class Architecture:
    """A family of networks that differ only in options."""

    name: str  # as in links and commands: "resnet"
    title: str
    year: int
    authors: str
    paper: str  # arXiv number or venue, and the section or table that the file follows
    idea: Words  # one sentence
    change: Words  # what it changed against its predecessor, one sentence
    options: type[Options]
    build: Callable[[Any], nn.Module]  # options → network, weights initialised
    variants: tuple[Variant, ...]
    check_input: Callable[[Any, tuple[int, int, int]], None] | None = None  # (options, shape) → None, or `Refusal`
    pitfalls: tuple[Words, ...] = ()  # what is often told or printed wrongly, and what is right
