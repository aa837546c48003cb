"""How each family was trained in its paper, and the same scaled to a lesson."""

import tomllib
from fnmatch import fnmatchcase
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

from cnnviz.architectures import find
from cnnviz.data.sets import find_set
from cnnviz.options import Value, with_values
from cnnviz.spelling import chosen
from cnnviz.train.config import TrainConfig
from cnnviz.words import Words

FILE = Path(__file__).with_name("recipes.toml")
MEANT_FOR = 50_000  # training pictures: CIFAR-10
MOST_EPOCHS = 4  # times as many, on a small set
STEPS = 40  # an epoch has at least, on a small set
SMALLEST_BATCH = 16
FINE_TUNING = 0.1  # of the rate, where learnt weights learn on (Girshick 2013, section 2.3)
QUICK: dict[str, Value] = {
    "batch": 128, "optimiser": "sgd", "rate": 0.2, "momentum": 0.9, "nesterov": True, "schedule": "one_cycle", "rise": 0.25,
    "warm_up": 0.0, "weight_decay": 0.0005, "decay_all": False,
}  # fmt: skip


class Recipe(NamedTuple):
    """What a paper did, and what a lesson does."""

    said: Words
    values: dict[str, Any]  # of TrainConfig


def recipe_of(model: str) -> Recipe:
    """The recipe of the family of `model`, or of the variants that it belongs to; a general one where none is told."""
    name = chosen(model).name
    family = find(name)[0].name
    for pattern, found in _recipes().items():
        if fnmatchcase(name, pattern) and pattern != family:
            return found
    return _recipes().get(family, Recipe(GENERAL, QUICK))


def recipe(model: str, data: str, **values: Value) -> TrainConfig:
    """The configuration to start from for `model` on the data set `data`, some of it changed by `values`.

    The paper's recipe scaled to a lesson. On few pictures the batch is smaller, so that an epoch has 40 steps, with the
    rate in proportion (Goyal 2017, section 2.1), and there are more epochs; learnt weights learn on at a tenth of it.
    `Refusal` for unknown names and values.
    """
    told = recipe_of(model).values
    pictures = find_set(data).sizes[0]
    batch = max(min(told["batch"], pictures // STEPS), min(SMALLEST_BATCH, told["batch"]))
    epochs = round(told.get("epochs", 10) * min(max(sqrt(MEANT_FOR / max(pictures, 1)), 1), MOST_EPOCHS))
    rate = told["rate"] * (batch / told["batch"] if told.get("optimiser") != "adamw" else 1)
    rate = round(rate * (FINE_TUNING if values.get("weights") else 1), 6)
    scaled = {**told, "model": model, "data": data, "batch": batch, "epochs": epochs, "rate": rate}
    config = with_values(TrainConfig(), {**scaled, **values})
    assert isinstance(config, TrainConfig)
    return config


@cache
def _recipes() -> dict[str, Recipe]:
    tables = tomllib.loads(FILE.read_text("utf-8"))
    return {name: Recipe(Words(ko=table.pop("ko"), en=table.pop("en")), table) for name, table in tables.items()}


GENERAL = Words(
    ko="이 계열의 논문 설정은 적혀 있지 않습니다. one-cycle 계획과 네스테로프 모멘텀을 씁니다.",
    en="The recipe of this family's paper is not written down here: one cycle with Nesterov momentum.",
)
