"""Data sets of one's own: a zip or a folder with one folder of pictures for each class."""

from cnnviz.data.sets.own.adding import SIDES, TAKEN, add_own
from cnnviz.data.sets.own.store import Own, find_own, own_sets, remove_own

__all__ = ["SIDES", "TAKEN", "Own", "add_own", "find_own", "own_sets", "remove_own"]
