"""How long a run will take on a CPU, from speeds that were measured, before it has begun."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cnnviz.architectures import find
from cnnviz.blueprint import structure_of
from cnnviz.data.sets import find_set
from cnnviz.train.config import TrainConfig
from cnnviz.train.network import fitting_options

FILE = Path(__file__).with_name("measured_pace.toml")
YARDSTICK = "resnet20"  # whose speed the others are judged by


class Expected(NamedTuple):
    """Seconds of training on the CPU of `measured_pace.toml`, tests included."""

    seconds: float
    measured: bool  # the speed of this very network; else it is judged by multiply-adds


def expected_time(config: TrainConfig) -> Expected:
    """By whichever of the run's limits comes first; `Refusal` for an unknown network or data set."""
    data = find_set(config.data)
    pace, measured = _pace(config)
    train, test = data.sizes
    limits = [config.epochs * (train + test / 3) / pace] if config.epochs else []  # a test picture has no way back
    limits += [config.steps * config.batch / pace] if config.steps else []
    limits += [config.seconds] if config.seconds else []
    return Expected(min(limits), measured)


def _pace(config: TrainConfig) -> tuple[float, bool]:
    """Pictures a second while training."""
    known = measured_pace()
    side = config.size or find(fitting_options(config.model, 10, 3)[0].name)[1].input_shape[1]
    if f"{config.model}@{side}" in known:
        return known[f"{config.model}@{side}"], True
    return known[f"{YARDSTICK}@32"] * _cost(YARDSTICK, 32) / _cost(config.model, side), False


@cache
def _cost(model: str, side: int) -> int:
    """Multiply-adds of one picture."""
    named, channels = fitting_options(model, 10, 3)
    return structure_of(named.name, named.options, (channels, side, side)).macs


@cache
def measured_pace() -> dict[str, float]:
    """`network@side` → pictures a second."""
    return tomllib.loads(FILE.read_text("utf-8"))["pictures_per_second"]
