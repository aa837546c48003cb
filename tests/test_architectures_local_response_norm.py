"""Local response normalisation against the paper's formula, written out."""

import torch

from cnnviz.architectures.blocks.local_response_norm import local_response_norm


def test_local_response_norm_follows_the_paper():
    maps = torch.randn(2, 7, 3, 3) * 20
    squares = maps**2
    for channel in range(7):
        total = squares[:, max(channel - 2, 0) : channel + 3].sum(1)
        expected = maps[:, channel] / (2 + 1e-4 * total) ** 0.75
        torch.testing.assert_close(local_response_norm()(maps)[:, channel], expected)
