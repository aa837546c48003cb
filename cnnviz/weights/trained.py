"""Networks that this program trained itself: a folder holds the weights, and a card that says what they are."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cnnviz.architectures import find
from cnnviz.data import Preparation
from cnnviz.options import Options
from cnnviz.spelling import Named, chosen
from cnnviz.weights.base import Progress, Weights
from cnnviz.words import Refusal, Words

HOUSE = Path(__file__).parents[2]
BUNDLED = Path(__file__).parent / "learnt_here"  # one folder a network, trained by this program's own command
CARD, FINAL = "card.json", "weights.safetensors"


@dataclass(frozen=True)
class Card:
    """What `card.json` says of the weights beside it."""

    named: Named  # the network, with the options that fit its data
    preparation: Preparation
    categories: tuple[str, ...]
    data: str  # name of the data set
    epochs: float
    accuracy: float | None  # on the test pictures, 0 to 1; None where the last weights were not tested


@dataclass(frozen=True)
class KeptFile:
    """A file of weights in the folder of a run."""

    path: Path
    megabytes: float = 0

    @property
    def at_hand(self) -> bool:
        return self.path.is_file()

    def fetch(self, progress: Progress | None = None) -> Path:
        """Its place; `Refusal` where the run was deleted."""
        if not self.at_hand:
            raise Refusal(GONE.format(file=f"{self.path.parent.name}/{self.path.name}"))
        return self.path


def runs_folder() -> Path:
    """Where runs live: what CNNVIZ_RUNS names, else `runs` beside the program; it may not exist yet."""
    named = os.environ.get("CNNVIZ_RUNS")
    return Path(named).expanduser().absolute() if named else HOUSE / "runs"


def run_folder(number: int) -> Path:
    """The folder of what a run leaves behind; it may not exist yet."""
    return runs_folder() / f"{number:06d}"


def bundled_offers(name: str, options: Options) -> list[Weights]:
    """The weights that come with the program for variant `name` with just these options."""
    return _offers({folder.name: folder for folder in _bundled()}, name, options, TITLE_BUNDLED)


def bundled_options(name: str) -> list[Options]:
    """The options with which variant `name` was trained for the program."""
    return _options_in(_bundled(), name)


def run_options(name: str) -> list[Options]:
    """The options with which runs on this machine trained variant `name`, those of the newest first."""
    return _options_in(_runs().values(), name)


def _options_in(folders: Iterable[Path], name: str) -> list[Options]:
    return [card.named.options for card in map(card_of, folders) if card is not None and card.named.name == name]


def _bundled() -> list[Path]:
    """The folders of the networks that come with the program."""
    return sorted(card.parent for card in BUNDLED.glob(f"*/{CARD}"))


def _runs() -> dict[str, Path]:
    """The folders of the runs on this machine by what their weights are called, the newest first."""
    numbers = (int(folder.name) for folder in runs_folder().glob("[0-9]*") if folder.name.isdecimal())
    return {f"run-{number}": run_folder(number) for number in sorted(numbers, reverse=True)}


def run_offers(name: str, options: Options) -> list[Weights]:
    """The weights of runs on this machine that trained variant `name` with just these options, the newest first."""
    return _offers(_runs(), name, options, TITLE)


def epoch_offer(weights_name: str, name: str, options: Options) -> Weights | None:
    """The weights of one saved epoch, called `run-12@5`; None where that names none of this network."""
    found = re.fullmatch(r"run-(\d+)@(\d+)", weights_name)
    card = card_of(run_folder(int(found[1]))) if found else None
    if found is None or card is None or card.named != Named(name, options):
        return None
    file = KeptFile(run_folder(int(found[1])) / "weights" / f"epoch-{int(found[2]):03d}.safetensors")
    title = EPOCH.format(run=found[1], epoch=found[2])
    return _weights(weights_name, title, ORIGIN_EPOCH, card, file) if file.at_hand else None


def card_of(folder: Path) -> Card | None:
    """What the card in `folder` says; None where there is none that this version can read."""
    try:
        return _read(folder / CARD, (folder / CARD).stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=1024)
def _read(path: Path, changed: int) -> Card:
    """`changed`: when the file was written last, so that a newer one is read again."""
    said = json.loads(path.read_text("utf-8"))
    size = (int(said["input"][1]), int(said["input"][2]))
    preparation = Preparation(resize=0, size=size, mean=tuple(said["mean"]), std=tuple(said["std"]))
    named = chosen(said["model"])
    return Card(
        named, preparation, tuple(said["categories"]), said["data"], said["epochs"], said["test_accuracy"]
    )  # fmt: skip


def _offers(folders: dict[str, Path], name: str, options: Options, title: Words) -> list[Weights]:
    cards = {weights_name: (folder, card_of(folder)) for weights_name, folder in folders.items()}
    offers = []
    for weights_name, (folder, card) in cards.items():
        file = KeptFile(folder / FINAL)
        if card is not None and card.named == Named(name, options) and file.at_hand:
            shown = TESTED.format(share=f"{card.accuracy:.1%}") if card.accuracy is not None else NOT_TESTED
            told = title.format(name=weights_name, data=card.data, tested=shown)
            origin = ORIGIN.format(title=find(name)[1].title, data=card.data, epochs=f"{card.epochs:g}", tested=shown)
            offers.append(_weights(weights_name, told, origin, card, file))
    return offers


def _weights(name: str, title: Words, origin: Words, card: Card, file: KeptFile) -> Weights:
    return Weights(name, title, origin, card.preparation, card.categories, file=file)


TITLE_BUNDLED = Words(ko="{data}, {tested}", en="{data}, {tested}")
TITLE = Words(ko="{name}: {data}, {tested}", en="{name}: {data}, {tested}")
TESTED = Words(ko="시험 {share}", en="test {share}")
NOT_TESTED = Words(ko="시험하지 않음", en="not tested")
ORIGIN = Words(
    ko="이 프로그램이 {title}을(를) {data}에 {epochs}에폭 학습한 가중치입니다({tested}).",
    en="{title} as this program trained it on {data} for {epochs} epochs ({tested}).",
)
EPOCH = Words(ko="{run}번 학습, {epoch}에폭 뒤", en="Run {run}, after epoch {epoch}")
ORIGIN_EPOCH = Words(
    ko="학습하는 도중에 저장한 가중치입니다(반정밀도).", en="Weights kept while the network was learning, in halves."
)
GONE = Words(
    ko="가중치 {file}이(가) 없어졌습니다. 학습을 지웠거나 폴더를 옮긴 것입니다. 다른 가중치를 고르십시오.",
    en="The weights {file} are gone: the run was deleted or its folder moved. Choose others.",
)
