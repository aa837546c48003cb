"""The optimiser of a run: torch's own, fused into one kernel, with decay on the weights that should have it."""

import torch
from torch import nn
from torch.optim import SGD, AdamW, Optimizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from cnnviz.train.config import TrainConfig

FUSED = ("cpu", "cuda", "mps")  # devices for which torch has the whole step as one kernel


def optimiser_for(model: nn.Module, config: TrainConfig, device: torch.device) -> Optimizer:
    """SGD or AdamW on the parameters of `model`.

    Biases and norms, which have one dimension, are not decayed unless `decay_all` says so (Goyal 2017, section 5.3).
    """
    decayed = [p for p in model.parameters() if config.decay_all or p.ndim > 1]
    free = [p for p in model.parameters() if not config.decay_all and p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": config.weight_decay}, {"params": free, "weight_decay": 0.0}]
    groups = [group for group in groups if group["params"]]
    fused = device.type in FUSED
    if config.optimiser == "adamw":
        return AdamW(groups, lr=config.rate, betas=(config.momentum, 0.999), fused=fused)
    return SGD(groups, lr=config.rate, momentum=config.momentum, nesterov=config.nesterov, fused=fused)


def average_of(model: nn.Module, config: TrainConfig) -> AveragedModel | None:
    """The moving average of the weights; None where it is off. What its norms measure has to be seen to (`norms`)."""
    if not config.average:
        return None
    return AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(config.average))
