"""Convolution, batch normalisation, activation: the unit of which Inception networks are built."""

from torch import Tensor, nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d

Kernel = int | tuple[int, int]  # one side, or (vertical, horizontal)


class ConvNormAct(nn.Module):
    """A convolution, what normalises its output (None where the network has nothing of the kind), and an activation."""

    def __init__(
        self,
        channels_in: int,
        channels: int,
        kernel: Kernel,
        stride: int,
        padding: Kernel,
        bn: nn.Module | None,
        act: str,
        bias: bool | None = None,
    ):
        """Without a word on it the convolution has a bias where no batch norm follows that would swallow it."""
        super().__init__()
        bias = not isinstance(bn, nn.BatchNorm2d) if bias is None else bias
        self.conv = Conv2d(channels_in, channels, kernel, stride, padding, bias=bias)
        self.bn = bn
        self.relu = activation(act)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(x)
        if self.bn is not None:
            x = self.bn(x)
        return self.relu(x)
