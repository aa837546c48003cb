"""The sanity check of Adebayo et al. 2018, section 3.1: weights become random from the top down, and the map must change."""

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from cnnviz.explain.base import Progress, enlarge
from cnnviz.explain.evidence import check_picture

MAPS = 6  # between the top layer alone and all of them
SEED = 0
SSIM_SIDE = 64  # pixels; the picture's own size tells no more about a map of 7×7


class Sanity(NamedTuple):
    """How alike the map of the network and that of its partly random copy are, one value for each depth."""

    layers: tuple[str, ...]  # down to which layer the weights are random
    correlation: tuple[float, ...]  # Spearman's rank correlation of the units, -1 to 1
    similarity: tuple[float, ...]  # structural similarity (SSIM), -1 to 1


def sanity(
    model: nn.Module, images: Tensor, heat: Tensor, explain: Callable[[nn.Module], Tensor],
    progress: Progress | None = None,
) -> Sanity:  # fmt: skip
    """How the map `heat` (h, w) of the picture (1, c, h, w) changes with the weights; `explain(model)` makes it anew.

    The copy has tensors of its own. A layer becomes random by shuffling its weights, so that their spread stays, and
    batch normalisation measures the picture anew, or sums pile up in a deep network. Raises `Refusal`.
    """
    check_picture(images)
    own, generator = copy.deepcopy(model).eval(), torch.Generator().manual_seed(SEED)
    top_down = _weighted_in_running_order(own, images)[::-1]
    stops = sorted({round(1 + k * (len(top_down) - 1) / (MAPS - 1)) for k in range(MAPS)})
    found: list[tuple[str, float, float]] = []
    for place, (name, module) in enumerate(top_down, start=1):
        _shuffle(module, generator)
        if place in stops:
            if progress:
                progress(len(found) / len(stops))
            _measure_anew(own, images, generator)
            changed = explain(own)
            found.append((name, _correlation(heat, changed), _similarity(heat, changed)))
    return Sanity(*zip(*found, strict=True))


def _weighted_in_running_order(own: nn.Module, images: Tensor) -> list[tuple[str, nn.Module]]:
    """Name and module of what holds weights itself, in the order in which a picture passes them."""
    seen: dict[str, nn.Module] = {}
    handles = [
        module.register_forward_hook(lambda module, *call, name=name: seen.setdefault(name, module) and None)
        for name, module in own.named_modules()
        if isinstance(module, (nn.Conv2d, nn.Linear))
    ]
    with torch.no_grad():
        own(images)
    for handle in handles:
        handle.remove()
    return list(seen.items())


def _shuffle(module: nn.Module, generator: torch.Generator) -> None:
    with torch.no_grad():
        for weights in module.parameters(recurse=False):
            order = torch.randperm(weights.numel(), generator=generator)
            weights.copy_(weights.flatten()[order].view_as(weights))


def _measure_anew(own: nn.Module, images: Tensor, generator: torch.Generator) -> None:
    """Two pictures, or a map of one unit would have no variance."""
    norms = [module for module in own.modules() if isinstance(module, nn.BatchNorm2d)]
    noisy = images + 0.1 * images.std() * torch.randn(images.shape, generator=generator)
    for norm in norms:
        norm.train().momentum = 1.0
    with torch.no_grad():
        own(torch.cat([images, noisy]))
    own.eval()


def _correlation(a: Tensor, b: Tensor) -> float:
    """Spearman's; 0 where a map is even, for it has no ranks."""
    if a.unique().numel() < 2 or b.unique().numel() < 2:
        return 0.0
    return float(torch.corrcoef(torch.stack([_ranks(a), _ranks(b)]))[0, 1])


def _ranks(heat: Tensor) -> Tensor:
    """The place of each unit in the order of the values; equal ones share the middle of their places."""
    _, value, count = heat.flatten().unique(return_inverse=True, return_counts=True)
    return (count.cumsum(0) - (count - 1) / 2)[value]


def _similarity(a: Tensor, b: Tensor) -> float:
    """SSIM of both maps on a scale from 0 to 1."""
    from skimage.metrics import structural_similarity

    left, right = (enlarge(_scaled(each), (SSIM_SIDE, SSIM_SIDE)).double().numpy() for each in (a, b))
    similarity: Any = structural_similarity(left, right, data_range=1.0)  # a number, as no picture is asked for
    return float(similarity)


def _scaled(heat: Tensor) -> Tensor:
    low, high = heat.min(), heat.max()
    return (heat - low) / (high - low) if high > low else torch.zeros_like(heat)
