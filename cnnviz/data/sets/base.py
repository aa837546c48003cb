"""What a set of pictures says about itself, and what it is once it is in memory."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from cnnviz.data.download import Progress
from cnnviz.words import Words

HOUSE = Path(__file__).parents[3]


@dataclass(frozen=True, eq=False)
class Split:
    """The pictures to learn from, or those to test with.

    images: uint8, (n, channels, height, width). labels: int64, (n,), places in `Loaded.categories`.
    boxes: int16, (n, 4), left, top, right, bottom of the thing that the label names, in pixels, right and bottom
    excluded; None where nobody drew them.
    """

    images: Tensor
    labels: Tensor
    boxes: Tensor | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def counts(self, classes: int) -> list[int]:
        """How many pictures each of the `classes` has."""
        return torch.bincount(self.labels, minlength=classes).tolist()


@dataclass(frozen=True, eq=False)
class Loaded:
    """A data set in memory; shared by all, changed by none."""

    train: Split
    test: Split
    categories: tuple[str, ...]
    mean: tuple[float, ...]  # of the training pixels, from 0 to 1, one a channel
    std: tuple[float, ...]


@dataclass(frozen=True)
class DataSet:
    """One set of labelled pictures."""

    name: str  # as in links and commands: "digits"
    title: Words
    about: Words  # what it shows, and what it is good for in class
    source: str  # who made it, and where that is published
    shape: tuple[int, int, int]  # channels, height, width of every picture
    classes: int
    sizes: tuple[int, int]  # pictures to learn from, and to test with
    load: Callable[[Progress | None], Loaded] = field(compare=False, repr=False)  # `Refusal` where it cannot be had
    at_hand: Callable[[], bool] = field(default=lambda: True, compare=False, repr=False)  # no download needed
    megabytes: float = 0  # to download, in units of 2^20 bytes
    mirrors: bool = True  # its pictures mean the same in a mirror; digits and letters do not
    own: bool = False  # brought by a user, not by this program


def loaded(train: Split, test: Split, categories: tuple[str, ...]) -> Loaded:
    """The two halves of a data set with the statistics of the training pixels."""
    mean, std = channel_statistics(train.images)
    return Loaded(train, test, categories, mean, std)


def channel_statistics(images: Tensor) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean and standard deviation of each channel of uint8 pictures (n, c, h, w), of pixels from 0 to 1.

    Counted by grey level, so that they are exact and need no second copy of the set.
    """
    levels = torch.arange(256, dtype=torch.float64) / 255
    counts = torch.zeros(images.shape[1], 256, dtype=torch.float64)
    for some in images.split(1 + 2**22 // images[0].numel()):  # torch counts in 64 bits: a piece at a time
        counts += torch.stack([torch.bincount(channel.flatten(), minlength=256) for channel in some.unbind(1)])
    means, deviations = [], []
    for share in counts / counts.sum(1, keepdim=True):
        mean = float((share * levels).sum())
        means.append(mean)
        deviations.append(float((share * (levels - mean) ** 2).sum().sqrt()))
    return tuple(means), tuple(deviations)


def divide(labels: Tensor, test_share: float, seed: int) -> tuple[Tensor, Tensor]:
    """Places of the pictures to learn from and to test with, drawn class by class, the same for the same seed.

    Of each class `test_share` is tested with, rounded, but at least one picture stays on either side where it has two.
    """
    generator = torch.Generator().manual_seed(seed)
    train, test = [], []
    for number in labels.unique():
        places = (labels == number).nonzero().flatten()
        places = places[torch.randperm(len(places), generator=generator)]
        held_back = min(max(round(len(places) * test_share), 1), len(places) - 1)
        test.append(places[:held_back])
        train.append(places[held_back:])
    return torch.cat(train).sort().values, torch.cat(test).sort().values


def data_folder() -> Path:
    """Where data sets lie: what CNNVIZ_DATA names, else `data` beside the program; it may not exist yet."""
    named = os.environ.get("CNNVIZ_DATA")
    return Path(named).expanduser().absolute() if named else HOUSE / "data"
