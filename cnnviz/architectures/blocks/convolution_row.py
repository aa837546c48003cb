"""A row of convolutions with the names that AlexNet's paper made usual: conv1, relu1, pool1, conv2 …."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from torch import nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import BatchNorm2d
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite


def convolution_row(
    layers: Sequence[nn.Conv2d], after: dict[int, list[tuple[str, nn.Module]]], options: Any
) -> nn.Sequential:
    """The convolutions conv1, conv2 …, each with its activation, and behind number n what `after[n]` names.

    Of the family's options it reads `batch_norm`, `activation`, `se` and `reduction`.
    """
    named: OrderedDict[str, nn.Module] = OrderedDict()
    for number, layer in enumerate(layers, start=1):
        named[f"conv{number}"] = layer
        if options.batch_norm:
            named[f"bn{number}"] = BatchNorm2d(layer.out_channels)
        named[f"relu{number}"] = activation(options.activation)
        if options.se:
            named[f"se{number}"] = SqueezeExcite(layer.out_channels, options.reduction)
        named.update((f"{name}{number}", module) for name, module in after.get(number, ()))
    return nn.Sequential(named)
