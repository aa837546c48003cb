"""How a network learns: configuration, loop, checkpoints and what they leave behind; importing it starts nothing."""

from cnnviz.train.config import TrainConfig, from_toml, to_toml
from cnnviz.train.report import Ended, Point, Wish

__all__ = ["Ended", "Point", "TrainConfig", "Wish", "from_toml", "to_toml"]
