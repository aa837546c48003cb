"""What a run leaves in its folder: weights of every epoch, and at the end final weights, a card and its mistakes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from safetensors.torch import save as to_bytes
from torch import Tensor, nn

from cnnviz.data.sets import Split
from cnnviz.spelling import spelled
from cnnviz.train.checkpoint import write
from cnnviz.train.examination import Examined
from cnnviz.train.session import Session

MOST_EPOCHS = 30  # kept
MOST_BYTES = 500 * 2**20  # of them all together, unless two need more
WORST = 24  # mistakes shown
COLUMNS = 8
MOST_HISTOGRAMS = 200


def keep_epoch(folder: Path, model: nn.Module, epoch: int, last: bool = False) -> None:
    """Write `weights/epoch-012.safetensors`, in halves, and thin out the older ones: an even spread of at most 30.

    last: the run ends with it, so it is kept wherever it falls.
    """
    state = {name: _half(tensor) for name, tensor in model.state_dict().items()}
    size = sum(tensor.numel() * tensor.element_size() for tensor in state.values())
    apart = _apart(epoch, max(2, min(MOST_EPOCHS, MOST_BYTES // size)))
    if epoch % apart == 0:
        _thin_out(kept_epochs(folder), epoch, apart)
    if epoch % apart == 0 or last:
        write(folder / "weights" / f"epoch-{epoch:03d}.safetensors", to_bytes(state), durable=False)


def kept_epochs(folder: Path) -> dict[int, Path]:
    """The epochs of a run whose weights were kept, in order; 0 are the first weights."""
    return _by_epoch(folder / "weights")


def keep_histograms(folder: Path, spread: dict[str, Any], epoch: int) -> None:
    """Write `histograms/epoch-012.json`: how the weights of each stage are spread; at most 200 are kept."""
    apart = _apart(epoch, MOST_HISTOGRAMS)
    if epoch % apart == 0:
        path = folder / "histograms" / f"epoch-{epoch:03d}.json"
        write(path, json.dumps(spread).encode(), durable=False)
        _thin_out(_by_epoch(folder / "histograms"), epoch, apart)


def kept_histograms(folder: Path) -> dict[int, dict[str, Any]]:
    """Epoch → stage → `low`, `high` and the `counts` in equal bins between them."""
    return {epoch: json.loads(path.read_text("utf-8")) for epoch, path in _by_epoch(folder / "histograms").items()}


def _by_epoch(folder: Path) -> dict[int, Path]:
    """The files of a folder by the epoch in their names, in order."""
    return dict(sorted((int(path.stem.removeprefix("epoch-")), path) for path in folder.glob("epoch-*")))


def _thin_out(files: dict[int, Path], epoch: int, apart: int) -> None:
    """Delete what is not `apart` epochs from its neighbours, and what a run that was taken back had after `epoch`."""
    for number, path in files.items():
        if number % apart or number > epoch:
            path.unlink()


def _apart(epoch: int, most: int) -> int:
    """Every how many epochs one is kept: the lowest power of two that leaves `most` of them, the first included."""
    apart = 1
    while epoch // apart + 1 > most:
        apart *= 2
    return apart


def _half(tensor: Tensor) -> Tensor:
    """float16 where all values fit."""
    if not tensor.is_floating_point() or tensor.abs().max() > torch.finfo(torch.float16).max:
        return tensor.detach().contiguous()
    return tensor.detach().half().contiguous()


def keep_card(folder: Path, session: Session, test: Examined | None = None) -> None:
    """Write `card.json`: what the network in this folder is, how it wants pictures, how far it has come."""
    network = session.network
    card = {
        "model": spelled(network.named),
        "input": network.shape,
        "mean": network.mean,
        "std": network.std,
        "categories": network.categories,
        "data": session.config.data,
        "test_accuracy": test.accuracy if test else None,
        "test_loss": test.loss if test else None,
        "epochs": session.epoch,
        "steps": session.step,
        "seconds": session.seconds,
        "seed": session.config.seed,
        "precision": session.precision,
        "device": str(session.device),
        "date": date.today().isoformat(),
    }
    write(folder / "card.json", json.dumps(card, ensure_ascii=False, indent=1).encode())


def keep_final(folder: Path, session: Session, test: Examined | None) -> None:
    """Write `weights.safetensors`, and the card anew."""
    state = {name: tensor.detach().cpu().contiguous() for name, tensor in session.final_model.state_dict().items()}
    write(folder / "weights.safetensors", to_bytes(state))
    keep_card(folder, session, test)


def keep_answers(folder: Path, split: Split, categories: tuple[str, ...], test: Examined) -> None:
    """Write `confusion.json` and, of the worst mistakes, `mistakes.json` and `mistakes.png`."""
    guesses = test.logits.argmax(1)
    count = len(categories)
    matrix = torch.bincount(split.labels * count + guesses, minlength=count * count).view(count, count)
    write(
        folder / "confusion.json",
        json.dumps({"categories": categories, "matrix": matrix.tolist()}, ensure_ascii=False).encode(),
    )
    probabilities = test.logits.softmax(1)
    right = probabilities.gather(1, split.labels[:, None])[:, 0]
    worst = [place for place in right.argsort().tolist() if guesses[place] != split.labels[place]][:WORST]
    rows = [
        {
            "picture": place,  # its number in the test split
            "label": categories[split.labels[place]],
            "guess": categories[guesses[place]],
            "sure": probabilities[place, guesses[place]].item(),
            "right": right[place].item(),  # probability of the right class
        }
        for place in worst
    ]
    write(folder / "mistakes.json", json.dumps(rows, ensure_ascii=False, indent=1).encode())
    if worst:
        _sprite(split.images[worst]).save(folder / "mistakes.png")


def _sprite(pictures: Tensor) -> Image.Image:
    """Pictures (n, c, h, w) as one, eight in a row, in their order."""
    count, channels, height, width = pictures.shape
    rows = -(-count // COLUMNS)
    sheet = torch.zeros(rows * COLUMNS, channels, height, width, dtype=torch.uint8)
    sheet[:count] = pictures
    sheet = sheet.view(rows, COLUMNS, channels, height, width).permute(0, 3, 1, 4, 2).flatten(2, 3).flatten(0, 1)
    return Image.fromarray(sheet.squeeze(-1).numpy(), "RGB" if channels == 3 else "L")
