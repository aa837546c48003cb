"""A file of weights from the web, whose name carries the first digits of its hash."""

import hashlib
import re
from pathlib import Path

from cnnviz.data import download as downloads
from cnnviz.weights.base import Progress
from cnnviz.words import Words


def download(url: str, path: Path, megabytes: float, progress: Progress | None = None) -> Path:
    """The file at `url`, kept at `path`, whose name ends with the first digits of its SHA-256 as torch's files do.

    Two visitors who ask at once share one download. `megabytes`: about how large it is, for the progress.
    """
    return downloads.download(url, path, megabytes, lambda file: _right(file, path.name), SENTENCES, progress)


def complete(path: Path) -> bool:
    """True where the file is there, can be read, and has the hash that its name says."""
    return downloads.complete(path, lambda file: _right(file, path.name))


def _right(path: Path, name: str) -> bool:
    expected = re.search(r"-([0-9a-f]{8,64})\.", name)
    with path.open("rb") as file:
        return expected is not None and hashlib.file_digest(file, "sha256").hexdigest().startswith(expected[1])


UNREACHABLE = Words(
    ko="{url}에서 가중치를 받을 수 없습니다({why}). 인터넷 연결을 확인하거나 가중치가 함께 설치되는 efficientnet_lite0을 쓰십시오.",
    en="Cannot download the weights from {url} ({why}). Check the connection, or use efficientnet_lite0, whose weights "
    "are installed along.",
)
BROKEN_OFF = Words(
    ko="{url}의 다운로드가 도중에 끊겼습니다. 받다 만 파일은 지웠습니다. 다시 시도하십시오.",
    en="The download of {url} broke off; what had arrived was deleted. Try again.",
)
WRONG_HASH = Words(
    ko="{url}에서 받은 파일의 SHA-256이 이름과 맞지 않아 지웠습니다. 중간에 바뀐 파일일 수 있습니다. 다시 시도하십시오.",
    en="What arrived from {url} does not have the SHA-256 of its name and was deleted; something on the way changed it.",
)
DISK_FULL = Words(
    ko="{folder} 폴더에 남은 공간이 없어 가중치를 저장하지 못했습니다. 공간을 비우고 다시 시도하십시오.",
    en="No space is left in {folder} for the weights. Make room there and try again.",
)
NO_PLACE = Words(
    ko="{folder} 폴더에 가중치를 저장할 수 없습니다({why}). 환경 변수 TORCH_HOME으로 쓸 수 있는 폴더를 지정하십시오.",
    en="Cannot store weights in {folder} ({why}). Name a writable folder in the environment variable TORCH_HOME.",
)
SENTENCES = downloads.Sentences(UNREACHABLE, BROKEN_OFF, WRONG_HASH, DISK_FULL, NO_PLACE)
