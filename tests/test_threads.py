"""Many visitors at once on the same networks: no answer is mixed up, and memory does not grow."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import torch
from torch import Tensor, nn
from torchvision import models

from cnnviz.draw.maps import feature_map_sprite
from cnnviz.explain import METHODS
from cnnviz.trace import layer_input
from cnnviz.trace.activations import activations
from cnnviz.unit.effective_field import Unit, effective_field

torch.set_num_threads(1)
THREADS, ANSWERS, DISTINCT = 16, 400, 100  # 16 does not divide 100: each comes to several visitors
LAYERS = {
    "resnet18": ("relu", "layer2.0.bn1", "layer3", "layer4"),
    "mobilenet_v2": ("features.3", "features.18"),
    "squeezenet1_1": ("features.3", "features.12"),
}
QUESTIONS = (
    "maps",
    "grad-cam",
    "layercam",
    "guided-backprop",
    "eigen-cam",
    "guided-grad-cam",
    "saliency",
    "input-x-gradient",
    "reach",
    "read",
)
Request = tuple[str, str, int, str, int]  # network, layer, picture, what is asked, class


def networks() -> dict[str, nn.Module]:
    torch.manual_seed(0)
    return {name: getattr(models, name)(num_classes=20).eval() for name in LAYERS}


def requests(count: int) -> list[Request]:
    """Neighbours differ in network, layer, picture, question and class, as far as these last."""
    places = [(name, layer) for name, layers in LAYERS.items() for layer in layers]
    asked = len(QUESTIONS)
    return [(*places[i % len(places)], i % 7, QUESTIONS[i // len(places) % asked], i * 3 % 20) for i in range(count)]


def picture(seed: int) -> Tensor:
    return torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(seed))


def answer(shared: dict[str, nn.Module], request: Request) -> tuple[Tensor, bytes]:
    """What a page would get: the numbers, and the picture of them."""
    name, layer, seed, question, target = request
    if question in METHODS:
        return METHODS[question].explain(shared[name], picture(seed), target, layer), b""
    if question == "reach":
        return effective_field(shared[name], picture(seed), layer, Unit(target % 2, 1)), b""
    if question == "read":
        return layer_input(shared[name], picture(seed), layer).detach(), b""
    numbers = activations(shared[name], picture(seed), [layer]).layers[layer][0]
    return numbers, feature_map_sprite(numbers.numpy()).png


def test_sixteen_threads_on_three_networks_give_no_wrong_answer() -> None:
    asked = requests(DISTINCT) * (ANSWERS // DISTINCT)
    assert len({request[:4] for request in asked}) > 60
    apart, shared, start = networks(), networks(), Barrier(THREADS)
    alone = {request: answer(apart, request) for request in asked[:DISTINCT]}

    def visitor(number: int) -> list[tuple[Request, Tensor, bytes]]:
        start.wait()
        return [(request, *answer(shared, request)) for request in asked[number::THREADS]]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [given for visit in pool.map(visitor, range(THREADS)) for given in visit]
    wrong = [request for request, numbers, png in answers if not same(alone[request], (numbers, png))]
    assert len(answers) == ANSWERS
    assert not wrong, f"{len(wrong)} of {ANSWERS} answers are wrong, the first for {wrong[0]}"
    assert all(not module._forward_hooks for model in shared.values() for module in model.modules())


def same(expected: tuple[Tensor, bytes], given: tuple[Tensor, bytes]) -> bool:
    return torch.equal(expected[0], given[0]) and expected[1] == given[1]


def test_the_answers_compared_can_be_told_apart() -> None:
    """Else the test above could not fail: whatever one asks for, the answer is another."""
    shared = networks()
    asked = {request if request[3] == "grad-cam" else (*request[:3], "maps", 0) for request in requests(80)}
    answers = [answer(shared, request)[0].numpy() for request in sorted(asked)]
    full = [numbers.tobytes() for numbers in answers if numbers.any()]
    assert len(full) > 0.8 * len(asked)
    assert len(set(full)) == len(full)


MEMORY = """
import gc, pathlib, torch
from test_threads import answer, networks, requests
torch.set_num_threads(1)
shared, asked = networks(), requests(500)

def resident():
    gc.collect()
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1])

for request in asked[:120]:
    answer(shared, request)
before = resident()
for request in asked:
    answer(shared, request)
print(resident() / before)
"""


def test_memory_stays_flat_over_500_requests() -> None:
    tests = Path(__file__).parent
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])}
    ran = subprocess.run([sys.executable, "-c", MEMORY], env=paths, capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 1.05
