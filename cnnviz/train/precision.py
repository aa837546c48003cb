"""In which numbers a network computes: half precision only where a half-second trial says that it is faster."""

import copy
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from time import perf_counter, process_time

import torch
from torch import GradScaler, Tensor, nn

from cnnviz.train.loss import loss_of

TRIAL = 0.5  # seconds, for all candidates together
FASTER = 1.1  # bf16 must win by that much: it costs digits
TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}


def autocast(precision: str, device: torch.device) -> AbstractContextManager:
    """Within it convolutions and products of matrices compute in `precision`: fp32, bf16 or fp16."""
    return torch.autocast(device.type, TYPES[precision]) if precision in TYPES else nullcontext()


def scaler_for(precision: str, device: torch.device) -> GradScaler | None:
    """fp16 loses small gradients unless the loss is scaled up (Micikevicius 2017); the others need nothing."""
    return GradScaler(device.type) if precision == "fp16" and device.type == "cuda" else None


def fastest(model: nn.Module, images: Tensor, targets: Tensor) -> str:
    """`bf16` where steps of `model` on that batch are faster in it by a tenth, else `fp32`.

    The trial runs on a copy of the model and leaves torch's random numbers as they were.
    """
    device = images.device
    if device.type == "mps" or (device.type == "cuda" and not torch.cuda.is_bf16_supported(including_emulation=False)):
        return "fp32"
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        trial = copy.deepcopy(model).train()
        times = best_times({name: _step(trial, images, targets, name) for name in ("fp32", "bf16")}, device)
    return "bf16" if times["fp32"] > times["bf16"] * FASTER else "fp32"


def best_times(steps: dict[str, Callable[[], None]], device: torch.device) -> dict[str, float]:
    """The shortest time of each step in seconds, in turns until `TRIAL` is over; the first turn does not count.

    On a CPU it is the time of the processor: other programs slow the clock on the wall.
    """
    clock = process_time if device.type == "cpu" else perf_counter
    times = dict.fromkeys(steps, float("inf"))
    for step in steps.values():
        step()
    end = perf_counter() + TRIAL
    while perf_counter() < end or float("inf") in times.values():
        for name, step in steps.items():
            _finish(device)
            start = clock()
            step()
            _finish(device)
            times[name] = min(times[name], clock() - start)
    return times


def _step(model: nn.Module, images: Tensor, targets: Tensor, precision: str) -> Callable[[], None]:
    def step() -> None:
        with autocast(precision, images.device):
            answer = model(images)
        loss_of(answer, targets).backward()

    return step


def _finish(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
