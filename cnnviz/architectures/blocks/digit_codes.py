"""LeNet-5's last layer: how far 84 numbers are from the drawing of each digit (LeCun et al. 1998, section II-B)."""

import torch
from torch import Tensor, nn

# Ten digits in 7x12, drawn anew in the manner of the paper's Figure 3, which prints its codes as a picture only.
_DRAWINGS = """
.#####. ...##.. .#####. .#####. ....##. ####### .#####. ####### .#####. .#####.
##...## ..###.. ##...## ##...## ...###. ##..... ##...## ####### ##...## ##...##
##...## .####.. .....## .....## ..####. ##..... ##..... .....## ##...## ##...##
##...## ...##.. .....## .....## .##.##. ##..... ##..... .....## ##...## ##...##
##...## ...##.. ....##. .....## ##..##. ######. ##..... ....##. ##...## ##...##
##...## ...##.. ...##.. ..####. ##..##. ####### ######. ....##. .#####. #######
##...## ...##.. ..##... ..####. ####### .....## ####### ...##.. .#####. .######
##...## ...##.. .##.... .....## ####### .....## ##...## ...##.. ##...## .....##
##...## ...##.. ##..... .....## ....##. .....## ##...## ..##... ##...## .....##
##...## ...##.. ##..... .....## ....##. .....## ##...## ..##... ##...## .....##
##...## ...##.. ##..... ##...## ....##. ##...## ##...## .##.... ##...## ##...##
.#####. .###### ####### .#####. ....##. .#####. .#####. .##.... .#####. .#####.
"""


class DigitCodes(nn.Module):
    """Ten units with fixed centres, nothing to learn: unit i answers −Σ (x − code i)², most where x looks like digit i.

    The paper's units answer the distance itself and the smallest wins; with the sign turned the largest wins, as
    everywhere else, and cross-entropy is the paper's criterion (eq. 9) without its constant j.
    """

    codes: Tensor  # (10, 84), +1 where the drawing is black, −1 where it is white

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("codes", _codes(), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        return -(x[:, None] - self.codes).square().sum(2)

    def effect(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...]]:
        """Ten numbers (for the trace, which shows it as one box)."""
        return ((shape[0], 10),)


def _codes() -> Tensor:
    rows = [line.split() for line in _DRAWINGS.strip().splitlines()]
    digits = ["".join(row[digit] for row in rows) for digit in range(10)]
    return torch.tensor([[1.0 if mark == "#" else -1.0 for mark in digit] for digit in digits])
