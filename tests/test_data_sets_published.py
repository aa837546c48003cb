"""torchvision's data sets: fetched once and whole from a server that misbehaves, read as torchvision reads them."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import sleep

import numpy as np
import pytest
import torch
from torchvision import datasets

from cnnviz.data import download
from cnnviz.data.sets import DATASETS, Loaded, find_set
from cnnviz.data.sets import cifar10 as cifar10_file
from cnnviz.words import Refusal
from tests.published_files import LABELS, PIXELS, ROWS, offer_cifar, offer_mnist
from tests.weights_server import WeightsServer, weights_server

REAL = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture
def server():
    with weights_server() as running:
        yield running


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def small_cifar(server: WeightsServer, monkeypatch: pytest.MonkeyPatch):
    """CIFAR-10 with one file of training pictures instead of five."""
    offer_cifar(server, monkeypatch)
    files = tuple(f"cifar-10-batches-py/{name}" for name in ("data_batch_1", "test_batch", "batches.meta"))
    of = replace(cifar10_file.DATA.load.__self__, files=files)  # type: ignore[attr-defined]
    monkeypatch.setitem(DATASETS, "cifar10", replace(cifar10_file.DATA, load=of.load, at_hand=of.at_hand))


def left(folder: Path) -> set[str]:
    """What lies in the data folder, but for the files by which processes take turns."""
    return {path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


def check_mnist(found: Loaded) -> None:
    for split, half in ((found.train, "train"), (found.test, "t10k")):
        assert np.array_equal(split.images[:, 0].numpy(), PIXELS[half])
        assert split.labels.tolist() == LABELS
    assert found.categories == tuple("0123456789")


def test_mnist_arrives_and_is_read(server: WeightsServer, monkeypatch: pytest.MonkeyPatch, folder: Path):
    names, heard = offer_mnist(server, monkeypatch), []
    assert not find_set("mnist").at_hand()
    check_mnist(find_set("mnist").load(heard.append))
    assert find_set("mnist").at_hand()
    assert server.requests == names
    assert left(folder) == {name.removesuffix(".gz") for name in names}, "archives go when they are unpacked"
    assert heard == sorted(heard) and all(0 <= share <= 1 for share in heard)
    server.shutdown()
    check_mnist(find_set("mnist").load(None))


def test_cifar_arrives_and_is_read(server: WeightsServer, small_cifar, folder: Path):
    found = find_set("cifar10").load(None)
    assert found.train.images.shape == (12, 3, 32, 32) and found.train.images.is_contiguous()
    assert np.array_equal(found.train.images.flatten(1).numpy(), ROWS["data_batch_1"])
    assert np.array_equal(found.test.images.flatten(1).numpy(), ROWS["test_batch"])
    assert found.categories[3] == "kind 3"
    assert left(folder) == {"data_batch_1", "test_batch", "batches.meta"}


def test_progress_is_told_while_it_arrives(server: WeightsServer, small_cifar, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(download, "CHUNK", 1000)
    server.go_on.clear()
    heard: list[float] = []

    def progress(share: float) -> None:
        heard.append(share)
        if 0 < share < 1:
            server.go_on.set()

    find_set("cifar10").load(progress)
    assert any(0.3 < share < 0.7 for share in heard), "half of the file was held back"


def test_visitors_at_once_download_once(server: WeightsServer, small_cifar):
    server.go_on.clear()
    with ThreadPoolExecutor(6) as visitors:
        asked = [visitors.submit(find_set("cifar10").load, None) for _ in range(6)]
        while not server.requests:
            sleep(0.01)
        server.go_on.set()
        assert {tuple(answer.result().test.labels.tolist()) for answer in asked} == {tuple(LABELS)}
    assert server.requests == ["cifar.tar.gz"]


def test_offline_is_a_sentence(server: WeightsServer, small_cifar, folder: Path):
    server.shutdown()
    server.server_close()
    with pytest.raises(Refusal, match=r"Cannot download the data set .* use shapes or digits"):
        find_set("cifar10").load(None)
    assert left(folder) == set()


def test_a_download_that_breaks_off_leaves_nothing_and_can_be_repeated(server, small_cifar, folder: Path):
    server.send_only = 500
    with pytest.raises(Refusal, match="broke off"):
        find_set("cifar10").load(None)
    assert left(folder) == set()
    assert not find_set("cifar10").at_hand()
    server.send_only = None
    assert len(find_set("cifar10").load(None).train) == 12


def test_a_changed_archive_is_not_unpacked(server: WeightsServer, monkeypatch: pytest.MonkeyPatch, folder: Path):
    names = offer_mnist(server, monkeypatch)
    server.files[names[1]] = gzip.compress(b"something else")
    with pytest.raises(Refusal, match="MD5"):
        find_set("mnist").load(None)
    assert not find_set("mnist").at_hand()
    offer_mnist(server, monkeypatch)
    check_mnist(find_set("mnist").load(None))
    assert server.requests.count(names[0]) == 1, "what had arrived right is kept"


def test_the_second_address_is_asked_where_the_first_has_nothing(server: WeightsServer, monkeypatch):
    offer_mnist(server, monkeypatch)
    monkeypatch.setattr(datasets.MNIST, "mirrors", [f"{server.url}nowhere/", server.url])
    check_mnist(find_set("mnist").load(None))


def test_an_unpacking_that_was_cut_off_is_made_again(server: WeightsServer, monkeypatch, folder: Path):
    """A process that dies while it unpacks leaves files of its own, never half of a file under its right name."""
    offer_mnist(server, monkeypatch)
    (folder / "MNIST/raw").mkdir(parents=True)
    (folder / "MNIST/raw/train-labels-idx1-ubyte").write_bytes(b"old")
    check_mnist(find_set("mnist").load(None))


def test_damaged_files_are_a_sentence(server: WeightsServer, monkeypatch: pytest.MonkeyPatch, folder: Path):
    offer_mnist(server, monkeypatch)
    find_set("mnist").load(None)
    (folder / "MNIST/raw/t10k-labels-idx1-ubyte").write_bytes(b"damaged")
    with pytest.raises(Refusal, match="are damaged"):
        find_set("mnist").load(None)


def test_a_data_folder_that_cannot_be_written_is_a_sentence(server: WeightsServer, monkeypatch, folder: Path):
    offer_mnist(server, monkeypatch)
    folder.write_text("a file where the folder should be")
    with pytest.raises(Refusal, match="CNNVIZ_DATA"):
        find_set("mnist").load(None)


@pytest.mark.skipif(not (REAL / "MNIST/raw").is_dir(), reason="needs the real MNIST files in ../shared/data")
def test_the_real_mnist_has_its_published_statistics(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CNNVIZ_DATA", str(REAL))
    data = find_set("mnist")
    found = data.load(None)
    assert (len(found.train), len(found.test)) == data.sizes
    assert found.train.images.shape[1:] == data.shape
    assert (*found.mean, *found.std) == pytest.approx((0.1307, 0.3081), abs=1e-4)
    assert torch.equal(found.test.images[:, 0], datasets.MNIST(REAL, train=False).data)
    assert min(found.train.counts(10)) == 5421  # LeCun's training set has 5,421 fives
