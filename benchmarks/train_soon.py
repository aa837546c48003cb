"""How soon small networks have learnt: processor time until a test accuracy is reached, as a Markdown table.

Usage: PYTHONPATH=. CNNVIZ_DATA=… python benchmarks/train_soon.py [--networks lenet5 resnet20:depth=8]

One thread; the time counts from the start of the run, data, first weights and tests included. MNIST is downloaded where
the data folder has none.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, NamedTuple

import torch

from cnnviz.train import Point, recipe, train


class Goal(NamedTuple):
    model: str
    data: str
    accuracy: float  # on the test pictures
    settings: dict[str, Any]  # other than the recipe's


ONE_CYCLE = {"schedule": "one_cycle", "rate": 0.1, "nesterov": True, "weight_decay": 0.0005}
GOALS = (
    Goal("lenet5", "mnist", 0.98, {**ONE_CYCLE, "epochs": 2}),
    Goal("resnet20:depth=8", "shapes", 0.95, {**ONE_CYCLE, "batch": 64, "epochs": 8}),
)


def time_to(goal: Goal) -> tuple[float | None, float]:
    """Seconds until the goal was reached, None where it was not; and the last test accuracy."""
    reached: list[float] = []
    accuracy = 0.0

    def hear(point: Point) -> None:
        nonlocal accuracy
        accuracy = point.values.get("test_accuracy", accuracy)
        if accuracy > goal.accuracy:
            reached.append(process_time())

    start = process_time()
    with TemporaryDirectory() as folder:
        config = recipe(goal.model, goal.data, **goal.settings)
        ended = train(config, Path(folder), torch.device("cpu"), hear, lambda: "go")
    if ended.why:
        raise SystemExit(ended.why.en)
    return (reached[0] - start if reached else None), accuracy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", nargs="+", default=[goal.model for goal in GOALS])
    asked = parser.parse_args()
    torch.set_num_threads(1)
    print("| network | data | aim | processor time, s | test accuracy at the end |\n| --- | --- | --- | --- | --- |")
    for goal in GOALS:
        if goal.model in asked.networks:
            seconds, accuracy = time_to(goal)
            told = f"{seconds:.0f}" if seconds is not None else "not reached"
            print(f"| {goal.model} | {goal.data} | {goal.accuracy:.0%} | {told} | {accuracy:.2%} |", flush=True)


if __name__ == "__main__":
    main()
