"""The weights that come with the program name the test pictures as well as their cards say."""

import json
import os
from pathlib import Path

import pytest
import torch

from cnnviz.data.fitting import as_input
from cnnviz.data.sets import find_set
from cnnviz.weights import load
from cnnviz.weights.trained import BUNDLED, CARD

torch.set_num_threads(1)
SHARED = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = sorted(card.parent for card in BUNDLED.glob(f"*/{CARD}"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_as_accurate_as_the_card_says(folder: Path, monkeypatch: pytest.MonkeyPatch):
    card = json.loads((folder / CARD).read_text("utf-8"))
    monkeypatch.setenv("CNNVIZ_DATA", str(SHARED))
    data = find_set(card["data"])
    if not data.at_hand():
        pytest.skip(f"{card['data']} is not in {os.fspath(SHARED)}")
    network, test = load(card["model"], weights_name=folder.name), data.load(None).test
    with torch.no_grad():
        inputs = (as_input(batch, network.preparation) for batch in test.images.split(1000))
        guesses = torch.cat([network.model(batch).argmax(1) for batch in inputs])
    assert float((guesses == test.labels).float().mean()) == pytest.approx(card["test_accuracy"], abs=0.0005)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_has_its_model_card_and_the_recipe(folder: Path):
    text = (folder / "README.md").read_text("utf-8")
    card = json.loads((folder / CARD).read_text("utf-8"))
    assert f"--model {card['model']} " in text and f"--seed {card['seed']}" in text
    assert f"{card['test_accuracy']:.2%}".replace("%", " %") in text
    assert f'model = "{card["model"]}"' in (folder / "config.toml").read_text("utf-8")
