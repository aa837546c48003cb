"""How a network's insides fare while it learns: gradients, dead ReLUs and weights, stage by stage."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils import get_total_norm

BINS = 40


def gradient_norms(stages: dict[str, nn.Module]) -> dict[str, float]:
    """The length of each stage's gradient, of all its parameters as one vector; a stage without any is left out."""
    norms = {}
    for name, stage in stages.items():
        gradients = [p.grad for p in stage.parameters() if p.grad is not None]
        if gradients:
            norms[name] = get_total_norm(gradients)
    return _numbers(norms)


def dead_relus(model: nn.Module, stages: dict[str, nn.Module], images: Tensor) -> dict[str, float]:
    """Of each stage's ReLU channels the share that answers 0 to all `images`, everywhere; evaluation mode, no gradient.

    A ReLU that stands in no stage (between two of them) counts for the one before it.
    """
    alive: dict[str, list[Tensor]] = {}
    handles = []
    for name, relu in _relus(model, stages):
        handles.append(relu.register_forward_hook(_note(alive.setdefault(name, []))))
    training = model.training
    try:
        with torch.no_grad():
            model.eval()(images)
    finally:
        model.train(training)
        for handle in handles:
            handle.remove()
    shares = {name: 1 - torch.cat(channels).float().mean() for name, channels in alive.items() if channels}
    return _numbers(shares)


def histograms(stages: dict[str, nn.Module]) -> dict[str, dict[str, Any]]:
    """How the weights of each stage's convolutions and linear layers are spread: range and counts in 40 equal bins."""
    spread = {}
    for name, stage in stages.items():
        layers = [part for part in stage.modules() if isinstance(part, nn.Conv2d | nn.Linear)]
        weights = torch.cat([layer.weight.detach().flatten() for layer in layers]).float().cpu()
        low, high = weights.min().item(), weights.max().item()
        counts = torch.histc(weights, BINS, low, high).int().tolist()
        spread[name] = {"low": low, "high": high, "counts": counts}
    return spread


def _relus(model: nn.Module, stages: dict[str, nn.Module]) -> list[tuple[str, nn.Module]]:
    """Every ReLU and the stage that it counts for."""
    found, current = [], next(iter(stages))
    for path, module in model.named_modules():
        current = next((name for name in stages if path == name or path.startswith(f"{name}.")), current)
        if isinstance(module, nn.ReLU | nn.ReLU6):
            found.append((current, module))
    return found


def _note(alive: list[Tensor]) -> Callable[[nn.Module, Any, Tensor], None]:
    """A hook that notes which channels answered anything."""

    def hook(module: nn.Module, inputs: Any, output: Tensor) -> None:
        others = [axis for axis in range(output.ndim) if axis != 1]
        alive.append(output.amax(others) > 0)

    return hook


def _numbers(values: dict[str, Tensor]) -> dict[str, float]:
    """All in one transfer from the device."""
    return dict(zip(values, torch.stack(list(values.values())).tolist(), strict=True)) if values else {}
