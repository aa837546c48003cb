"""A light network of each family, on which its options are walked through; a family that is not here walks its first."""

from collections.abc import Callable
from typing import Any, NamedTuple

from cnnviz.architectures import ARCHITECTURES, VARIANTS, with_options
from cnnviz.options import Control, Value, controls

Shape = tuple[int, int, int]
Picture = Shape | Callable[[Any], Shape]  # also: options → the picture they take


class Light(NamedTuple):
    name: str
    options: Any
    picture: Picture

    def shape(self, options: Any) -> Shape:
        return self.picture(options) if callable(self.picture) else self.picture


def lenet_picture(options: Any) -> Shape:
    return (options.channels_in, *[32 - 2 * options.first_padding] * 2)


def adaptive_picture(options: Any) -> Shape:
    return (3, 80, 80) if options.adaptive_pool else (3, 224, 224)


def _light(name: str, picture: Picture, **moved: Value) -> Light:
    return Light(name, with_options(name, **moved), picture)


LIGHT = {VARIANTS[light.name][0].name: light for light in (
    _light("lenet5", lenet_picture),
    _light("alexnet_owt", adaptive_picture, hidden=256),
    _light("zfnet", adaptive_picture, hidden=256, adaptive_pool=True),
    _light("nin", (3, 96, 96), classes=20),
    _light("vgg11", (3, 16, 16), layers="32,M,64,M", head_size=1, hidden=256),
    _light("squeezenet1_1", (3, 65, 65), classes=20),
    _light("googlenet", (3, 32, 32), classes=10),
    _light("inception_resnet_v2", (3, 75, 75), classes=10, blocks_per_stage="5,10,5"),
    _light("nasnet_a_large", (3, 32, 32), classes=10, cells=1, filters=96, stem_filters=32),
    _light("resnet18", (3, 32, 32), classes=10),
    _light("resnet20", (3, 8, 8)),
    _light("densenet121", (3, 32, 32), layers_per_block="12,12,12", growth=12, classes=10),
    _light("fractalnet20", (3, 32, 32), columns=2),
    _light("mobilenet_v1_025", (3, 64, 64), classes=10),
    _light("shufflenet_v1_g3", (3, 64, 64), width=0.25, classes=10),
    _light("efficientnet_lite0", (3, 64, 64), width=0.25, classes=10),
)}  # fmt: skip

# What must be on for an option to matter.
NEEDS: dict[str, dict[str, Value]] = {"reduction": {"se": True}}
# What says the same as another value: the pooling of the release is one of the other two.
SYNONYMS = {("stem_pool", ("released", "padded"))}
# Numbers whose ends are too many or too few, and texts.
SOME: dict[str, tuple[Value, ...]] = {
    "layers": ("32,M,64,M", "4,4,conv1-8,M,8", "[6, 'm', 6]"),
    "classes": (2, 11),
    "cells": (1, 2),
    "filters": (96, 192),
    "depth": (8, 20, 34, 50),  # of resnet_cifar; 20 divides with either block, 34 and 50 into four stages
}


def light(family: str) -> Light:
    first = ARCHITECTURES[family].variants[0]
    return LIGHT.get(family, Light(first.name, first.options, first.input_shape))


def positions(family: str) -> dict[str, tuple[Value, ...]]:
    """Every value of a choice; of a number both ends."""
    declared = controls(ARCHITECTURES[family].options)
    return {name: control.choices or _values(name, control) for name, control in declared.items()}


def _values(name: str, control: Control) -> tuple[Value, ...]:
    kind = type(control.default)
    if name in SOME and all(type(value) is kind for value in SOME[name]):
        return tuple(value for value in SOME[name] if control.allows(value))
    assert control.kind == "number", f"{name}: which texts?"
    return (kind(control.low), kind(control.high))
