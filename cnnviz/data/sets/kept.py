"""Data sets that took work to make, kept as one file of uint8 pictures in the data folder."""

import json
import logging
import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from tempfile import mkstemp

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from cnnviz.data.sets.base import Loaded, Split, data_folder

SUFFIX = ".safetensors"


def kept(name: str, source: str, make: Callable[[], Loaded]) -> Loaded:
    """The set that `make` makes, from its file in the data folder where the program `source` wrote it.

    A folder that cannot be written is no fault: then the set is made anew each time.
    """
    path, maker = data_folder() / (name + SUFFIX), blake2b(Path(source).read_bytes(), digest_size=8).hexdigest()
    if (found := read(path, maker)) is not None:
        return found
    made = make()
    try:
        write(made, path, maker)
    except OSError as error:
        logging.getLogger("cnnviz").warning("%s is not kept: %s", path, error)
    return made


def read(path: Path, maker: str) -> Loaded | None:
    """The set in the file `path`; None where there is none, it is damaged, or another `maker` wrote it.

    The pictures are mapped into memory, not copied: only what is looked at is read.
    """
    try:
        with safe_open(path, framework="pt") as file:
            notes = file.metadata() or {}
            if notes.get("maker") != maker:
                return None
            halves = {half: _split(file, half) for half in ("train", "test")}
    except (OSError, SafetensorError):
        return None
    about = json.loads(notes["about"])
    return Loaded(**halves, categories=tuple(about["categories"]), mean=tuple(about["mean"]), std=tuple(about["std"]))


def write(made: Loaded, path: Path, maker: str) -> None:
    """Keep a set in the file `path`, which is there whole or not at all; `OSError` where it cannot be written."""
    tensors: dict[str, Tensor] = {}
    for half, split in (("train", made.train), ("test", made.test)):
        named = {"images": split.images, "labels": split.labels, "boxes": split.boxes}
        tensors |= {f"{half}.{part}": tensor for part, tensor in named.items() if tensor is not None}
    about = {"categories": made.categories, "mean": made.mean, "std": made.std}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = mkstemp(suffix=".part", prefix=path.name, dir=path.parent)
    os.close(handle)
    try:
        save_file(tensors, partial, {"maker": maker, "about": json.dumps(about, ensure_ascii=False)})
        os.replace(partial, path)
    except SafetensorError as error:  # a full disk, for one
        raise OSError(str(error)) from error
    finally:
        Path(partial).unlink(missing_ok=True)


def _split(file: safe_open, half: str) -> Split:
    names = [name for name in file.keys() if name.startswith(half)]  # noqa: SIM118  (no mapping, only `keys`)
    return Split(**{name.removeprefix(f"{half}."): file.get_tensor(name) for name in names})
