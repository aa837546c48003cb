"""Pictures a second of every network of the ready experiments while it trains; writes cnnviz/train/measured_pace.toml."""

import platform
import tempfile
from dataclasses import replace
from itertools import chain
from os import cpu_count
from pathlib import Path
from time import process_time

import torch

from cnnviz.architectures import find
from cnnviz.spelling import chosen
from cnnviz.train import TrainConfig
from cnnviz.train.expected_time import FILE
from cnnviz.train.experiments import EXPERIMENTS
from cnnviz.train.loop import train

SECONDS = 5  # of processor time each
DATA = "shapes"
YARDSTICK = "resnet20@32"
IDLE = 672  # pictures a second of the yardstick with both cores of the idle machine, bf16


def main() -> None:
    configs = chain.from_iterable(experiment.configs(DATA) for experiment in EXPERIMENTS.values())
    distinct = {key(config): config for config in [TrainConfig(data=DATA), *configs]}
    lines = [
        f"# Pictures a second while training on a CPU ({platform.machine()}, {cpu_count()} cores, bf16), as measured by"
    ]
    lines += [
        "# benchmarks/experiment_pace.py: processor time against that of ResNet-20, which does 672 on the idle machine."
    ]
    lines += ["# Named are the network as spelled, and the side of its input in px.", "", "[pictures_per_second]"]
    yardstick = pace(distinct[YARDSTICK])
    for name, config in distinct.items():
        speed = IDLE if name == YARDSTICK else IDLE * pace(config) / yardstick
        lines.append(f'"{name}" = {speed:.0f}')
        print(lines[-1], flush=True)
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


def key(config: TrainConfig) -> str:
    return f"{config.model}@{config.size or find(chosen(config.model).name)[1].input_shape[1]}"


def pace(config: TrainConfig) -> float:
    """Pictures a second of processor time, from the second point on: the first holds the warm-up."""
    told: list[tuple[int, float]] = []
    until = process_time() + SECONDS
    short = replace(config, epochs=1000, steps=0, seconds=0, schedule="constant", device="cpu", precision="bf16")
    with tempfile.TemporaryDirectory() as folder:
        train(
            short, Path(folder), torch.device("cpu"), lambda point: told.append((point.step, process_time())),
            lambda: "stop" if process_time() > until and len(told) > 2 else "go",
        )  # fmt: skip
    (first, start), (last, end) = told[1], told[-1]
    return (last - first) * config.batch / (end - start)


if __name__ == "__main__":
    main()
