"""How a network answers the test pictures."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, pad

from cnnviz.data.augment import PADDING, ten_crop
from cnnviz.train.feed import Pictures
from cnnviz.train.precision import autocast

BATCH = 256  # pictures, or crops of pictures


class Examined(NamedTuple):
    """What came out: `loss` is the mean cross-entropy, without smoothing; logits are float32, (n, classes), in main
    memory. Of ten crops the logits are the logarithm of their mean probabilities.
    """

    loss: float
    accuracy: float
    logits: Tensor


def examined(
    model: nn.Module, pictures: Pictures, precision: str, crops: bool, go_on: Callable[[], bool]
) -> Examined | None:
    """All of `pictures` answered in evaluation mode; None where `go_on`, asked before every batch, said no."""
    batch, training = max(BATCH // 10, 1) if crops else BATCH, model.training
    answers = []
    model.eval()
    try:
        with torch.no_grad(), autocast(precision, pictures.images.device):
            for images in pictures.images.split(batch):
                if not go_on():
                    return None
                answers.append(_answer(model, pictures, images, crops))
    finally:
        model.train(training)
    logits = torch.cat(answers)
    accuracy = (logits.argmax(1) == pictures.labels).float().mean()
    return Examined(cross_entropy(logits, pictures.labels).item(), accuracy.item(), logits.cpu())


def _answer(model: nn.Module, pictures: Pictures, images: Tensor, crops: bool) -> Tensor:
    images = pictures.input(pictures.normalised(images))
    if not crops:
        return model(images).float()
    size = images.shape[-1]
    ten = ten_crop(pad(images, (PADDING,) * 4), size)  # a frame, as in training: the crops have the network's size
    logits = model(ten.flatten(0, 1).contiguous(memory_format=torch.channels_last)).float()
    return logits.softmax(1).view(len(images), 10, -1).mean(1).log()
