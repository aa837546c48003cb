"""A zip or a folder of class folders becomes a data set of one's own: sorted, decoded, counted, then there at once."""

import errno
import json
import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp

from cnnviz.data.sets.base import Progress, channel_statistics
from cnnviz.data.sets.own.archive import opened
from cnnviz.data.sets.own.classes import Sorted, sort_out
from cnnviz.data.sets.own.decoding import decoded
from cnnviz.data.sets.own.store import ABOUT, NAME, PICTURES, Own, own_folder, own_sets, read_images
from cnnviz.words import Refusal, Words

SIDES = (32, 64, 224)  # pixels
MOST_BYTES = 4 * 2**30  # of the decoded pictures of one set
MOST_OF_ALL = 20 * 2**30  # bytes, of all sets that visitors brought; whoever sits at the terminal may add more
SPARE = 2**30  # bytes of the disk that stay free: runs are written there too
ABANDONED = 86_400  # seconds after which a half-made folder belongs to nobody


def add_own(
    source: Path, name: str, side: int = 32, owner: str = "", mirrors: bool = True, seed: int = 0,
    progress: Progress | None = None,
) -> Own:  # fmt: skip
    """Take a zip or a folder of class folders in as the data set `name`, every picture `side`×`side`, RGB.

    Files that are no pictures are left out and counted. `Refusal` where no set comes of it.
    """
    folder = _place_for(name)
    if side not in SIDES:
        raise Refusal(SIDE.format(side=side, sides=", ".join(map(str, SIDES))))
    with opened(source) as entries:
        files = sort_out(entries, seed)
        _check_room(folder, len(entries), side, owner)
        with _half_made(folder) as half_made:
            own = _take_in(files, name, side, owner, mirrors, half_made, progress)
            (half_made / ABOUT).write_text(json.dumps(asdict(own), ensure_ascii=False), "utf-8")
            try:
                half_made.rename(folder)
            except OSError as error:
                raise Refusal(TAKEN.format(name=name)) from error
    return own


def _take_in(
    files: Sorted, name: str, side: int, owner: str, mirrors: bool, folder: Path, progress: Progress | None
) -> Own:
    """Decode all files, in their order, into one file."""
    every = [
        (half, number, entry)
        for half, classes in enumerate((files.train, files.test))
        for number, entries in enumerate(classes)
        for entry in entries
    ]
    counts = [[0] * len(files.categories) for _ in (0, 1)]
    skipped: Counter[Words] = Counter({OUTSIDE: files.outside} if files.outside else {})
    with (folder / PICTURES).open("wb") as pictures:
        for place, answer in enumerate(decoded([entry for *_, entry in every], side)):
            if isinstance(answer, Words):
                skipped[answer] += 1
            else:
                pictures.write(answer)
                counts[every[place][0]][every[place][1]] += 1
            if progress and place % 64 == 0:
                progress(place / len(every))
    empty = [name for name, *pair in zip(files.categories, *counts, strict=True) if not all(pair)]
    if empty:
        raise Refusal(EMPTY.format(names=", ".join(empty[:5]), why=skipped.most_common(1)[0][0]))
    images = read_images(folder / PICTURES, sum(map(sum, counts)), side)
    train, test = (tuple(half) for half in counts)
    mean, std = channel_statistics(images[: sum(train)])
    return Own(name, side, files.categories, train, test, mean, std, tuple(skipped.most_common()), owner, mirrors)


def _place_for(name: str) -> Path:
    """Where the new set `name` is to lie."""
    if not NAME.fullmatch(name):
        raise Refusal(BAD_NAME.format(name=name))
    if (own_folder() / name).exists():
        raise Refusal(TAKEN.format(name=name))
    return own_folder() / name


def _check_room(folder: Path, count: int, side: int, owner: str) -> None:
    """`Refusal` where `count` pictures are too many for one set, for what visitors may bring, or for the disk."""
    needed = count * side * side * 3
    if needed > MOST_BYTES:
        raise Refusal(LARGE.format(count=count, side=side))
    if owner and needed + sum(own.bytes for own in own_sets() if own.owner) > MOST_OF_ALL:
        raise Refusal(FULL)
    above = next(parent for parent in folder.parents if parent.exists())
    if needed + SPARE > shutil.disk_usage(above).free:
        raise Refusal(UNWRITABLE.format(folder=folder.parent, why=os.strerror(errno.ENOSPC)))


@contextmanager
def _half_made(folder: Path) -> Iterator[Path]:
    """A folder to fill, beside `folder`; it is gone afterwards, unless it was given its name."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for left in folder.parent.glob(".*-*"):  # of processes that were killed
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
        half_made = Path(mkdtemp(prefix=".new-", dir=folder.parent))
        half_made.chmod(0o755)
    except OSError as error:
        raise Refusal(UNWRITABLE.format(folder=folder.parent, why=error.strerror or error)) from error
    try:
        yield half_made
    except OSError as error:
        raise Refusal(UNWRITABLE.format(folder=folder.parent, why=error.strerror or error)) from error
    finally:
        shutil.rmtree(half_made, ignore_errors=True)


BAD_NAME = Words(
    ko="‘{name}’은(는) 이름으로 쓸 수 없습니다. 글자, 숫자, -, _를 40자까지 쓸 수 있습니다.",
    en="“{name}” cannot be a name; up to 40 letters, digits, - and _ are allowed.",
)
TAKEN = Words(
    ko="‘{name}’이라는 데이터 세트가 이미 있습니다. 다른 이름을 쓰거나 있는 것을 먼저 지우십시오.",
    en="There is a data set “{name}” already; choose another name, or delete that one first.",
)
SIDE = Words(
    ko="사진 크기로 {side}픽셀은 쓸 수 없습니다. 쓸 수 있는 값: {sides}.",
    en="Pictures cannot be kept at {side} pixels; allowed: {sides}.",
)
LARGE = Words(
    ko=f"사진 {{count}}장을 {{side}}픽셀로 두면 {MOST_BYTES >> 30} GB를 넘습니다. 더 작은 크기나 더 적은 사진이 필요합니다.",
    en=f"{{count}} pictures of {{side}} pixels take more than {MOST_BYTES >> 30} GB; a smaller size or fewer pictures are needed.",
)
FULL = Words(
    ko=f"올린 데이터 세트가 이미 {MOST_OF_ALL >> 30} GB를 차지합니다. 쓰지 않는 것을 지우거나, 더 작은 크기나 더 적은 사진으로 올리십시오.",
    en=f"The sets that were brought already take {MOST_OF_ALL >> 30} GB. Delete one that is not needed, or bring smaller or fewer pictures.",
)
OUTSIDE = Words(ko="클래스 폴더 밖에 있는 파일입니다.", en="The file lies in no class folder.")
EMPTY = Words(
    ko="학습용이나 시험용으로 쓸 수 있는 사진이 한 장도 없는 클래스가 있습니다: {names}. 가장 많은 까닭: {why}",
    en="Some classes have no usable picture to learn from or to test with: {names}. The most frequent reason: {why}",
)
UNWRITABLE = Words(
    ko="{folder} 폴더에 저장할 수 없습니다({why}). 공간을 비우거나 환경 변수 CNNVIZ_DATA로 다른 폴더를 지정하십시오.",
    en="Cannot store in {folder} ({why}). Make room there, or name another folder in the environment variable CNNVIZ_DATA.",
)
