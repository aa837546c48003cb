"""The batch norms of averaged weights: what they had measured belongs to other weights, so they measure anew."""

from collections.abc import Callable

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm

from cnnviz.train.feed import Pictures
from cnnviz.train.precision import autocast

BATCH = 256  # pictures
BATCHES = 16


def measure_norms(
    model: nn.Module, pictures: Pictures, precision: str, batches: int, go_on: Callable[[], bool] = lambda: True
) -> bool:
    """Let the norms of `model` see up to `batches` of 256 training pictures, spread over all of them (Izmailov 2018, 3.2).

    All else is in evaluation mode, and nothing is drawn. False where `go_on`, asked before every batch, said no.
    """
    norms = [module for module in model.modules() if isinstance(module, _BatchNorm) and module.track_running_stats]
    momenta, training = [norm.momentum for norm in norms], model.training
    apart = max(1, len(pictures) // (BATCH * batches))
    model.eval()
    for norm in norms:
        norm.train().reset_running_stats()
        norm.momentum = None  # the mean of all batches
    try:
        with torch.no_grad(), autocast(precision, pictures.images.device):
            for images in pictures.images[::apart].split(BATCH)[:batches] if norms else ():
                if not go_on():
                    return False
                if len(images) == 1:
                    break  # a rest of one has no deviation
                model(pictures.input(pictures.normalised(images)))
    finally:
        model.train(training)
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
    return True
