"""How long the structure of a network takes from its name, ours and torchinfo's, fvcore's and TorchLens's, as a table.

Usage: PYTHONPATH=. python benchmarks/structure.py [NAME …] [--rounds 5] [--tools torchinfo fvcore torchlens]

Ours: build without weights, trace, and all measures. Theirs: build the twin ordinarily, and let the tool look at it.
Every tool has a process of its own (TorchLens slows whatever runs after it), and in each ours is timed before the tool
is imported. A figure is (tool / ours), medians over the rounds, in processor time on one thread: what else the machine
does then hardly counts.
"""

import argparse
import gc
import json
import logging
import platform
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import timm
import torch
import torchvision
from torch import nn

from cnnviz.architectures import VARIANTS, build, build_blank
from cnnviz.blueprint import structure_of
from cnnviz.measure import group_costs, kind_costs, receptive_fields, totals

PATIENCE = 600  # seconds for one network and one tool
PAGE = 4096 / 2**20  # MiB
TWINS = {  # where torchvision or timm calls it otherwise
    "alexnet_owt": lambda: torchvision.models.alexnet(),
    "googlenet_torchvision": lambda: torchvision.models.googlenet(init_weights=True),
    "mobilenet_v1": lambda: timm.create_model("mobilenetv1_100"),
    "nasnet_a_large": lambda: timm.create_model("nasnetalarge"),
    **{f"se_resnet{n}": lambda n=n: timm.create_model(f"legacy_seresnet{n}") for n in (18, 34, 50, 101, 152)},
    **{f"se_resnext{n}": lambda n=n: timm.create_model(f"legacy_seresnext{n}") for n in ("50_32x4d", "101_32x4d")},
    "resnext101_32x4d": lambda: timm.create_model("resnext101_32x4d"),
    "inception_resnet_v2": lambda: timm.create_model("inception_resnet_v2"),
}
OWN_NAMES = {"googlenet", "alexnet"}  # of the paper here, of another net in torchvision


def ours(name: str) -> Any:
    trace = structure_of(name)
    return trace, receptive_fields(trace), totals(trace), group_costs(trace), kind_costs(trace)


def twin(name: str) -> tuple[str, Callable[[], nn.Module]]:
    """Who built the network that the tools look at, and how to build it."""
    if name in TWINS:
        return ("torchvision" if name in ("alexnet_owt", "googlenet_torchvision") else "timm"), TWINS[name]
    if name not in OWN_NAMES and hasattr(torchvision.models, name):
        return "torchvision", getattr(torchvision.models, name)
    return "ours", lambda: build(name)


def torchinfo() -> Callable[[nn.Module, tuple], Any]:
    from torchinfo import summary

    return lambda model, shape: summary(model, input_size=(1, *shape), verbose=0)


def fvcore() -> Callable[[nn.Module, tuple], Any]:
    from fvcore.nn import FlopCountAnalysis

    logging.disable()
    return lambda model, shape: FlopCountAnalysis(model.eval(), torch.rand(1, *shape)).by_module()


def torchlens() -> Callable[[nn.Module, tuple], Any]:
    import torchlens

    return lambda model, shape: torchlens.summary(model, torch.rand(1, *shape))


TOOLS = {"torchinfo": torchinfo, "fvcore": fvcore, "torchlens": torchlens}


def seconds(action: Callable[[], Any]) -> float:
    gc.collect()
    start = process_time()
    action()
    return process_time() - start


def compared(tool: str, name: str, rounds: int) -> dict[str, Any]:
    """Seconds of ours and of the tool, in this process."""
    warnings.simplefilter("ignore")
    shape, (_, build_twin) = VARIANTS[name][1].input_shape, twin(name)
    ours(name)
    gc.freeze()
    our_seconds = [seconds(lambda: ours(name)) for _ in range(rounds)]
    look = TOOLS[tool]()
    tool_seconds = [seconds(lambda: look(build_twin(), shape)) for _ in range(rounds)]
    return {"ours": median(our_seconds), "tool": median(tool_seconds)}


def own(name: str, rounds: int) -> dict[str, Any]:
    """Seconds, layers, and how far memory grows while the network is built and traced without weights."""
    ours("resnet18" if name != "resnet18" else "vgg11")  # what is loaded at the first call belongs to no network
    before = resident()
    model, measured = build_blank(name), ours(name)
    grown = resident() - before
    del model
    gc.freeze()
    return {
        "ours": median(seconds(lambda: ours(name)) for _ in range(rounds)),
        "layers": len(measured[0].layers),
        "grown": grown,
    }


def resident() -> float:
    """MiB of memory that this process has (Linux)."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def in_a_process(*arguments: str) -> dict[str, Any] | None:
    """What this file prints with these arguments; None where it fails or takes too long."""
    command = [sys.executable, __file__, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        last_words = (error.stderr or b"timeout")[-300:]
        print(" ".join(arguments), last_words, file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def row(name: str, tools: list[str], rounds: int) -> str:
    mine = in_a_process("--one", "own", name, "--rounds", str(rounds))
    if mine is None:
        return f"| {name} | failed |"
    ratios = []
    for tool in tools:
        both = in_a_process("--one", tool, name, "--rounds", str(rounds))
        ratios.append(f"{both['tool'] / both['ours']:.0f}" if both else "–")
    cells = [name, mine["layers"], f"{1e3 * mine['ours']:.1f}", *ratios, f"{mine['grown']:.1f}", twin(name)[0]]
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", nargs="*", choices=list(TOOLS), default=list(TOOLS))
    parser.add_argument("--one", choices=["own", *TOOLS], help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    if chosen.one:
        (name,) = chosen.names
        print(
            json.dumps(own(name, chosen.rounds) if chosen.one == "own" else compared(chosen.one, name, chosen.rounds))
        )
        return
    heads = ["network", "layers", "ours ms", *(f"{tool} ×" for tool in chosen.tools), "RSS + MiB", "twin built by"]
    print("| " + " | ".join(heads) + " |")
    print("|" + " --- |" * len(heads))
    for name in chosen.names or VARIANTS:
        print(row(name, chosen.tools, chosen.rounds), flush=True)
    print(f"\ntorch {torch.__version__}, Python {platform.python_version()}, {platform.machine()}, 1 thread")


if __name__ == "__main__":
    main()
