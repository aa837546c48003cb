"""Every data set holds what it says, the same on every call, and its statistics are those of its pixels."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from sklearn.datasets import load_digits

from cnnviz.data.sets import DATASETS, Loaded, find_set
from cnnviz.data.sets.base import channel_statistics, divide
from cnnviz.words import Refusal

QUICK = [name for name, data in DATASETS.items() if not data.megabytes]

every_quick_set = pytest.mark.parametrize("name", QUICK)


@pytest.fixture(scope="module")
def sets() -> dict[str, Loaded]:
    return {name: find_set(name).load(None) for name in QUICK}


@every_quick_set
def test_a_set_holds_what_it_says(name: str, sets: dict[str, Loaded]):
    data, found = DATASETS[name], sets[name]
    assert data.name == name
    assert (len(found.train), len(found.test)) == data.sizes
    assert len(found.categories) == data.classes
    for split in (found.train, found.test):
        assert split.images.shape == (len(split), *data.shape)
        assert (split.images.dtype, split.labels.dtype) == (torch.uint8, torch.int64)
        assert min(split.counts(data.classes)) > 0


@every_quick_set
def test_a_set_is_the_same_on_every_call(name: str, sets: dict[str, Loaded]):
    again = find_set(name).load(None)
    for split, other in ((again.train, sets[name].train), (again.test, sets[name].test)):
        assert torch.equal(split.images, other.images)
        assert torch.equal(split.labels, other.labels)


@every_quick_set
def test_no_picture_is_on_both_sides(name: str, sets: dict[str, Loaded]):
    train, test = ({image.numpy().tobytes() for image in split.images} for split in (sets[name].train, sets[name].test))
    assert not train & test


def test_statistics_are_those_of_the_pixels():
    images = torch.randint(0, 256, (50, 3, 9, 7), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    images[:, 1] //= 3
    mean, std = channel_statistics(images)
    pixels = images.double() / 255
    assert mean == pytest.approx(pixels.mean((0, 2, 3)).tolist(), abs=1e-6)
    assert std == pytest.approx(pixels.std((0, 2, 3), correction=0).tolist(), abs=1e-6)


def test_a_division_leaves_every_class_on_both_sides_and_follows_its_seed():
    labels = torch.tensor([0] * 40 + [1] * 10 + [2] * 2)
    train, test = divide(labels, 0.2, seed=1)
    assert sorted([*train.tolist(), *test.tolist()]) == list(range(52))
    assert torch.bincount(labels[test]).tolist() == [8, 2, 1]
    assert torch.equal(divide(labels, 0.2, seed=1)[1], test)
    assert not torch.equal(divide(labels, 0.2, seed=2)[1], test)


def test_digits_are_those_of_scikit_learn_as_pillow_enlarges_them(sets: dict[str, Loaded]):
    theirs: Counter[tuple[bytes, int]] = Counter()
    authority: Any = load_digits()
    for picture, label in zip(authority.images, authority.target, strict=True):
        large = Image.fromarray((picture * 255 / 16).astype(np.float32)).resize((32, 32), Image.Resampling.BILINEAR)
        theirs[np.array(large).round().astype(np.uint8).tobytes(), int(label)] += 1
    ours = Counter(
        (image.numpy().tobytes(), int(label))
        for split in (sets["digits"].train, sets["digits"].test)
        for image, label in zip(split.images, split.labels, strict=True)
    )
    assert ours == theirs


def test_an_unknown_name_is_refused_with_those_there_are():
    with pytest.raises(Refusal, match="digits"):
        find_set("imagenet")
