"""How much longer than a plain forward one Grad-CAM takes: ours, captum's and pytorch-grad-cam's, as a Markdown table.

Usage: PYTHONPATH=. python benchmarks/explain.py [--rounds 15] [--threads 1] [--clock wall] [--networks resnet50 …]

Each round times the plain forward and every method in turn on the same model and picture, so that whatever else the
machine does falls on all of them; a figure is the median over the rounds of (method / plain forward of that round).
Where other programs run beside it, `--clock cpu` counts the seconds that this process really computed.
"""

import argparse
import gc
import platform
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import torch
from captum.attr import LayerGradCam
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from torch import Tensor, nn
from torchvision import models

from cnnviz.explain import METHODS, grad_cam
from cnnviz.explain.evidence import Passage

LAYERS = {  # network → (what it is called in the table, path of the module)
    "resnet50": (("last", "layer4"), ("early", "layer1")),
    "vgg16": (("last", "features.29"), ("early", "features.3")),
    "mobilenet_v2": (("last", "features.18"), ("early", "features.2")),
}
CLASS = 281


def plain(model: nn.Module, picture: Tensor, layer: str) -> Tensor:
    with torch.no_grad():
        return model(picture)


def ours(model: nn.Module, picture: Tensor, layer: str) -> Tensor:
    return METHODS["grad-cam"].explain(model, picture, CLASS, layer)


def captum(model: nn.Module, picture: Tensor, layer: str) -> Any:
    return LayerGradCam(model, model.get_submodule(layer)).attribute(picture, target=CLASS, relu_attributions=True)


def pytorch_grad_cam(model: nn.Module, picture: Tensor, layer: str) -> Any:
    with GradCAM(model, [model.get_submodule(layer)]) as method:
        targets: Any = [ClassifierOutputTarget(CLASS)]
        return method(picture, targets)


def moved(model: nn.Module, picture: Tensor, layer: str) -> Any:
    """Another class of a photograph whose pass is kept: a backward pass alone."""
    key = (id(model), layer)
    if key not in KEPT:
        KEPT.clear()
        KEPT[key] = Passage(model, picture, [layer])
    return grad_cam.weigh(*KEPT[key].evidence(CLASS + 1, layer))


KEPT: dict[tuple[int, str], Passage] = {}
WAYS: dict[str, Callable[[nn.Module, Tensor, str], Any]] = {
    "plain forward": plain,
    "ours": ours,
    "captum": captum,
    "pytorch-grad-cam": pytorch_grad_cam,
    "ours, another class": moved,
}


CLOCKS = {"wall": perf_counter, "cpu": process_time}


def seconds(
    model: nn.Module, picture: Tensor, layer: str, rounds: int, clock: Callable[[], float]
) -> dict[str, list[float]]:
    """Seconds of each way in each round, after one round that does not count."""
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    for turn in range(rounds + 1):
        for way, run in WAYS.items():
            start = clock()
            run(model, picture, layer)
            if turn:
                taken[way].append(clock() - start)
    return taken


def row(network: str, place: str, layer: str, taken: dict[str, list[float]]) -> str:
    plain_forward, *others = taken.values()
    cells = [f"{median(plain_forward) * 1000:.0f} ms"]
    for times in others:
        ratios = [time / reference for time, reference in zip(times, plain_forward, strict=True)]
        low, _, high = quantiles(ratios, n=4)
        cells.append(f"{median(ratios):.2f} ({low:.2f}–{high:.2f})")
    return f"| {network} | {place}: `{layer}` | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    parser.add_argument("--networks", nargs="+", choices=LAYERS, default=list(LAYERS))
    settings = parser.parse_args()
    torch.set_num_threads(settings.threads)
    torch.manual_seed(0)
    picture = torch.randn(1, 3, 224, 224)
    gc.freeze()  # as the server does after its imports
    print(f"Grad-CAM against a plain `torch.no_grad()` forward, 1×3×224×224, random weights, {settings.rounds} rounds,")
    print(f"{settings.threads} thread(s), {settings.clock} clock, torch {torch.__version__}, {platform.machine()};")
    print("median (quartiles).\n")
    print(f"| network | layer | {' | '.join(WAYS)} |\n| --- | --- {'| --- ' * len(WAYS)}|")
    for network in settings.networks:
        model = getattr(models, network)(weights=None).eval()
        for place, layer in LAYERS[network]:
            taken = seconds(model, picture, layer, settings.rounds, CLOCKS[settings.clock])
            print(row(network, place, layer, taken), flush=True)


if __name__ == "__main__":
    main()
