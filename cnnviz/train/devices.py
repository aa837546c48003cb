"""The devices of this machine that can train, and the precision that suits each."""

import os
import platform
from dataclasses import dataclass
from functools import cache

import torch
from torch import nn

from cnnviz.train.precision import fastest
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class Device:
    """One device: its name as torch spells it, what people call it, and its faster precision."""

    name: str  # "cpu", "cuda:0", "mps"
    title: str

    @property
    def precision(self) -> str:
        """`bf16` or `fp32`, as half a second of convolutions says; measured once in a process."""
        return _measured(self.name)


def devices() -> list[Device]:
    """All devices, the fastest first; a CPU is always among them."""
    gpus = [Device(f"cuda:{n}", torch.cuda.get_device_name(n)) for n in range(torch.cuda.device_count())]
    apple = [Device("mps", "Apple GPU")] if torch.backends.mps.is_available() else []
    return [*gpus, *apple, processor()]


def processor() -> Device:
    """The CPU, on which everything but training runs."""
    return Device("cpu", f"{platform.machine()} CPU × {os.cpu_count()}")


def find_device(name: str) -> torch.device:
    """The device that a configuration asks for, `auto` the fastest; `Refusal` where this machine has no such device."""
    known = {device.name: device for device in devices()}
    wanted = {"auto": next(iter(known)), "cuda": "cuda:0"}.get(name, name)
    if wanted not in known:
        raise Refusal(NO_DEVICE.format(name=name, known=", ".join(known)))
    return torch.device(wanted)


@cache
def _measured(name: str) -> str:
    device = torch.device(name)
    body = [layer for _ in range(4) for layer in (nn.Conv2d(64, 64, 3, padding=1), nn.ReLU())]
    model = nn.Sequential(*body, nn.AdaptiveAvgPool2d(1), nn.Flatten()).to(memory_format=torch.channels_last).to(device)
    images = torch.zeros(16, 64, 16, 16, device=device).to(memory_format=torch.channels_last)
    return fastest(model, images, torch.zeros(16, dtype=torch.int64, device=device))


NO_DEVICE = Words(
    ko="이 컴퓨터에는 ‘{name}’ 장치가 없습니다. 있는 장치: {known}.",
    en="This machine has no device “{name}”. It has: {known}.",
)
