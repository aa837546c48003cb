"""LeNet to SqueezeNet: figures to the integer, twins with equal logits, refusals of pictures that do not fit."""

import pytest
import torch
import torchvision
from torch import nn

from cnnviz.architectures import ARCHITECTURES, build, vgg, with_options
from cnnviz.blueprint import structure_of
from cnnviz.measure import receptive_fields
from cnnviz.words import Refusal

torch.set_num_threads(1)

# name → parameters, multiply-adds, map before the head; published, or counted by torchvision, Caffe or by hand
FIGURES = {
    "lenet5": (61_706, 416_520, (16, 5, 5)),
    "lenet5_1998": (60_000, 325_680, (16, 5, 5)),
    "alexnet": (60_965_224, 724_406_816, (256, 6, 6)),
    "alexnet_owt": (61_100_840, 714_188_480, (256, 6, 6)),
    "zfnet": (62_357_608, 1_168_032_896, (256, 6, 6)),
    "nin": (7_595_176, 969_460_864, (1000, 5, 5)),
    "nin_cifar": (966_986, 222_486_528, (10, 8, 8)),
    "squeezenet1_0": (1_248_424, 818_924_576, (1000, 13, 13)),
    "squeezenet1_1": (1_235_496, 349_151_936, (1000, 13, 13)),
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
# name → layer, and how far a unit of it sees, its stride and padding; counted by hand, AlexNet and VGG-16 as in Distill
FIELDS = {
    "lenet5": ("c5.squash", 32, 4, 0),
    "lenet5_1998": ("c5.squash", 32, 4, 0),
    "alexnet": ("features.pool5", 195, 32, 64),
    "alexnet_owt": ("features.pool5", 195, 32, 66),
    "zfnet": ("features.pool5", 171, 32, 59),
    "nin": ("features.mlpconv4.relu2", 195, 32, 64),
    "nin_cifar": ("features.mlpconv3.relu2", 27, 4, 10),
    "vgg11": ("features.20", 150, 32, 59),
    "vgg11_lrn": ("features.21", 150, 32, 59),
    "vgg13": ("features.24", 156, 32, 62),
    "vgg16_1x1": ("features.30", 156, 32, 62),
    "vgg16": ("features.30", 212, 32, 90),
    "vgg19": ("features.36", 268, 32, 118),
    "se_vgg16": ("features.56", 212, 32, 90),
    "squeezenet1_0": ("conv10", 155, 16, 60),
}
FAMILIES = ("lenet", "alexnet", "zfnet", "nin", "vgg", "squeezenet")
TWINS = {
    "squeezenet1_0": torchvision.models.squeezenet1_0,
    "squeezenet1_1": torchvision.models.squeezenet1_1,
    "alexnet_owt": torchvision.models.alexnet,
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
    "squeezenet1_1": ("squeezenet1_0", {"version": "1.1"}),
    "alexnet_owt": (
        "alexnet",
        {"channels": "64,192,384,256,256", "groups": 1, "lrn": False, "first_padding": 2, "adaptive_pool": True},
    ),
    "vgg16_bn": ("vgg11", {"layers": vgg.D, "batch_norm": True}),
}


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


@pytest.mark.parametrize("name", FIELDS)
def test_receptive_fields(name):
    layer, size, stride, padding = FIELDS[name]
    field = receptive_fields(structure_of(name))[layer]
    assert field == ((size, size), (stride, stride), (padding, padding))


def random_state(model: nn.Module) -> dict[str, torch.Tensor]:
    """Weights of He's scale for every key of `model`, cut from one short random row so that giants stay quick."""
    row = torch.rand(1_000_003, generator=torch.Generator().manual_seed(7)) * 2 - 1
    state = {}
    for key, tensor in model.state_dict().items():
        if tensor.dtype != torch.float32:
            state[key] = torch.zeros(tensor.shape, dtype=tensor.dtype)
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
    with torch.device("meta"):
        ours, twin = build(name), TWINS[name]()
    assert_same_logits(ours, twin, 80)


@pytest.mark.parametrize("name", BY_OPTIONS)
def test_twin_is_reached_by_options_too(name):
    start, moved = BY_OPTIONS[name]
    with torch.device("meta"):
        ours, twin = build(start, with_options(start, **moved)), TWINS[name]()
    assert_same_logits(ours, twin, 80)


@pytest.mark.parametrize(
    ("name", "options", "shape", "figures"),
    [
        ("lenet5", {"pooling": "max", "first_padding": 2}, (1, 28, 28), (61_706, 416_520, (16, 5, 5))),
        ("alexnet", {"groups": 1}, (3, 227, 227), (62_378_344, 1_135_256_096, (256, 6, 6))),  # CS231n
        ("alexnet", {"first_padding": 2}, (3, 224, 224), (60_965_224, 724_406_816, (256, 6, 6))),
        ("alexnet_owt", {}, (3, 227, 227), (61_100_840, 716_767_232, (256, 6, 6))),  # EECS 498, lecture 8
        ("nin", {}, (3, 227, 227), (7_595_176, 1_105_996_320, (1000, 6, 6))),
        ("nin_cifar", {"classes": 100}, (3, 32, 32), (984_356, 223_592_448, (100, 8, 8))),
        ("squeezenet1_0", {"last_padding": 1}, (3, 227, 227), (1_248_424, 861_339_936, (1000, 15, 15))),  # Caffe
        ("zfnet", {"last_channels": "512,1024,512"}, (3, 224, 224), (107_627_624, 2_476_704_896, (512, 6, 6))),
    ],
)
def test_figures_of_other_makers_are_reached_by_options(name, options, shape, figures):
    trace = structure_of(name, with_options(name, **options), shape)
    assert (trace.params, trace.macs, map_before_head(trace).output_shape) == figures


@pytest.mark.parametrize(
    ("name", "shape", "en"),
    [
        ("lenet5", (1, 28, 28), "a picture of 28×28 leaves 4×4. Use 32×32, or 28×28 with “first_padding” 2"),
        (
            "lenet5",
            (3, 32, 32),
            "The picture has 3 channels, but C1 takes 1: change the picture, or “channels_in” to 3",
        ),
        ("alexnet", (3, 224, 224), "a picture of 224×224 leaves 5×5. Use 227×227, or 224×224 with “first_padding” 2"),
        ("zfnet", (3, 256, 192), "a picture of 256×192 leaves 7×5. Use 224×224, or turn “adaptive_pool” on"),
    ],
)
def test_a_picture_that_does_not_fit_the_classifier_is_refused(name, shape, en):
    with pytest.raises(Refusal, match=en) as refused:
        structure_of(name, input_shape=shape)
    assert any(
        said in refused.value.words.ko for said in ("×".join(map(str, shape[1:])), f"‘channels_in’을 {shape[0]}")
    )
