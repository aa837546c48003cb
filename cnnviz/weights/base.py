"""What a set of learnt weights says about itself, and the network that comes of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from torch import nn

from cnnviz.data import Preparation
from cnnviz.data.download import Progress
from cnnviz.words import Words

RANDOM = "random"


class Accuracy(NamedTuple):
    """Correct answers on ImageNet's 50,000 validation pictures, in percent, as the makers report them."""

    top1: float
    top5: float | None = None


class WeightsFile(Protocol):
    """Where a file of weights comes from."""

    @property
    def megabytes(self) -> float:
        """How much there is to download at most, in units of 2^20 bytes."""
        ...

    @property
    def at_hand(self) -> bool:
        """True where the file can be had without a download; asks the disk only."""
        ...

    def fetch(self, progress: Progress | None = None) -> Path:
        """The file on this machine, complete; `Refusal` where it cannot be had."""
        ...


@dataclass(frozen=True)
class Weights:
    """One set of weights for one variant."""

    name: str  # as in links: "efficientnet-lite0", "imagenet1k_v1", "random"
    title: Words
    origin: Words  # who trained them, on what
    preparation: Preparation  # how they want their pictures
    categories: tuple[str, ...] = field(repr=False)  # what the network's answers are called, in their order
    accuracy: Accuracy | None = None
    file: WeightsFile | None = field(default=None, compare=False)  # None: nobody trained them

    @property
    def random(self) -> bool:
        return self.file is None

    @property
    def at_hand(self) -> bool:
        """True where nothing has to be downloaded first."""
        return self.file is None or self.file.at_hand


@dataclass(frozen=True, eq=False)
class Network:
    """A network with its weights, shared by all visitors: in evaluation mode, its parameters frozen.

    Whoever needs hooks, gradients or training takes a private copy (`cnnviz.trace.private`).
    """

    model: nn.Module
    weights: Weights
    note: Words | None = None  # of random weights: that they are random, and why

    @property
    def random(self) -> bool:
        """True where nobody trained it: its answers and heat maps mean nothing, and a page has to say so."""
        return self.weights.random

    @property
    def preparation(self) -> Preparation:
        return self.weights.preparation

    @property
    def categories(self) -> tuple[str, ...]:
        return self.weights.categories
