"""Which class each file belongs to, by its folder, and whether it is to learn from or to test with."""

from dataclasses import dataclass

import torch

from cnnviz.data.sets.base import divide
from cnnviz.data.sets.own.archive import Entry
from cnnviz.words import Refusal, Words

TRAIN, TEST = {"train", "training"}, {"test", "testing", "val", "valid", "validation"}
MOST_CLASSES = 1000
TEST_SHARE = 0.2
SHOWN = 5  # names in a sentence
Files = dict[str, list[Entry]]  # of each class


@dataclass(frozen=True)
class Sorted:
    """The files of every class, in the order of `categories`."""

    categories: tuple[str, ...]
    train: list[list[Entry]]
    test: list[list[Entry]]
    outside: int  # files that lie in no class's folder


def sort_out(entries: list[Entry], seed: int) -> Sorted:
    """Sort files by the folders `<class>/…`, or `train/<class>/…` and `test/<class>/…`, whatever lies above.

    Without a folder for testing a fifth of each class is drawn by `seed`. `Refusal` for fewer than two classes, more
    than a thousand, a class with fewer than two files, and one that stands on one side only.
    """
    paths = _below_the_top([(entry.parts, entry) for entry in sorted(entries, key=lambda entry: entry.parts)])
    deep = {parts[0].lower() for parts, _ in paths if len(parts) > 2}
    tops = {parts[0].lower() for parts, _ in paths if len(parts) > 1}
    halved = bool(deep & TRAIN) and (bool(deep & TEST) or tops <= TRAIN | TEST)
    train: Files = {}
    test: Files = {}
    for parts, entry in paths:
        if not halved and len(parts) > 1:
            train.setdefault(parts[0], []).append(entry)
        elif halved and len(parts) > 2 and parts[0].lower() in TRAIN | TEST:
            (train if parts[0].lower() in TRAIN else test).setdefault(parts[1], []).append(entry)
    outside = len(entries) - sum(len(files) for half in (train, test) for files in half.values())
    _check(train, test)
    categories = tuple(sorted(train))
    if not test:
        train, test = _divided(train, categories, seed)
    return Sorted(categories, [train[name] for name in categories], [test[name] for name in categories], outside)


def _below_the_top(paths: list[tuple[tuple[str, ...], Entry]]) -> list[tuple[tuple[str, ...], Entry]]:
    """Without the folders that everything lies in, and without the files beside such a folder."""
    while len({parts[0] for parts, _ in paths if len(parts) > 1}) == 1 and any(len(parts) > 2 for parts, _ in paths):
        paths = [(parts[1:], entry) for parts, entry in paths if len(parts) > 2]
    return paths


def _divided(files: Files, categories: tuple[str, ...], seed: int) -> tuple[Files, Files]:
    every = [(number, entry) for number, name in enumerate(categories) for entry in files[name]]
    halves = divide(torch.tensor([number for number, _ in every]), TEST_SHARE, seed)
    both: list[Files] = []
    for places in halves:
        half: Files = {}
        for place in places.tolist():
            half.setdefault(categories[every[place][0]], []).append(every[place][1])
        both.append(half)
    return both[0], both[1]


def _check(train: Files, test: Files) -> None:
    if not 2 <= len(train) <= MOST_CLASSES:
        raise Refusal(CLASSES.format(count=len(train)))
    if test and (one_sided := sorted(train.keys() ^ test.keys())):
        raise Refusal(ONE_SIDED.format(names=_some(one_sided)))
    if not test and (lonely := [name for name, files in train.items() if len(files) < 2]):
        raise Refusal(LONELY.format(names=_some(lonely)))


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


CLASSES = Words(
    ko=f"클래스 폴더가 {{count}}개입니다. 클래스마다 폴더가 하나씩, 2개에서 {MOST_CLASSES}개까지 있어야 합니다.",
    en=f"{{count}} class folders were found; there must be one for each class, and 2 to {MOST_CLASSES} classes.",
)
ONE_SIDED = Words(
    ko="train과 test 가운데 한쪽에만 있는 클래스가 있습니다: {names}. 두 폴더의 클래스가 같아야 합니다.",
    en="Some classes stand in only one of train and test: {names}. Both need the same classes.",
)
LONELY = Words(
    ko="사진이 한 장뿐인 클래스가 있습니다: {names}. 학습용과 시험용으로 클래스마다 두 장 이상이 필요합니다.",
    en="Some classes have a single picture: {names}. Each needs at least two, one to learn from and one to test with.",
)
