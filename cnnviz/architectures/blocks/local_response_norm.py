"""Local response normalisation (Krizhevsky et al. 2012, section 3.3)."""

from torch import nn


def local_response_norm(n: int = 5, k: float = 2.0, alpha: float = 1e-4, beta: float = 0.75) -> nn.LocalResponseNorm:
    """Each unit over (k + alpha · Σ a²)^beta, the sum over n neighbouring channels at its place; no parameters.

    The constants are the paper's; torch divides its alpha by n, the paper does not.
    """
    return nn.LocalResponseNorm(n, alpha * n, beta, k)
