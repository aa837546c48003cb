"""What every method of explanation declares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from torch import Tensor, nn

from cnnviz.words import Words

Progress = Callable[[float], None]  # told the share that is done, 0 to 1; what it raises ends the work


class Paper(NamedTuple):
    """Where a method is from; one of `arxiv` and `doi` is its identifier."""

    title: str
    authors: str
    year: int
    arxiv: str = ""
    doi: str = ""

    @property
    def link(self) -> str:
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else f"https://doi.org/{self.doi}"

    @property
    def citation(self) -> str:
        return f"{self.authors} {self.year}"


@dataclass(frozen=True)
class Method:
    """One way to ask why a network said so.

    `explain(model, images, target, layer)` takes one picture (1, c, h, w), the index of a class and the path of a
    module, and answers with a heat map (h, w) before any rescaling to 0–1: at that layer's own resolution, or at the
    picture's where the method `needs_layer` not (its `layer` may be None). `enlarge` brings it to the picture's size.
    A `slow` one takes `progress` too. Raises `Refusal`.
    """

    name: str  # as in links
    title: str
    paper: Paper
    idea: Words
    explain: Callable[..., Tensor]
    needs_layer: bool = True
    slow: bool = False  # many passes instead of one or two
    signed: bool = False  # below 0 stands what speaks against the class
    weigh: Callable[[Tensor, Tensor], Tensor] | None = None  # (activation, gradient) → map, where no more is needed


def enlarge(heat: Tensor, size: tuple[int, int]) -> Tensor:
    """`heat` (h, w) brought to `size` (height, width) by bilinear interpolation between the centres of its units."""
    return nn.functional.interpolate(heat[None, None], size, mode="bilinear", align_corners=False)[0, 0]
