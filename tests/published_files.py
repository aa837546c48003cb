"""Small archives in the formats of MNIST and CIFAR, and torchvision's classes told to expect them from a test's server."""

import gzip
import hashlib
import io
import pickle
import struct
import tarfile
from typing import Any

import numpy as np
import pytest
from torchvision import datasets

from tests.weights_server import WeightsServer

COUNT = 12  # pictures in each file
_random = np.random.default_rng(0)
PIXELS = {half: _random.integers(0, 256, (COUNT, 28, 28), np.uint8) for half in ("train", "t10k")}
ROWS = {name: _random.integers(0, 256, (COUNT, 3072), np.uint8) for name in ("data_batch_1", "test_batch")}
LABELS = [number % 10 for number in range(COUNT)]


def offer_mnist(server: WeightsServer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Serve a small MNIST; the names of its archives."""
    resources = []
    for half, pixels in PIXELS.items():
        images = struct.pack(">4L", 2051, COUNT, 28, 28) + pixels.tobytes()
        labels = struct.pack(">2L", 2049, COUNT) + bytes(LABELS)
        for name, content in ((f"{half}-images-idx3-ubyte.gz", images), (f"{half}-labels-idx1-ubyte.gz", labels)):
            resources.append((name, _offer(server, name, gzip.compress(content))))
    monkeypatch.setattr(datasets.MNIST, "mirrors", [server.url])
    monkeypatch.setattr(datasets.MNIST, "resources", resources)
    return [name for name, _ in resources]


def offer_cifar(server: WeightsServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Serve a small CIFAR-10 with one file of training pictures; the name of its archive."""
    files: dict[str, Any] = {name: {"data": rows, "labels": LABELS} for name, rows in ROWS.items()}
    files["batches.meta"] = {"label_names": [f"kind {number}" for number in range(10)]}
    packed = {name: pickle.dumps(content) for name, content in files.items()}
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name, content in packed.items():
            entry = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    sums = {name: hashlib.md5(content).hexdigest() for name, content in packed.items()}
    of: dict[str, Any] = {
        "url": f"{server.url}cifar.tar.gz",
        "filename": "cifar.tar.gz",
        "tgz_md5": _offer(server, "cifar.tar.gz", archive.getvalue()),
        "train_list": [["data_batch_1", sums["data_batch_1"]]],
        "test_list": [["test_batch", sums["test_batch"]]],
        "meta": {"filename": "batches.meta", "key": "label_names", "md5": sums["batches.meta"]},
    }
    for name, value in of.items():
        monkeypatch.setattr(datasets.CIFAR10, name, value)
    return "cifar.tar.gz"


def _offer(server: WeightsServer, name: str, content: bytes) -> str:
    server.files[name] = content
    return hashlib.md5(content).hexdigest()
