"""What 500 mixed requests leave behind in memory: explanations, maps, effective fields and arithmetic on three networks.

Usage: PYTHONPATH=. python benchmarks/load.py [--requests 500] [--warm-up 120]

One process answers as the pages do, request after request: heat maps of several methods, feature maps as a sprite,
effective fields, and the sum behind one unit, on three networks with random weights and seven pictures. Neighbours
differ in everything, so that no answer stands ready. RSS is read before the first request that counts and after every
hundredth; what grows with the number of requests would show as a slope.
"""

import argparse
import gc
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from resource import getpagesize
from time import process_time

import torch
from torch import Tensor, nn

from cnnviz.blueprint import structure_of
from cnnviz.draw.maps import feature_map_sprite
from cnnviz.explain import METHODS
from cnnviz.measure import Field, receptive_fields
from cnnviz.trace import Trace, activations, layer_input
from cnnviz.unit.arithmetic import work_out
from cnnviz.unit.effective_field import Unit, effective_field
from cnnviz.weights import load

LAYERS = {  # network → an early layer and a late one
    "resnet50": ("layer1.2.relu3", "layer4.2.relu3"),
    "mobilenet_v2": ("features.3", "features.18.2"),
    "densenet121": ("features.transition1.pool", "features.norm5"),
}
CONVOLUTIONS = {"resnet50": "layer3.1.conv2", "mobilenet_v2": "features.1.conv.0.0", "densenet121": "features.conv0"}
HEATS = ("grad-cam", "grad-cam-plus-plus", "hirescam", "layercam", "xgrad-cam", "eigen-cam",
         "saliency", "input-x-gradient", "guided-backprop", "guided-grad-cam")  # fmt: skip
PICTURES, NOISES = 7, 2
Answer = Callable[["Network", Tensor, int], object]


class Network:
    """One network with all that the pages know about it."""

    def __init__(self, name: str):
        self.name = name
        self.model: nn.Module = load(name, None, "random").model
        self.trace: Trace = structure_of(name)
        self.fields = receptive_fields(self.trace)

    def layer(self, number: int) -> str:
        return LAYERS[self.name][number % 2]


def heat(method: str) -> Answer:
    def answer(network: Network, picture: Tensor, number: int) -> object:
        return METHODS[method].explain(network.model, picture, number % 1000, network.layer(number))

    return answer


def maps(network: Network, picture: Tensor, number: int) -> object:
    layer = network.layer(number)
    return feature_map_sprite(activations(network.model, picture, [layer]).layers[layer][0].numpy()).png


def reach(network: Network, picture: Tensor, number: int) -> object:
    layer = network.trace.outputs[LAYERS[network.name][0]]
    field, unit = network.fields[layer.name], Unit(*(number % side for side in layer.output_shape[1:]))
    assert isinstance(field, Field)
    images = picture + torch.randn(NOISES, *picture.shape[1:])
    return effective_field(network.model, images, LAYERS[network.name][0], unit, field)


def sums(network: Network, picture: Tensor, number: int) -> object:
    layer = CONVOLUTIONS[network.name]
    read = layer_input(network.model, picture, layer)[0]
    _, height, width = network.trace.outputs[layer].output_shape
    return work_out(network.model.get_submodule(layer), read, number % 8, Unit(number % height, number * 3 % width))


KINDS: list[Answer] = [*map(heat, HEATS), maps, reach, sums]  # thirteen: each kind meets each network and layer


def requests() -> Iterator[tuple[Answer, str, int]]:
    """Kinds and networks change with every request, pictures with every third."""
    for number, (kind, name) in enumerate(zip(cycle(KINDS), cycle(LAYERS), strict=False)):
        yield kind, name, number


def resident() -> float:
    """MiB of this process in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("utf-8").split()[1]) * getpagesize() / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--warm-up", type=int, default=120)
    settings = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    networks = {name: Network(name) for name in LAYERS}
    pictures = [torch.randn(1, 3, 224, 224) for _ in range(PICTURES)]
    gc.freeze()  # as the server does after its imports
    asked = requests()

    def answer(count: int) -> None:
        for kind, name, number in islice(asked, count):
            kind(networks[name], pictures[number // 3 % PICTURES], number)

    answer(settings.warm_up)
    before, start = resident(), process_time()
    print(f"{settings.warm_up} requests to warm up; then\n\n| requests | RSS, MiB | grown by |\n| --- | --- | --- |")
    print(f"| 0 | {before:.0f} | – |", flush=True)
    for done in range(100, settings.requests + 1, 100):
        answer(100)
        print(f"| {done} | {(after := resident()):.0f} | {after / before - 1:+.2%} |", flush=True)
    print(f"\n{(process_time() - start) / settings.requests * 1000:.0f} ms of processor time a request")


if __name__ == "__main__":
    main()
