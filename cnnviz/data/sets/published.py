"""Data sets that torchvision knows: where their files are, what they must be, and how they become one of ours."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from filelock import FileLock
from torch import Tensor

from cnnviz.data.download import Progress, Sentences, download
from cnnviz.data.sets.base import DataSet, Loaded, Split, data_folder, loaded
from cnnviz.words import Refusal, Words

DOWNLOADS = "downloads"  # folder for archives that are not unpacked yet


@dataclass(frozen=True)
class Published:
    """One of torchvision's data sets, kept in the data folder as torchvision itself keeps it."""

    class_name: str  # in torchvision.datasets
    files: tuple[str, ...]  # without which it is not there, from the data folder on
    unpacked: str  # folder that its archives are unpacked into
    megabytes: tuple[float, ...]  # of its archives, in their order

    def at_hand(self) -> bool:
        """True where all files are there; they come into their places whole."""
        return all((data_folder() / file).is_file() for file in self.files)

    def load(self, progress: Progress | None = None) -> Loaded:
        """The set, downloaded first where it is missing; `Refusal` where it cannot be had."""
        if not self.at_hand():
            self._fetch(progress)
        from torchvision import datasets  # takes a second

        known = getattr(datasets, self.class_name)
        try:
            train, test = (known(data_folder(), train=train) for train in (True, False))
        except Exception as error:  # a damaged file can fail anywhere in a reader, with any exception
            raise Refusal(DAMAGED.format(name=self.class_name, folder=data_folder() / self.unpacked)) from error
        categories = tuple(name.split(" - ")[0].replace("_", " ") for name in train.classes)
        return loaded(_split(train), _split(test), categories)

    def _fetch(self, progress: Progress | None) -> None:
        """Download all archives, then unpack them; other processes and visitors wait for the same files."""
        done, whole = 0.0, sum(self.megabytes)
        archives = []
        for (urls, name, md5), megabytes in zip(self._archives(), self.megabytes, strict=True):
            told = _part(progress, done / whole, megabytes / whole)
            archives.append(_archive(urls, data_folder() / DOWNLOADS / self.class_name / name, megabytes, md5, told))
            done += megabytes
        try:
            with FileLock(data_folder() / DOWNLOADS / f"{self.class_name}.lock"):
                if not self.at_hand():
                    self._unpack(archives)
                shutil.rmtree(data_folder() / DOWNLOADS / self.class_name, ignore_errors=True)
        except OSError as error:
            raise Refusal(NO_PLACE.format(folder=data_folder(), why=error.strerror or error)) from error

    def _unpack(self, archives: list[Path]) -> None:
        """Unpack beside the place, then give every file its name at once."""
        from torchvision.datasets.utils import extract_archive

        with TemporaryDirectory(prefix=".unpacked-", dir=data_folder()) as beside:
            for archive in archives:
                extract_archive(archive, beside)
            top = Path(beside, self.unpacked) if Path(beside, self.unpacked).is_dir() else Path(beside)
            for file in (file for file in top.iterdir() if file.is_file()):
                place = data_folder() / self.unpacked / file.name
                place.parent.mkdir(parents=True, exist_ok=True)
                os.replace(file, place)

    def _archives(self) -> list[tuple[list[str], str, str]]:
        """Addresses, name and MD5 of each archive, as torchvision has them."""
        from torchvision import datasets

        known = getattr(datasets, self.class_name)
        if hasattr(known, "resources"):
            return [([mirror + name for mirror in known.mirrors], name, md5) for name, md5 in known.resources]
        return [([known.url], known.filename, known.tgz_md5)]


def published(name: str, title: Words, about: Words, source: str, of: Published, **what: Any) -> DataSet:
    """The data set `name` that comes of `of`."""
    return DataSet(
        name, title, about, source, load=of.load, at_hand=of.at_hand, megabytes=round(sum(of.megabytes), 1), **what
    )


def _archive(urls: list[str], path: Path, megabytes: float, md5: str, progress: Progress | None) -> Path:
    """One archive, from the first address that has it."""

    def right(file: Path) -> bool:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "md5").hexdigest() == md5

    for url in urls[:-1]:
        try:
            return download(url, path, megabytes, right, SENTENCES, progress)
        except Refusal:
            continue  # the next address may have it; the last one's refusal is told
    return download(urls[-1], path, megabytes, right, SENTENCES, progress)


def _part(progress: Progress | None, start: float, share: float) -> Progress | None:
    return progress and (lambda fraction: progress(start + share * fraction))


def _split(known: Any) -> Split:
    images = known.data if isinstance(known.data, Tensor) else torch.from_numpy(known.data)
    images = images[:, None] if images.ndim == 3 else images.permute(0, 3, 1, 2)
    return Split(images.contiguous(), torch.as_tensor(known.targets, dtype=torch.int64))


UNREACHABLE = Words(
    ko="{url}에서 데이터 세트를 받을 수 없습니다({why}). 인터넷 연결을 확인하거나 내려받을 것이 없는 shapes나 digits를 쓰십시오.",
    en="Cannot download the data set from {url} ({why}). Check the connection, or use shapes or digits, which need no download.",
)
BROKEN_OFF = Words(
    ko="{url}의 다운로드가 도중에 끊겼습니다. 받다 만 파일은 지웠습니다. 다시 시도하십시오.",
    en="The download of {url} broke off; what had arrived was deleted. Try again.",
)
WRONG = Words(
    ko="{url}에서 받은 파일의 MD5가 torchvision이 아는 값과 달라 지웠습니다. 중간에 바뀐 파일일 수 있습니다. 다시 시도하십시오.",
    en="What arrived from {url} does not have the MD5 that torchvision knows and was deleted; something on the way changed it.",
)
DISK_FULL = Words(
    ko="{folder} 폴더에 남은 공간이 없어 데이터 세트를 저장하지 못했습니다. 공간을 비우고 다시 시도하십시오.",
    en="No space is left in {folder} for the data set. Make room there and try again.",
)
NO_PLACE = Words(
    ko="{folder} 폴더에 데이터 세트를 저장할 수 없습니다({why}). 환경 변수 CNNVIZ_DATA로 쓸 수 있는 폴더를 지정하십시오.",
    en="Cannot store a data set in {folder} ({why}). Name a writable folder in the environment variable CNNVIZ_DATA.",
)
DAMAGED = Words(
    ko="{name} 데이터 세트의 파일이 손상되었습니다. {folder} 폴더를 지우고 다시 내려받으십시오.",
    en="The files of the data set {name} are damaged. Delete the folder {folder} and download it again.",
)
SENTENCES = Sentences(UNREACHABLE, BROKEN_OFF, WRONG, DISK_FULL, NO_PLACE)
