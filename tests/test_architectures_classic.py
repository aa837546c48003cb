"""LeNet to SqueezeNet: figures, twins with equal logits, and every option in every position."""

from dataclasses import replace
from itertools import combinations

import pytest
import torch
import torchvision
from torch import nn

from cnnviz.architectures import ARCHITECTURES, VARIANTS, build, build_blank, with_options
from cnnviz.architectures.blank import Blank
from cnnviz.blueprint import structure_of
from cnnviz.options import Options, controls

torch.set_num_threads(1)

# name → parameters, multiply-adds, map before the head; published, or counted by torchvision, Caffe or by hand
FIGURES = {
    "vgg11": (132_863_336, 7_609_090_048, (512, 7, 7)),
    "vgg11_bn": (132_868_840, 7_609_090_048, (512, 7, 7)),
    "vgg11_lrn": (132_863_336, 7_609_090_048, (512, 7, 7)),
    "vgg11_lrn_bn": (132_868_840, 7_609_090_048, (512, 7, 7)),
    "vgg13": (133_047_848, 11_308_466_176, (512, 7, 7)),
    "vgg13_bn": (133_053_736, 11_308_466_176, (512, 7, 7)),
    "vgg16_1x1": (133_638_952, 11_770_888_192, (512, 7, 7)),
    "vgg16_1x1_bn": (133_638_952 + 2 * 4224, 11_770_888_192, (512, 7, 7)),
    "vgg16": (138_357_544, 15_470_264_320, (512, 7, 7)),
    "vgg16_bn": (138_365_992, 15_470_264_320, (512, 7, 7)),
    "vgg19": (143_667_240, 19_632_062_464, (512, 7, 7)),
    "vgg19_bn": (143_678_248, 19_632_062_464, (512, 7, 7)),
    "se_vgg16": (138_596_784, 15_470_490_624, (512, 7, 7)),
    "vgg16_cifar": (58_190_506, 641_081_344, (512, 4, 4)),
    "vgg19_cifar": (61_287_978, 867_573_760, (512, 4, 4)),
}
FAMILIES = ("vgg",)
TWINS = {
    "vgg11": torchvision.models.vgg11,
    "vgg11_bn": torchvision.models.vgg11_bn,
    "vgg13": torchvision.models.vgg13,
    "vgg13_bn": torchvision.models.vgg13_bn,
    "vgg16": torchvision.models.vgg16,
    "vgg16_bn": torchvision.models.vgg16_bn,
    "vgg19": torchvision.models.vgg19,
    "vgg19_bn": torchvision.models.vgg19_bn,
}
# The same network reached by moving options from another variant.
BY_OPTIONS = {
    "vgg16_bn": ("vgg11", {"layers": VARIANTS["vgg16"][1].options.layers, "batch_norm": True}),
}
# For the walk over options: a light variant of each family and its input.
LIGHT = {
    "vgg": ("vgg11", {"layers": "32,M,64,M", "head_size": 1}, (3, 16, 16)),
}
# What must be on for an option to matter.
NEEDS = {"reduction": {"se": True}}
TEXTS = {"layers": ("32,M,64,M", "4,4,conv1-8,M,8", "[6, 'm', 6]")}


def map_before_head(trace):
    return [layer for layer in trace.layers if len(layer.output_shape) == 3 and layer.output_shape[1] > 1][-1]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_variant_has_figures(family):
    assert {variant.name for variant in ARCHITECTURES[family].variants} <= set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_exact(name):
    trace = structure_of(name)
    assert (trace.params, trace.macs, map_before_head(trace).output_shape) == FIGURES[name]
    assert not trace.unused
    assert all(layer.window for layer in trace.layers if len(layer.output_shape) == 3)


def random_state(model: nn.Module) -> dict[str, torch.Tensor]:
    """Weights of He's scale for every key of `model`, cut from one short random row so that giants stay quick."""
    row = torch.rand(1_000_003, generator=torch.Generator().manual_seed(7)) * 2 - 1
    state = {}
    for key, tensor in model.state_dict().items():
        if tensor.dtype != torch.float32:
            state[key] = torch.zeros_like(tensor)
            continue
        values = row.repeat(tensor.numel() // len(row) + 1)[: tensor.numel()].view(tensor.shape)
        scale = (6 / tensor[0].numel()) ** 0.5 if tensor.dim() > 1 else 0.3
        state[key] = values.abs() + 0.5 if key.endswith("running_var") else values * scale
    return state


def assert_same_logits(ours: nn.Module, theirs: nn.Module, size: int) -> None:
    state = random_state(theirs)
    for model in (ours, theirs):
        model.load_state_dict(state, strict=True, assign=True)
        model.eval()
    images = torch.randn(2, 3, size, size, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        expected = theirs(images)
        difference = (ours(images) - expected).abs().max() / expected.abs().max()
    assert expected.std() > 1e-3
    assert difference < 1e-5


@pytest.mark.parametrize("name", TWINS)
def test_torchvision_twin_gives_the_same_logits(name):
    with Blank():
        twin = TWINS[name]()
    assert_same_logits(build_blank(name), twin, 80)


@pytest.mark.parametrize("name", BY_OPTIONS)
def test_twin_is_reached_by_options_too(name):
    start, moved = BY_OPTIONS[name]
    with Blank():
        twin = TWINS[name]()
    assert_same_logits(build_blank(start, with_options(start, **moved)), twin, 80)


def positions(options: type[Options], name: str) -> tuple:
    control = controls(options)[name]
    match control.kind:
        case "number":
            kind = type(control.default)
            middle = control.low + control.step * round((control.high - control.low) / control.step / 3)
            return (kind(control.low), kind(middle), kind(min(control.high, 1200)))
        case "text":
            return TEXTS[name]
    return control.choices


def walk(family: str, together: int):
    """Options of the light variant with `together` of them moved, whatever stands with them switched on."""
    name, light, shape = LIGHT[family]
    kind = ARCHITECTURES[family].options
    base = with_options(name, **light)
    for names in combinations(controls(kind), together):
        needs = {key: value for moved in names for key, value in NEEDS.get(moved, {}).items() if key not in names}
        choices = [{}]
        for moved in names:
            choices = [{**chosen, moved: value} for chosen in choices for value in positions(kind, moved)]
        for chosen in choices:
            yield replace(base, **needs), replace(base, **needs, **chosen), shape


def passes(model: nn.Module, shape: tuple[int, ...], classes: int, device: str) -> None:
    """Forward and backward in train mode on a batch of two; every weight is reached."""
    logits = model.train()(torch.randn(2, *shape, device=device))
    assert logits.shape == (2, classes)
    logits.sum().backward()
    assert all(weight.grad is not None for weight in model.parameters())


def fingerprint(family: str, options: Options, shape: tuple[int, int, int]) -> tuple:
    name = LIGHT[family][0]
    torch.manual_seed(0)
    model = build(name, options)
    weights = tuple(weight.flatten()[:100].abs().sum().item() for weight in model.parameters())
    return structure_of(name, options, shape).layers, repr(model), weights


@pytest.mark.parametrize("family", FAMILIES)
def test_every_option_runs_in_every_position_and_changes_the_network(family):
    prints = {}
    for before, after, shape in walk(family, 1):
        passes(build(LIGHT[family][0], after), shape, after.classes, "cpu")
        for options in (before, after):
            if options not in prints:
                prints[options] = fingerprint(family, options, shape)
        assert (before == after) == (prints[before] == prints[after])


@pytest.mark.parametrize("family", FAMILIES)
def test_every_pair_of_options_runs(family):
    for _, options, shape in walk(family, 2):
        with torch.device("meta"):
            passes(build(LIGHT[family][0], options), shape, options.classes, "meta")
        assert structure_of(LIGHT[family][0], options, shape).layers[-1].output_shape == (options.classes,)
