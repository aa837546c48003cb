"""The weights that come with the program name the test pictures as well as their cards say."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import torch
from PIL import Image

from cnnviz.data.fitting import as_input
from cnnviz.data.sets import find_set
from cnnviz.spelling import chosen
from cnnviz.weights import load
from cnnviz.weights.trained import BUNDLED, CARD

torch.set_num_threads(1)
SHARED = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = sorted(card.parent for card in BUNDLED.glob(f"*/{CARD}"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_as_accurate_as_the_card_says(folder: Path, monkeypatch: pytest.MonkeyPatch):
    card = json.loads((folder / CARD).read_text("utf-8"))
    monkeypatch.setenv("CNNVIZ_DATA", str(SHARED))
    images, labels = TEST_PICTURES[card["data"]]()
    network = load(*chosen(card["model"]), weights_name=folder.name)
    with torch.no_grad():
        inputs = (as_input(batch, network.preparation) for batch in images.split(100))  # what the cache holds
        guesses = torch.cat([network.model(batch).argmax(1) for batch in inputs])
    assert float((guesses == labels).float().mean()) == pytest.approx(card["test_accuracy"], abs=0.0005)


def mnist() -> tuple[torch.Tensor, torch.Tensor]:
    data = find_set("mnist")
    if not data.at_hand():
        pytest.skip(f"MNIST is not in {SHARED}")
    test = data.load(None).test
    return test.images, test.labels


@cache
def jpeg_copy() -> tuple[torch.Tensor, torch.Tensor]:
    """The test half of the zip: one folder a class, in the order of the alphabet."""
    path = SHARED / "cifar10.zip"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in {SHARED}")
    with ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("test/") and name.endswith(".jpg"))
        pictures = [np.asarray(Image.open(BytesIO(archive.read(name))).convert("RGB")) for name in names]
    kinds = sorted({name.split("/")[1] for name in names})
    labels = torch.tensor([kinds.index(name.split("/")[1]) for name in names])
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2), labels


TEST_PICTURES = {"mnist": mnist, "CIFAR-10 (JPEG copy)": jpeg_copy}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_has_its_model_card_and_the_recipe(folder: Path):
    text = (folder / "README.md").read_text("utf-8")
    card = json.loads((folder / CARD).read_text("utf-8"))
    assert f"--model {card['model']} " in text and f"--seed {card['seed']}" in text
    assert f"{card['test_accuracy']:.2%}".replace("%", " %") in text
    assert f'model = "{card["model"]}"' in (folder / "config.toml").read_text("utf-8")
