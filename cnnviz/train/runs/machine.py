"""Which devices of this machine take which runs."""

from functools import cache

from cnnviz.train.devices import devices, find_device


@cache
def device_names() -> tuple[str, ...]:
    """The devices, fastest first, a CPU last: `("cuda:0", "cuda:1", "cpu")`."""
    return tuple(device.name for device in devices())


def wanted(device: str) -> str:
    """What a run waits for: one device by its full name, or `auto`; `Refusal` where this machine has no such device."""
    return "auto" if device == "auto" else str(find_device(device))


def takers(wanted: str) -> tuple[str, ...]:
    """The devices that may take a run which wants `wanted`; `auto` means every accelerator where there is one."""
    if wanted != "auto":
        return (wanted,)
    return device_names()[:-1] or device_names()


def wants_of(device: str) -> tuple[str, ...]:
    """What runs may want that `device` takes."""
    return (device, "auto") if device in takers("auto") else (device,)
