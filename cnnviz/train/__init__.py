"""How a network learns: configuration, loop, checkpoints and what they leave behind; importing it starts nothing."""

from cnnviz.train.config import TrainConfig, from_toml, to_toml
from cnnviz.train.devices import Device, devices, find_device
from cnnviz.train.loop import train
from cnnviz.train.recipes import recipe, recipe_of
from cnnviz.train.report import Ended, Point, Wish

__all__ = [
    "Device",
    "Ended",
    "Point",
    "TrainConfig",
    "Wish",
    "devices",
    "find_device",
    "from_toml",
    "recipe",
    "recipe_of",
    "to_toml",
    "train",
]
