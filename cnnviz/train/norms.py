"""The batch norms of averaged weights: what they had measured belongs to other weights, so they measure anew."""

from collections.abc import Callable

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from cnnviz.train.feed import Feed
from cnnviz.train.precision import autocast


def measure_norms(model: nn.Module, feed: Feed, precision: str, steps: int, go_on: Callable[[], bool]) -> bool:
    """Let the norms of `model` see `steps` batches as in training, and keep their mean (Izmailov 2018, section 3.2).

    Pictures that are not shifted and mirrored as in training would not do: an averaged ResNet-20 named 88.2 % of
    CIFAR-10 then instead of 89.0 %. All else is in evaluation mode. False where `go_on`, asked before every batch,
    said no.
    """
    norms = [module for module in model.modules() if isinstance(module, _BatchNorm) and module.track_running_stats]
    momenta, training = [norm.momentum for norm in norms], model.training
    model.eval()
    for norm in norms:
        norm.train().reset_running_stats()
        norm.momentum = None  # the mean of all batches
    try:
        with torch.no_grad(), autocast(precision, feed.pictures.images.device):
            for _ in range(steps if norms else 0):
                if not go_on():
                    return False
                model(feed.next()[0])
    finally:
        model.train(training)
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
    return True
