"""Data sets of one's own in the data folder: `own/<name>/` holds the pictures as bytes and what is known of them.

Pictures lie class by class, first those to learn from, then those to test with; so the counts of the classes are all
that has to be written down of the labels.
"""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import torch
from torch import Tensor

from cnnviz.data.sets.base import DataSet, Loaded, Split, data_folder
from cnnviz.words import Refusal, Words

ABOUT, PICTURES = "set.json", "pictures.u8"


@dataclass(frozen=True)
class Own:
    """What is known of a set: its side in pixels, its classes, how many pictures each has in either half."""

    name: str
    side: int
    categories: tuple[str, ...]
    train: tuple[int, ...]
    test: tuple[int, ...]
    mean: tuple[float, ...]
    std: tuple[float, ...]
    skipped: tuple[tuple[Words, int], ...] = ()  # why files were left out, and how many
    owner: str = ""  # who may delete it; empty: it was added at the terminal
    mirrors: bool = True

    @property
    def bytes(self) -> int:
        """What its pictures take on the disk."""
        return (sum(self.train) + sum(self.test)) * self.side**2 * 3

    def belongs_to(self, owner: str) -> bool:
        """True where the visitor `owner` brought it, and may delete it."""
        return owner != "" and owner == self.owner

    def data_set(self) -> DataSet:
        return DataSet(
            self.name, Words(self.name, self.name), ABOUT_OWN.format(side=self.side, classes=len(self.categories)), "-",
            (3, self.side, self.side), len(self.categories), (sum(self.train), sum(self.test)),
            lambda progress: _load(self), mirrors=self.mirrors, own=True,
        )  # fmt: skip


def own_sets() -> list[Own]:
    """All sets of users, by name."""
    names = sorted(path.parent.name for path in own_folder().glob(f"*/{ABOUT}"))
    return [own for name in names if (own := find_own(name))]


def find_own(name: str) -> Own | None:
    """What is known of the set `name`; None where there is none."""
    return _known(own_folder() / name / ABOUT) if NAME.fullmatch(name) else None


def remove_own(name: str, owner: str | None) -> None:
    """Delete a set; `owner` None is whoever sits at the terminal. `Refusal` for a set that is somebody else's."""
    own = find_own(name)
    if own is None or (owner is not None and not own.belongs_to(owner)):
        raise Refusal(NOT_YOURS.format(name=name))
    try:
        away = Path(mkdtemp(prefix=".gone-", dir=own_folder()))
        (own_folder() / name).rename(away / name)  # gone at once, also while its files are still being deleted
        shutil.rmtree(away)
    except OSError as error:
        raise Refusal(NOT_DELETED.format(name=name, why=error.strerror or error)) from error


def _load(own: Own) -> Loaded:
    folder = own_folder() / own.name
    try:
        images = read_images(folder / PICTURES, sum(own.train) + sum(own.test), own.side)
    except (OSError, RuntimeError) as error:
        raise Refusal(DAMAGED.format(name=own.name)) from error
    first = sum(own.train)
    train, test = Split(images[:first], _labels(own.train)), Split(images[first:], _labels(own.test))
    return Loaded(train, test, own.categories, own.mean, own.std)


def read_images(path: Path, count: int, side: int) -> Tensor:
    """Pictures as (n, 3, side, side), mapped into memory: only what is looked at is read."""
    if path.stat().st_size != count * side * side * 3:
        raise OSError("cut short")
    return torch.from_file(str(path), shared=False, size=path.stat().st_size, dtype=torch.uint8).view(
        count, 3, side, side
    )


def _labels(counts: tuple[int, ...]) -> Tensor:
    return torch.arange(len(counts)).repeat_interleave(torch.tensor(counts))


def _known(path: Path) -> Own | None:
    try:
        about = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    skipped = tuple((Words(**why), count) for why, count in about.pop("skipped"))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in about.items()}
    return Own(**values, skipped=skipped)


def own_folder() -> Path:
    """Where they all lie; it may not exist yet."""
    return data_folder() / "own"


NAME = re.compile(r"[\w-]{1,40}")
ABOUT_OWN = Words(
    ko="직접 올린 사진입니다. 클래스 {classes}개, {side}×{side}로 줄여 두었습니다.",
    en="Pictures of your own: {classes} classes, kept at {side}×{side}.",
)
NOT_YOURS = Words(
    ko="‘{name}’ 데이터 세트는 올린 사람만, 올린 브라우저에서만 지울 수 있습니다.",
    en="Only whoever brought the data set “{name}” can delete it, in the same browser.",
)
NOT_DELETED = Words(
    ko="‘{name}’ 데이터 세트를 지울 수 없습니다: {why}.", en="The data set “{name}” cannot be deleted: {why}."
)
DAMAGED = Words(
    ko="‘{name}’ 데이터 세트의 파일이 없거나 손상되었습니다. 지우고 다시 추가하십시오.",
    en="The files of the data set “{name}” are missing or damaged; delete it and add it again.",
)
