"""ShuffleNet: the authors' widths, and the shuffle without which groups never meet."""

from typing import Any

import pytest
import torch

from cnnviz.architectures import build, with_options
from cnnviz.architectures.blocks.channel_shuffle import ChannelShuffle
from cnnviz.architectures.shufflenet import widths

torch.set_num_threads(1)


@pytest.mark.parametrize(
    "groups, width, expected",
    [  # the authors' code
        (3, 0.5, (12, 120, 240, 480)),
        (3, 1.5, (24, 360, 720, 1440)),
        (3, 2.0, (48, 480, 960, 1920)),
        (8, 0.5, (16, 192, 384, 768)),
        (8, 1.5, (24, 576, 1152, 2304)),
        (8, 2.0, (48, 768, 1536, 3072)),
    ],
)
def test_widths_are_those_of_the_authors(groups: int, width: float, expected: tuple):
    assert widths(groups, width) == expected


def test_the_shuffle_deals_channels_out_like_cards():
    x = torch.arange(12.0).view(1, 12, 1, 1)
    assert ChannelShuffle(3)(x).flatten().tolist() == [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]
    assert torch.equal(ChannelShuffle(3)(x), torch.channel_shuffle(x, 3))


def test_without_the_shuffle_groups_never_meet():
    """Three grouped units in a row: one channel that comes out sees all that go in, or a third."""
    for shuffle, reached in ((True, 240), (False, 80)):
        net: Any = build("shufflenet_v1_g3", with_options("shufflenet_v1_g3", shuffle=shuffle)).eval()
        picture = torch.randn(1, 240, 8, 8, requires_grad=True)
        net.stage2[1:](picture)[:, 0].sum().backward()
        assert picture.grad is not None
        assert int((picture.grad.abs().sum((0, 2, 3)) > 0).sum()) == reached
