"""How far to trust a heat map: what the network answers when the picture comes and goes in its order, and what it is worth."""

from cnnviz.explain.trust.curves import Curves, Trial, trial
from cnnviz.explain.trust.sanity import Sanity, sanity

__all__ = ["Curves", "Sanity", "Trial", "sanity", "trial"]
