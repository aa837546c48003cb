"""A data set of a few random pictures, and a listener that notes what a run says: for tests of training alone."""

from pathlib import Path

import pytest
import torch

from cnnviz.data.sets import DATASETS, DataSet, Split
from cnnviz.data.sets.base import loaded
from cnnviz.train import Ended, Point, TrainConfig, Wish, train
from cnnviz.words import Words

CPU = torch.device("cpu")
NAME = "tiny"


def tiny_set(count: int = 48, channels: int = 1, side: int = 32, classes: int = 3) -> DataSet:
    """Noise, brighter for higher classes, so that there is something to learn."""
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(count + 16) % classes
    noise = torch.randint(0, 120, (count + 16, channels, side, side), generator=generator)
    images = (noise + 50 * labels[:, None, None, None]).to(torch.uint8)
    halves = Split(images[:count], labels[:count]), Split(images[count:], labels[count:])
    data = loaded(*halves, categories=tuple(f"class {number}" for number in range(classes)))
    word = Words(ko="작은 것", en="Tiny")
    return DataSet(NAME, word, word, "-", (channels, side, side), classes, (count, 16), lambda progress: data)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> DataSet:
    data = tiny_set()
    monkeypatch.setitem(DATASETS, NAME, data)
    return data


def config(**values) -> TrainConfig:
    usual = {"model": "lenet5:dropout=0.2,batch_norm=true", "data": NAME, "batch": 8, "epochs": 3, "rate": 0.02}
    return TrainConfig(**{**usual, "augmentation": "none", "precision": "fp32", **values})


class Listener:
    """Hears the points of runs, and wishes one to pause or stop after so many steps."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.asked = 0

    def run(self, config: TrainConfig, folder: Path, end: Wish = "stop", after: int | None = None) -> Ended:
        """A wish is asked once a step, once an epoch for the test, and once for each batch of the test."""
        self.asked = 0

        def wish() -> Wish:
            self.asked += 1
            return end if after is not None and self.asked > after else "go"

        return train(config, folder, CPU, self.points.append, wish)
