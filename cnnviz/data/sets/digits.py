"""Digits: 1,797 handwritten digits that come with scikit-learn, read without a download and without importing it.

The bundled pictures are 8×8 with 17 grey levels. They are enlarged to 32×32 here, which is what LeNet-5 and the
networks for CIFAR take: at 8×8 two poolings would leave a map of 2×2. The file names no division and no writers, so
training and test are drawn, class by class. The same 13 people wrote both: a test error here says less than one on
MNIST, where the writers of the test pictures are strangers.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import interpolate

from cnnviz.data.sets.base import DataSet, Loaded, Progress, Split, divide, loaded
from cnnviz.words import Words

SIDE = 32  # pixels, four times the file's
BRIGHTEST = 16  # of the file's grey levels
SEED, TEST_SHARE = 0, 0.2


def load(progress: Progress | None = None) -> Loaded:
    """All digits, bright ink on black; a fifth of each class is for testing."""
    rows = torch.from_numpy(np.loadtxt(_file(), delimiter=",", dtype=np.int64))
    small = rows[:, :64].view(-1, 1, 8, 8).float() * (255 / BRIGHTEST)
    images = interpolate(small, (SIDE, SIDE), mode="bilinear", align_corners=False).round().to(torch.uint8)
    train, test = divide(rows[:, 64], TEST_SHARE, SEED)
    halves = (Split(images[places], rows[places, 64]) for places in (train, test))
    return loaded(*halves, categories=tuple("0123456789"))


def _file() -> Path:
    spec = find_spec("sklearn")  # found, not imported: the library itself takes a second
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The digits come with scikit-learn, which is not installed.")
    return Path(spec.origin).parent / "datasets" / "data" / "digits.csv.gz"


DATA = DataSet(
    name="digits",
    title=Words(ko="손글씨 숫자 (scikit-learn)", en="Handwritten digits (scikit-learn)"),
    about=Words(
        ko="손으로 쓴 숫자 1,797장입니다. 내려받을 것이 없고 몇 초면 한 에폭이 끝나, 수업에서 처음 시작하기에 좋습니다. 8×8 그림을 32×32로 키웠습니다.",
        en="1,797 handwritten digits. Nothing to download, and an epoch takes seconds: the first set to start with in class. The 8×8 pictures are enlarged to 32×32.",
    ),
    source="Alpaydin and Kaynak 1998, UCI Optical Recognition of Handwritten Digits (its test part), as in scikit-learn",
    shape=(1, SIDE, SIDE),
    classes=10,
    sizes=(1438, 359),
    load=load,
    mirrors=False,
)
