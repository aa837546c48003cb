"""What the Feature maps page costs beside the pass itself: order, picture and what is sent, as a Markdown table.

Usage: PYTHONPATH=. python benchmarks/feature_maps.py [--rounds 15]

Random weights, one photograph, processor time of one thread, medians. The page shows 64 channels at once; here all
channels of a layer are put into one picture.
"""

import argparse
import gc
import json
from base64 import b64encode
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import torch

from cnnviz.draw.maps import feature_map_sprite, limits
from cnnviz.explain.contribution import contributions
from cnnviz.explain.evidence import Passage
from cnnviz.measure.activity import dead_channels, largest_first, peaks
from cnnviz.trace import activations
from cnnviz.weights import load

LAYERS = (("vgg16", "features.20"), ("vgg16", "features.3"), ("resnet50", "relu"), ("resnet50", "layer4.2.relu3"))


def sent(maps: np.ndarray) -> str:
    """All that one grid and one enlarged map send to the browser, the photograph left out."""
    order = largest_first(peaks(maps))
    within = limits([maps[order]], "own")
    sprite = feature_map_sprite(maps[order], within=within)
    first = maps[order[0]]
    zoom = feature_map_sprite(first[None], smallest=1, within=within.at(0))
    pictures = [b64encode(content).decode() for content in (sprite.png, zoom.png, first.astype("<f4").tobytes())]
    corners = [sprite.grid.corner(place) for place in range(len(maps))]
    return json.dumps([*pictures, corners, order, dead_channels(maps)])


def milliseconds(run: Callable[[], Any], rounds: int) -> float:
    taken = []
    for _ in range(rounds + 1):
        start = process_time()
        run()
        taken.append(process_time() - start)
    return 1000 * median(taken[1:])


def row(name: str, layer: str, rounds: int) -> str:
    model, picture = load(name, weights_name="random").model, torch.randn(1, 3, 224, 224)
    maps = activations(model, picture, (layer,)).layers[layer][0].numpy()
    passage = Passage(model, picture, [layer])
    forward = milliseconds(lambda: activations(model, picture, (layer,)), rounds)
    rest = milliseconds(lambda: sent(maps), rounds)
    back = milliseconds(lambda: contributions(*passage.evidence(281, layer)), rounds)
    shape = "×".join(map(str, maps.shape))
    return f"| {name} `{layer}` | {shape} | {forward:.0f} ms | {rest:.1f} ms | {len(sent(maps)) / 1000:.0f} KB | {back:.0f} ms |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    settings = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    gc.freeze()  # as the server does after its imports
    print("| layer | maps | the pass | order, picture and all that is sent | sent | another class |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, layer in LAYERS:
        print(row(name, layer, settings.rounds), flush=True)


if __name__ == "__main__":
    main()
