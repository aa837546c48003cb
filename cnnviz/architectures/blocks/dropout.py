"""Dropout where it is on, and its empty place where it is off."""

from torch import nn


def dropout(probability: float) -> nn.Module:
    """Dropout, or an identity that keeps the name, for families that have it by default."""
    return nn.Dropout(probability) if probability else nn.Identity()
