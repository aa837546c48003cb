"""The names of ImageNet's 1000 classes, in the order of every network that was trained on ILSVRC 2012."""

from functools import cache
from pathlib import Path


@cache
def imagenet_classes() -> tuple[str, ...]:
    """In English, as torchvision spells them, without importing it: that would take three seconds."""
    return tuple((Path(__file__).parent / "imagenet_classes.txt").read_text("utf-8").splitlines())
