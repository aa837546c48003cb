"""How far our figures are from those of pytorch-grad-cam, captum and TorchLens, as Markdown tables.

Usage: PYTHONPATH=. python benchmarks/agreement.py [cams captum fields] [--networks resnet50 …]

cams, captum: the largest difference of two maps, as a share of the other tool's largest value. Networks of random
weights with the statistics of a real batch, on 64×64 pixels; and EfficientNet-Lite0 with its learnt weights on the cat.
fields: size, stride and padding of every layer with a receptive field, ours against TorchLens. It comes last, for
TorchLens slows whatever runs after it in its process.
"""

import argparse
import copy
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torchvision import models

from cnnviz.architectures import build, find, with_options
from cnnviz.data import prepare, read_picture, sample_file
from cnnviz.explain import METHODS
from cnnviz.measure import Field, receptive_fields
from cnnviz.trace import Layer, default_layer, trace
from cnnviz.weights import load
from tests.calibrated import CAM_LAYERS, calibrated, network, on_one_scale, picture
from tests.gradient_reach import passing_everything, reached_from
from tests.other_tools import CAMS, CAPTUM, by_torchlens, field_of, their_cam

TABLES = ("cams", "captum", "fields")
LEARNT = "efficientnet_lite0"
OURS_ONCE = ("resnet18", "vgg11_bn", "mobilenet_v2", "googlenet_torchvision", "densenet121", "se_resnet18")
THEIRS = (
    "alexnet",
    "vgg16",
    "resnet18",
    "resnet50",
    "mobilenet_v2",
    "googlenet",
    "inception_v3",
    "densenet121",
    "squeezenet1_1",
)  # fmt: skip  torchvision's
OURS = (
    "alexnet", "googlenet", "inception_resnet_v2", "se_resnet50", "efficientnet_lite0", "fractalnet20",
    "shufflenet_v1_g3", "nasnet_a_mobile",
)  # fmt: skip


class Case(NamedTuple):
    """One network and the question that it is asked."""

    title: str
    model: nn.Module
    images: Tensor
    target: int
    layers: list[str]  # the first one has few channels, for methods that go through all of them


def learnt() -> Case:
    """EfficientNet-Lite0 with ImageNet weights and the cat."""
    found = load(LEARNT)
    images = prepare(read_picture(sample_file("cat").read_bytes()), found.weights.preparation)
    last = default_layer(trace(found.model, tuple(images.shape[1:])))
    model = copy.deepcopy(found.model).requires_grad_()  # pytorch-grad-cam asks for gradients of the weights
    return Case(f"{LEARNT}, learnt", model, images, int(model(images).argmax()), ["relu0", last])


def cam_cases() -> Iterator[Case]:
    for name, layers in CAM_LAYERS.items():
        model = network(name)
        target = 9 if name == "resnet18" else int(model(picture()).argmax())  # no map of these is empty
        yield Case(name, model, picture(), target, layers)
    yield learnt()


def captum_cases() -> Iterator[Case]:
    """Our own networks: DeepLIFT wants every module used once."""
    for name in OURS_ONCE:
        torch.manual_seed(3)
        model = calibrated(build(name, with_options(name, classes=10)))
        yield Case(name, model, picture(), int(model(picture()).argmax()), [default_layer(trace(model, (3, 64, 64)))])
    yield learnt()


def against_cam(method: str, case: Case) -> float:
    layers = case.layers[:1] if METHODS[method].slow else case.layers
    return max(
        on_one_scale(METHODS[method].explain(*case[1:4], layer), their_cam(method, *case[1:4], layer)[0])
        for layer in layers
    )


def against_captum(method: str, case: Case) -> float:
    layer = case.layers[-1]
    return on_one_scale(METHODS[method].explain(*case[1:4], layer), CAPTUM[method](*case[1:4], layer))


def maps(methods: Any, cases: Iterable[Case], deviation: Callable[[str, Case], float]) -> None:
    """A row for each network, a column for each method."""
    print("| network | " + " | ".join(METHODS[method].title for method in methods) + " |")
    print("| --- " * (1 + len(methods)) + "|")
    for case in cases:
        print(
            f"| {case.title} | " + " | ".join(f"{deviation(method, case):.0e}" for method in methods) + " |", flush=True
        )


def subjects() -> Iterator[tuple[str, nn.Module, tuple[int, ...]]]:
    """Title, network, shape of its picture."""
    for name in THEIRS:
        more = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
        side = 299 if name == "inception_v3" else 224
        yield f"{name} (torchvision)", getattr(models, name)(weights=None, **more).eval(), (3, side, side)
    for name in OURS:
        yield name, build(name).eval(), find(name)[1].input_shape


def verdict(layer: Layer, ours: Any, row: Any, shape: tuple[int, ...]) -> str:
    """In which column of the table a layer counts."""
    theirs = field_of(row)
    if not isinstance(ours, Field):
        return "no field" if theirs is None else "different"
    if theirs:
        return "equal" if theirs == ours else "different"
    if row.status.name != "WHOLE_INPUT":
        return "TorchLens has none"
    around = all(
        seen.start <= 0 and seen.stop >= side for seen, side in zip(ours.seen_by(0, 0), shape[1:], strict=True)
    )
    return "whole picture" if around and max(layer.output_shape[1:]) == 1 else "behind a gate"


COLUMNS = ("equal", "whole picture", "behind a gate", "TorchLens has none", "different")


def fields(names: list[str]) -> None:
    print("| network | layers with a field | " + " | ".join(COLUMNS) + " | by the gradient |")
    print("| --- " * (3 + len(COLUMNS)) + "|")
    for title, model, shape in subjects():
        if names and title.split()[0] not in names:
            continue
        record = trace(model, shape)
        ours, layers = receptive_fields(record), [layer for layer in record.layers if layer.kind != "input"]
        rows = dict(zip((layer.name for layer in layers), by_torchlens(model, record), strict=True))
        found = {layer.name: verdict(layer, ours[layer.name], rows[layer.name], shape) for layer in layers}
        count = Counter(found.values())
        judged = [
            judge(passing_everything(model, record), record[name], ours[name], rows[name], shape)
            for name, said in found.items()
            if said == "different"
        ]
        figures = [len(layers) - count["no field"], *(count[column] for column in COLUMNS)]
        print(f"| {title} | " + " | ".join(map(str, figures)) + f" | {'; '.join(judged) or '–'} |", flush=True)


def judge(passing: nn.Module, layer: Layer, ours: Any, row: Any, shape: tuple[int, ...]) -> str:
    """What the unit in the middle of `layer` sees of the rows: by us, by TorchLens, by the gradient."""
    middle = tuple(side // 2 for side in layer.output_shape[1:])
    reached = reached_from(passing, layer.module, (middle[0], middle[1]), shape)[0]
    claims = {"ours": ours, "TorchLens's": field_of(row)}
    right = [
        whose for whose, field in claims.items() if isinstance(field, Field) and shown(field, middle, shape) == reached
    ]
    return f"{layer.name}: {' and '.join(right) or 'neither'}"


def shown(field: Field, unit: tuple[int, ...], shape: tuple[int, ...]) -> range:
    """The rows of the picture that a unit sees, cut at its edges."""
    first = unit[0] * field.stride[0] - field.padding[0]
    return range(max(0, int(first)), min(shape[1], int(first + field.size[0])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", choices=[*TABLES, []], default=[])
    parser.add_argument("--networks", nargs="+", default=[])
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    tables = chosen.tables or TABLES
    if "cams" in tables:
        maps(CAMS, cam_cases(), against_cam)
    if "captum" in tables:
        maps(CAPTUM, captum_cases(), against_captum)
    if "fields" in tables:
        fields(chosen.networks)


if __name__ == "__main__":
    main()
