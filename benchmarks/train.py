"""The training loop against the loop of most tutorials and against bare steps, as a Markdown table.

Usage: PYTHONPATH=. python benchmarks/train.py [--rounds 5] [--steps 5]

ResNet-20, batches of 128 of 50,000 random pictures of 32×32, one thread. A round takes every way in turn, and a figure is
the median over the rounds of processor time, that of worker processes included: the machine may be busy.
"""

import argparse
import resource
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

from cnnviz.architectures import build
from cnnviz.data.sets import DATASETS, DataSet, Split
from cnnviz.data.sets.base import loaded
from cnnviz.train import TrainConfig, Wish
from cnnviz.train.checkpoint import save
from cnnviz.train.journal import Journal
from cnnviz.train.loop import Run
from cnnviz.train.precision import autocast
from cnnviz.train.session import Session
from cnnviz.train.snapshot import state_of
from cnnviz.words import Words

BATCH, PICTURES = 128, 50_000
CPU = torch.device("cpu")
Steps = Callable[[int], float]  # number of steps → seconds of processor time


def random_set() -> DataSet:
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (PICTURES, 3, 32, 32), dtype=torch.uint8, generator=generator)
    labels = torch.randint(0, 10, (PICTURES,), generator=generator)
    halves = Split(images, labels), Split(images[:1000], labels[:1000])
    data, name = loaded(*halves, categories=tuple("0123456789")), Words(ko="무작위", en="Random")
    return DataSet("random", name, name, "-", (3, 32, 32), 10, (PICTURES, 1000), lambda progress: data)


class Pictures(Dataset):
    """The same pictures as torchvision's CIFAR10 gives them: one at a time, from Pillow."""

    def __init__(self, count: int, loaded_set: DataSet):
        split = loaded_set.load(None).train
        self.arrays, self.labels = split.images[:count].permute(0, 2, 3, 1).numpy(), split.labels[:count].tolist()
        normal = transforms.Normalize((0.5,) * 3, (0.25,) * 3)
        crop = [transforms.RandomCrop(32, 4), transforms.RandomHorizontalFlip()]
        self.change = transforms.Compose([*crop, transforms.ToTensor(), normal])

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, place: int):
        return self.change(Image.fromarray(self.arrays[place])), self.labels[place]


def tutorial(data: DataSet) -> Steps:
    """fp32, a DataLoader of two workers with torchvision's transforms, SGD as it comes."""
    model = build("resnet20").train()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    criterion = nn.CrossEntropyLoss()

    def steps(count: int) -> float:
        loader = DataLoader(Pictures(count * BATCH, data), BATCH, shuffle=True, num_workers=2)
        start, total = _all_processes(), 0.0
        for images, labels in loader:
            optimiser.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimiser.step()
            total += loss.item()
        return _all_processes() - start  # the workers have ended, so that their time is known

    return steps


def ours(precision: str, folder: Path) -> Steps:
    """The loop itself with all that it does between steps: order, augmentation, sums, wishes, points, checkpoints."""
    times: list[float] = []
    stop = 0

    def wish() -> Wish:
        times.append(process_time())
        return "pause" if len(times) > stop else "go"

    run = Run(Session(_config(precision), CPU), folder / precision, lambda point: None, wish)
    run.take_up(None)

    def steps(count: int) -> float:
        nonlocal stop
        times.clear()
        stop = count
        run.go()
        return times[count] - times[0]

    return steps


def bare(precision: str) -> Steps:
    """Forward, backward, step, again and again on one batch of the same kind."""
    session = Session(_config(precision), CPU)
    images, labels = session.feed.next()
    criterion = nn.CrossEntropyLoss()

    def steps(count: int) -> float:
        start = process_time()
        for _ in range(count):
            session.optimiser.zero_grad(set_to_none=True)
            with autocast(precision, CPU):
                answer = session.model(images)
            criterion(answer.float(), labels).backward()
            session.optimiser.step()
        return process_time() - start

    return steps


def between_steps(session: Session) -> dict[str, float]:
    """What the loop does now and then, in seconds: a point with statistics, a checkpoint, a point without."""
    journal, costs = Journal(session, lambda point: None, 0), {}
    for name in ("point with statistics", "point"):  # the second follows too soon for statistics
        session.learn()
        costs[name] = _seconds(journal.tell)
    with TemporaryDirectory() as folder:
        costs["checkpoint"] = _seconds(lambda: save(Path(folder), state_of(session)))
    return costs


def _config(precision: str) -> TrainConfig:
    return TrainConfig(data="random", batch=BATCH, precision=precision, schedule="constant", rate=0.01)


def _seconds(work: Callable[[], None]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _all_processes() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=5)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    DATASETS["random"] = random_set()
    with TemporaryDirectory() as folder:
        compare(asked.rounds, asked.steps, Path(folder))
    for name, seconds in between_steps(Session(_config("bf16"), CPU)).items():
        print(f"{name}: {seconds * 1e3:.0f} ms")


def compare(rounds: int, steps: int, folder: Path) -> None:
    ways = {"tutorial": tutorial(DATASETS["random"])}
    ways |= {f"{way}, {precision}": make for precision in ("fp32", "bf16") for way, make in (
        ("ours", ours(precision, folder)), ("bare", bare(precision)))}  # fmt: skip
    for way in ways.values():
        way(1)  # memory is found, kernels are chosen
    times = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(way(steps) / steps)
    print("| way | ms a step | pictures a second | × tutorial |\n| --- | --- | --- | --- |")
    for name, seconds in times.items():
        ratio = median(slow / fast for slow, fast in zip(times["tutorial"], seconds, strict=True))
        print(f"| {name} | {median(seconds) * 1e3:.0f} | {BATCH / median(seconds):.0f} | {ratio:.2f} |")
    for precision in ("fp32", "bf16"):
        pairs = zip(times[f"bare, {precision}"], times[f"ours, {precision}"], strict=True)
        print(f"ours / bare, {precision}: {median(bare / own for bare, own in pairs):.3f} of its speed")


if __name__ == "__main__":
    main()
