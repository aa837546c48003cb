"""How much each channel of a layer adds to the score of a class: its share of the map that HiResCAM draws."""

from torch import Tensor


def contributions(activation: Tensor, gradient: Tensor) -> Tensor:
    """One number for each channel, from the maps of a layer (c, h, w) and their gradient for the score of a class.

    Activation times gradient, added up over all places: channel by channel the sum of the map of HiResCAM (Draelos and
    Carin 2020, section 3) before it is cut off at 0. Behind a map that is averaged and goes into one linear layer
    (or none) they add up to the score without its bias, and are the shares of Grad-CAM's map too; elsewhere they
    are what the score would change by if it went on as steeply as it starts. Below 0: the channel speaks against it.
    """
    return (activation * gradient).sum((1, 2))
