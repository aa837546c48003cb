"""What was achieved when: the ImageNet contest by year, and the published errors of our networks."""

from cnnviz.history.contest import ENTRIES, Entry
from cnnviz.history.published import CHARTS, Chart, Figure, figures

__all__ = ["CHARTS", "ENTRIES", "Chart", "Entry", "Figure", "figures"]
