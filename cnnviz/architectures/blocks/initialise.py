"""First weights: He 2015 (section 2.2), Glorot & Bengio 2010 (eq. 16), a plain normal, or zeros."""

from math import sqrt

from torch import nn

from cnnviz.architectures.blocks.noted import fills_weights


def initialise(model: nn.Module, init: str) -> None:
    """Set every convolution and linear weight by the law `init`, every bias to 0, every norm to the identity."""
    _LAWS[init](model)


@fills_weights
def he_weights(model: nn.Module) -> None:
    """He's law: of convolutions for the backward pass, variance 2/(channels_out · kernel²), as in torchvision; of linear
    layers for the forward pass, 2/channels_in: by the other, ten classes would make the first answers of VGG-16 so loud
    that its loss starts at 106.

    Channels of other groups do not count, which torch overlooks: a depthwise layer would start so small that the
    signal dies.
    """
    for layer in reset_layers(model):
        fan = layer.in_features if isinstance(layer, nn.Linear) else layer.weight[:, 0].numel() // layer.groups
        nn.init.normal_(layer.weight, std=sqrt(2 / fan))


@fills_weights
def xavier_weights(model: nn.Module) -> None:
    """Glorot's law: variance 2/(fan in + fan out)."""
    for layer in reset_layers(model):
        fan_in = layer.weight[0].numel()
        fan_out = layer.weight[:, 0].numel() // getattr(layer, "groups", 1)
        nn.init.normal_(layer.weight, std=sqrt(2 / (fan_in + fan_out)))


@fills_weights
def normal_weights(model: nn.Module) -> None:
    """Standard deviation 0.01 everywhere."""
    for layer in reset_layers(model):
        nn.init.normal_(layer.weight, std=0.01)


@fills_weights
def zero_weights(model: nn.Module) -> None:
    """Nothing but zeros: such a network cannot learn."""
    for layer in reset_layers(model):
        nn.init.zeros_(layer.weight)


def reset_layers(model: nn.Module) -> list[nn.Conv2d | nn.Linear]:
    """Biases to 0 and norms to the identity; the convolution and linear layers, whose weights are still to be set."""
    layers = []
    for module in model.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            layers.append(module)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d) and module.affine:
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)
    return layers


_LAWS = {"he": he_weights, "xavier": xavier_weights, "normal": normal_weights, "zeros": zero_weights}
