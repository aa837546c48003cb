"""Insertion and deletion (Petsiuk et al. 2018, section 4.3) and average drop (Chattopadhyay et al. 2018, section 4.1)."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Progress, enlarge
from cnnviz.explain.evidence import answering, check_answer, check_picture

STEPS = 24  # pictures between none and all of the pixels
BATCH = 5
SEED = 0  # of the random map: the same link shows the same curves


class Curves(NamedTuple):
    """What one map is worth: the probability of the class while pixels come or go in its order."""

    insertion: tuple[float, ...]  # STEPS + 1 values, from the blurred picture to the picture
    deletion: tuple[float, ...]  # STEPS + 1 values, from the picture to the mean colour
    drop: float  # 0 to 1: the share of the probability that is lost where only what the map marks is left

    @property
    def insertion_area(self) -> float:
        """Mean height of the curve, 0 to 1: the higher, the better."""
        return _area(self.insertion)

    @property
    def deletion_area(self) -> float:
        """Mean height of the curve, 0 to 1: the lower, the better."""
        return _area(self.deletion)


class Trial(NamedTuple):
    """A heat map beside two that know nothing of the picture."""

    map: Curves
    random: Curves
    centre: Curves


def trial(model: nn.Module, images: Tensor, target: int, heat: Tensor, progress: Progress | None = None) -> Trial:
    """`heat` (any h, w) of class `target` put to the test on its own picture (1, c, h, w). Raises `Refusal`.

    The random map has the resolution of `heat` and is enlarged like it; the centre is a Gaussian whose standard
    deviation is a quarter of the side. Pixels of equal value take a random order, or the top left would come first.
    """
    check_picture(images)
    height, width = images.shape[-2:]
    generator = torch.Generator().manual_seed(SEED)
    noise = torch.rand(heat.shape, generator=generator)
    maps = [enlarge(heat, (height, width)), enlarge(noise, (height, width)), _centre(height, width)]
    share = 1 / len(maps)
    return Trial(*(
        _curves(answering(model), images, target, large, generator, progress, place * share, share)
        for place, large in enumerate(maps)
    ))  # fmt: skip


def _curves(
    model: nn.Module, images: Tensor, target: int, heat: Tensor, generator: torch.Generator,
    progress: Progress | None, start: float, share: float,
) -> Curves:  # fmt: skip
    rank = _ranks(heat, generator)
    pictures = [*_mixed(_blurred(images), images, rank), *_mixed(images, torch.zeros_like(images), rank)]
    kept = heat.clamp(min=0) / heat.max() if heat.max() > 0 else torch.zeros_like(heat)
    pictures.append(images * kept)
    batches, chances = [pictures[first : first + BATCH] for first in range(0, len(pictures), BATCH)], []
    for place, batch in enumerate(batches):
        if progress:
            progress(start + share * place / len(batches))
        with torch.no_grad():
            logits = model(torch.cat(batch).contiguous(memory_format=torch.channels_last))
        check_answer(logits, target)
        chances += logits.softmax(1)[:, target].tolist()
    insertion, deletion, left = chances[: STEPS + 1], chances[STEPS + 1 : -1], chances[-1]
    return Curves(tuple(insertion), tuple(deletion), max(0.0, 1 - left / insertion[-1]) if insertion[-1] else 0.0)


def _mixed(before: Tensor, after: Tensor, rank: Tensor) -> Iterator[Tensor]:
    """From `before` to `after`, the pixels of highest rank first: STEPS + 1 pictures."""
    for step in range(STEPS + 1):
        yield torch.where(rank < step / STEPS, after, before)


def _ranks(heat: Tensor, generator: torch.Generator) -> Tensor:
    """For each pixel (h, w) the share of pixels of higher value, 0 to 1."""
    shuffled = torch.randperm(heat.numel(), generator=generator)
    order = shuffled[heat.flatten()[shuffled].argsort(descending=True, stable=True)]
    ranks = torch.empty(heat.numel())
    ranks[order] = torch.arange(heat.numel()) / heat.numel()
    return ranks.view(heat.shape)


def _blurred(images: Tensor) -> Tensor:
    """A twentieth of the side wide, as the authors' 11 pixels of 224."""
    from torchvision.transforms.functional import gaussian_blur  # two seconds, which only these curves are worth

    side = max(3, round(min(images.shape[-2:]) / 20) | 1)
    return gaussian_blur(images, [side, side], [side / 2.2, side / 2.2])


def _centre(height: int, width: int) -> Tensor:
    down, across = torch.linspace(-2, 2, height)[:, None], torch.linspace(-2, 2, width)
    return torch.exp(-(down**2 + across**2) / 2)


def _area(curve: tuple[float, ...]) -> float:
    """Mean height by trapezoids."""
    return (sum(curve) - (curve[0] + curve[-1]) / 2) / (len(curve) - 1)
