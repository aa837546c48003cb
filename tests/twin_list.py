"""Which of our networks others have built too: torchvision, timm, pytorchcv, and what is made of their parts."""

from functools import partial
from typing import Any

import timm
import torchvision.models as torchvision
from efficientnet_lite_pytorch import EfficientNet
from pytorchcv.model_provider import get_model
from pytorchcv.models.nasnet import nasnet_4a1056

from tests import cifar_twins as cifar
from tests import inception_twins as inception
from tests import mobile_twins as mobile
from tests.twins import Twin, in_their_order


def tv(name: str, size: int = 97, ours: str = "", moved: dict[str, Any] | None = None, **theirs: Any) -> Twin:
    return Twin(ours or name, partial(torchvision.get_model, name, weights=None, **theirs), moved or {}, size)


def from_timm(name: str, theirs: str, size: int = 97, moved: dict[str, Any] | None = None, **more: Any) -> Twin:
    return Twin(name, partial(timm.create_model, theirs), moved or {}, size, **more)


def pcv(name: str, theirs: str, moved: dict[str, Any] | None = None, **more: Any) -> Twin:
    return Twin(name, partial(get_model, theirs, pretrained=False), moved or {}, state=in_their_order, **more)


def small(name: str, build: Any, *arguments: Any, **moved: Any) -> Twin:
    """A network for 32x32 pictures."""
    return Twin(name, partial(build, *arguments), moved, state=in_their_order)


def lite(version: int, size: int, **moved: Any) -> Twin:
    return Twin("efficientnet_lite0", partial(EfficientNet.from_name, f"efficientnet-lite{version}"), moved, size)


VGGS = [f"vgg{depth}{norm}" for depth in (11, 13, 16, 19) for norm in ("", "_bn")]
RESNETS = [f"resnet{depth}" for depth in (18, 34, 50, 101, 152)]
WIDE = ["wide_resnet50_2", "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d"]
DENSENETS = [f"densenet{depth}" for depth in (121, 161, 169, 201)]

TORCHVISION = (
    *(tv(name, 80) for name in VGGS),
    tv("alexnet", 80, "alexnet_owt"),
    tv("squeezenet1_0"),
    tv("squeezenet1_1"),
    *(tv(name) for name in (*RESNETS, *WIDE, *DENSENETS)),
    tv("resnet50", 97, "se_resnet50", {"se": False, "stride_in": "3x3", "stem_pool": "padded"}),
    tv("mobilenet_v2"),
    tv("mobilenet_v2", moved={"width": 0.5}, width_mult=0.5),
    tv("mobilenet_v2", moved={"width": 1.5}, width_mult=1.5),
    Twin("googlenet_torchvision", inception.googlenet_torchvision, {}, 97),
)
TIMM = (
    *(from_timm(f"se_resnet{depth}", f"legacy_seresnet{depth}") for depth in (50, 101, 152)),
    *(from_timm(f"se_resnext{depth}_32x4d", f"legacy_seresnext{depth}_32x4d") for depth in (50, 101)),
    from_timm("resnext101_32x4d", "resnext101_32x4d"),
    from_timm("inception_resnet_v2", "inception_resnet_v2", 107),
    from_timm("nasnet_a_large", "nasnetalarge"),
    from_timm("mobilenet_v1", "mobilenetv1_125", 97, {"width": 1.25, "activation": "relu6"}, state=in_their_order),
)
PYTORCHCV = (
    *(pcv(f"mobilenet_v1{ours}", f"mobilenet_{theirs}") for ours, theirs in mobile.WIDTHS.items()),
    *(small(f"shufflenet_v1_g{g}", mobile.shufflenet, g) for g in (1, 2, 3, 4, 8)),
    small("shufflenet_v1_g3", mobile.shufflenet, 3, 0.5, width=0.5),
    small("shufflenet_v1_g3", mobile.shufflenet, 1, 0.25, groups=1, width=0.25),
    Twin("bn_inception", inception.bninception, state=inception.bn_inception_state),
    Twin("nasnet_a_mobile", nasnet_4a1056, state=inception.nasnet_mobile_state),
    *(small(f"resnet{depth}", cifar.padding, "resnet", depth) for depth in (20, 32, 44, 56, 110)),
    small("resnet20", cifar.projecting, "resnet", 20, shortcut="B"),
    small("preact_resnet110", cifar.projecting, "preresnet", 110, shortcut="B"),
    small("preact_resnet164", cifar.preact_bottleneck, 164),
    small("preact_resnet164", cifar.preact_bottleneck, 164, False, stride_in="3x3"),
    small("se_resnet20", cifar.padding, "seresnet", 20),
    small("se_resnet56", cifar.padding, "seresnet", 56),
    *(small(f"wrn_{depth}_{k}", cifar.wide, depth, k) for depth, k in ((40, 1), (40, 2), (16, 4), (52, 1))),
    small("densenet40_12", cifar.dense_without_bottleneck, 40, 12, compression=0.5),
    small("densenet_bc_100_12", cifar.dense, 100, 12),
    Twin("fractalnet20", cifar.fractal, state=cifar.fractal_names),
    Twin("fractalnet20", partial(cifar.fractal, 100), {"classes": 100}, state=cifar.fractal_names),
)
OWN_PARTS = (
    Twin("googlenet", inception.googlenet, size=97),
    small("mobilenet_cifar", mobile.mobilenet_cifar),
    small("se_mobilenet_v1", mobile.se_mobilenet),
    small("se_shufflenet_v1", mobile.se_shufflenet),
    Twin("se_bn_inception", inception.se_bn_inception, state=inception.bn_inception_state),
    Twin("se_inception_resnet_v2", inception.se_inception_resnet_v2, {}, 107, inception.se_inception_resnet_state),
)  # fmt: skip
LITE = (lite(0, 224), lite(1, 240, width=1.0, depth=1.1), lite(4, 300, width=1.4, depth=1.8))
TWINS = (*TORCHVISION, *TIMM, *PYTORCHCV, *OWN_PARTS, *LITE)

# The same layers as a twin above, only more or wider ones: their costs are enough.
COUNTED = (
    small("resnet1202", cifar.padding, "resnet", 1202),
    small("preact_resnet1001", cifar.preact_bottleneck, 1001),
    *(small(f"wrn_{depth}_{k}", cifar.wide, depth, k) for depth, k in (
        (40, 4), (40, 8), (28, 10), (28, 12), (22, 8), (22, 10), (16, 8), (16, 10),
    )),
    small("densenet100_12", cifar.dense_without_bottleneck, 100, 12, compression=0.5),
    small("densenet100_24", cifar.dense_without_bottleneck, 100, 24, compression=0.5),
    small("densenet_bc_250_24", cifar.dense, 250, 24),
    small("densenet_bc_190_40", cifar.dense, 190, 40),
    # the same costs, other answers: poolings with other edges; shortcut A from the activated input; a ReLU before the gate
    pcv("zfnet", "zfnet"),
    pcv("nin_cifar", "nin_cifar10"),
    pcv("nin_cifar", "nin_cifar100", {"classes": 100}),
    small("preact_resnet110", cifar.padding, "preresnet", 110),
    *(from_timm(f"se_resnet{depth}", f"legacy_seresnet{depth}") for depth in (18, 34)),
    from_timm("efficientnet_lite0", "tf_efficientnet_lite0"),
)  # fmt: skip
