"""The learning rate at every step of a run: five schedules and a warm-up, equal to torch's own where torch has them."""

from dataclasses import dataclass
from math import cos, pi

from cnnviz.train.config import TrainConfig, milestones

START, END = 1 / 25, 1 / 25 / 1e4  # of one_cycle, as shares of the highest rate: torch's OneCycleLR
PATIENCE = 3  # epochs without a better test loss before plateau lowers the rate
BETTER = 1e-4  # relative: torch's ReduceLROnPlateau


def rate_at(config: TrainConfig, at: float, length: float, lowered: int = 0) -> float:
    """The rate of step `at` (from 0) of a run of `length` steps; `lowered`: how often `Plateau` has lowered it."""
    match config.schedule:
        case "step":
            return config.rate * config.drop ** sum(at >= share * length for share in milestones(config.milestones))
        case "cosine":
            return config.rate * (1 + cos(pi * min(at / length, 1))) / 2
        case "one_cycle":
            return config.rate * _one_cycle(at, config.rise * length - 1, length - 1)
        case "plateau":
            return config.rate * config.drop**lowered
    return config.rate


def warmth(config: TrainConfig, step: int, steps_per_epoch: int) -> float:
    """What the rate of `step` is multiplied by while it climbs at the start (Goyal 2017, section 2.2): 0 to 1."""
    return min(1.0, (step + 1) / max(config.warm_up * steps_per_epoch, 1))


def _one_cycle(at: float, top: float, end: float) -> float:
    """Two straight lines (Smith & Topin 2017, Figure 1a), to the top at step `top` and down until step `end`."""
    if at < top:
        return START + (1 - START) * at / top
    top = max(top, 0)
    return 1 + (END - 1) * min((at - top) / (end - top), 1) if end > top else 1.0


@dataclass
class Plateau:
    """How often the rate was lowered because the test loss had stopped falling (Krizhevsky 2012, section 5)."""

    best: float = float("inf")
    waited: int = 0
    lowered: int = 0

    def heard(self, loss: float) -> None:
        """Count an epoch that ended with test loss `loss`."""
        if loss < self.best * (1 - BETTER):
            self.best, self.waited = loss, 0
        else:
            self.waited += 1
        if self.waited > PATIENCE:
            self.waited, self.lowered = 0, self.lowered + 1
