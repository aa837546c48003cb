"""The non-linear functions that a family may choose between."""

from torch import Tensor, nn


class ScaledTanh(nn.Module):
    """1.7159 · tanh(2/3 · x), which maps ±1 to ±1 (LeCun et al. 1998, eq. 6 and appendix A)."""

    def forward(self, x: Tensor) -> Tensor:
        return 1.7159 * (x * (2 / 3)).tanh()

    def effect(self, shape: tuple[int, ...]) -> tuple[tuple[int, ...]]:
        """The shape stays (for the trace, which shows it as one box)."""
        return (shape,)


_KINDS = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky_relu": nn.LeakyReLU,
    "tanh": nn.Tanh,
    "scaled_tanh": ScaledTanh,
    "sigmoid": nn.Sigmoid,
}


def activation(name: str) -> nn.Module:
    """A fresh module for each place, so that each can be named and looked at."""
    return _KINDS[name]()
