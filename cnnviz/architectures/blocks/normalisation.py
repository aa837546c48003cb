"""Batch normalisation where it is on, and its empty place where it is off."""

from torch import nn

from cnnviz.architectures.blocks.layers import BatchNorm2d


def norm(on: bool, channels: int, eps: float = 1e-5, momentum: float = 0.1) -> nn.Module:
    """Batch normalisation, or an identity that keeps the name; nets from TensorFlow bring their own constants."""
    return BatchNorm2d(channels, eps, momentum) if on else nn.Identity()
