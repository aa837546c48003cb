"""How captum is asked: on a private copy of the network, which checks its answers and tells how far it is."""

import warnings
from typing import Any

from torch import Tensor, nn

from cnnviz.explain.base import Progress
from cnnviz.explain.evidence import check_answer, check_picture
from cnnviz.trace.private import private

# captum warns that it sets hooks and gradients, which a private copy is there for.
warnings.filterwarnings("ignore", module="captum")


def questioned(
    model: nn.Module, images: Tensor, target: int, progress: Progress | None = None, pictures: int = 1
) -> tuple[nn.Module, Tensor]:  # fmt: skip
    """A copy of `model` and of its one picture (1, c, h, w) that a library may hook and differentiate.

    Whenever the copy answers, the answer is checked, and `progress` hears how many of the expected `pictures` it has
    seen; what that raises ends the work. Raises `Refusal`.
    """
    check_picture(images)
    own, seen = private(model).eval(), 0

    def watch(module: nn.Module, given: Any, logits: Tensor) -> None:
        nonlocal seen
        check_answer(logits, target)
        if progress:
            progress(min(1.0, seen / pictures))
        seen += len(logits)

    own.register_forward_hook(watch)
    return own, images.detach().clone().requires_grad_()


def strongest(gradient: Tensor) -> Tensor:
    """The largest magnitude among the colours of each pixel: (1, c, h, w) → (h, w)."""
    return gradient.detach()[0].abs().amax(0)


def summed(shares: Tensor) -> Tensor:
    """What the colours of each pixel add up to: (1, c, h, w) → (h, w)."""
    return shares.detach()[0].sum(0)


class GuidedCeiling(nn.Sequential):
    """ReLU6 as a ReLU, which guided backpropagation knows, and a ceiling."""

    def __init__(self) -> None:
        super().__init__(nn.ReLU(), nn.Hardtanh(0, 6))


class TwoReLUs(nn.Module):
    """ReLU6 as two ReLUs, 6 − relu(6 − relu(x)), each of which DeepLIFT has a rule for."""

    def __init__(self) -> None:
        super().__init__()
        self.floor, self.ceiling = nn.ReLU(), nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return 6 - self.ceiling(6 - self.floor(x))


def with_relus(own: nn.Module, relu6: type[nn.Module]) -> nn.Module:
    """`own`, a private copy, with no module in place, and each ReLU6, which captum passes over, as a `relu6`."""
    for parent in list(own.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.ReLU6):
                setattr(parent, name, relu6())
            elif getattr(child, "inplace", False):
                child.inplace = False  # type: ignore[assignment]
    return own
