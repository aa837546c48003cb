"""The non-linear functions that a family may choose between."""

from torch import nn

_KINDS = {"relu": nn.ReLU, "relu6": nn.ReLU6, "leaky_relu": nn.LeakyReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}


def activation(name: str) -> nn.Module:
    """A fresh module for each place, so that each can be named and looked at."""
    return _KINDS[name]()
