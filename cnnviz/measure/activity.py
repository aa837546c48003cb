"""How strongly the channels of a layer answer."""

from typing import NamedTuple

import numpy as np


class Activity(NamedTuple):
    """What one channel's map holds."""

    low: float
    mean: float
    high: float
    zeros: float  # share of units that are exactly 0


def activity(feature_map: np.ndarray) -> Activity:
    """The figures of one channel's map (h, w)."""
    zeros = float((feature_map == 0).mean())
    return Activity(float(feature_map.min()), float(feature_map.mean()), float(feature_map.max()), zeros)


def dead_channels(feature_maps: np.ndarray) -> int:
    """How many of the maps (c, h, w) are 0 everywhere."""
    return int((~feature_maps.any(axis=(1, 2))).sum())


def peaks(feature_maps: np.ndarray) -> np.ndarray:
    """The largest value of each of the maps (c, h, w)."""
    return feature_maps.max(axis=(1, 2))


def largest_first(figures: np.ndarray) -> list[int]:
    """The numbers of the channels (c), the one with the largest figure first; of equals the lower number."""
    return np.argsort(-figures, kind="stable").tolist()
