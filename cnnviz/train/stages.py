"""The parts of a network whose gradients and activations are watched: its blocks, from the input to the answer."""

from torch import nn

MOST = 32  # stages: more cannot be told apart in a chart


def stages_of(model: nn.Module) -> dict[str, nn.Module]:
    """Modules that hold weights, by path, in the order they are declared, at most 32.

    The children of the network; one that holds more than half of all layers with weights (VGG's `features`) is opened,
    until what is inside is evenly small or there would be too many. Heads that only training needs are left out.
    """
    found = {name: child for name, child in model.named_children() if _layers(child) and not name.startswith("aux")}
    while True:
        opened = _opened(found)
        if opened is None or len(opened) > MOST:
            return found
        found = opened


def _opened(stages: dict[str, nn.Module]) -> dict[str, nn.Module] | None:
    """The same with the largest stage replaced by its children; None where no stage is more than half of all."""
    counts = {name: _layers(stage) for name, stage in stages.items()}
    largest = max(counts, key=lambda name: counts[name], default=None)
    if largest is None or 2 * counts[largest] <= sum(counts.values()) or counts[largest] < 2:
        return None
    inside = {f"{largest}.{name}": child for name, child in stages[largest].named_children() if _layers(child)}
    if not inside:
        return None
    names = list(stages)
    before, after = names[: names.index(largest)], names[names.index(largest) + 1 :]
    return {**{n: stages[n] for n in before}, **inside, **{n: stages[n] for n in after}}


def _layers(module: nn.Module) -> int:
    return sum(isinstance(part, nn.Conv2d | nn.Linear) for part in module.modules())
