"""Squeeze-and-excitation (Hu et al. 2018, section 3, eq. 2 to 4)."""

from torch import Tensor, nn

from cnnviz.architectures.blocks.layers import Conv2d


class SqueezeExcite(nn.Module):
    """One number per channel (squeeze), two small layers (excitation), and each channel times its gate.

    The two layers are 1x1 convolutions with bias, as in the authors' release: 2·C·C/r weights.
    """

    def __init__(self, channels: int, reduction: int):
        super().__init__()
        self.squeeze = nn.AdaptiveAvgPool2d(1)
        self.fc1 = Conv2d(channels, max(channels // reduction, 1), 1)
        self.relu = nn.ReLU()
        self.fc2 = Conv2d(max(channels // reduction, 1), channels, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        gate = self.sigmoid(self.fc2(self.relu(self.fc1(self.squeeze(x)))))
        return x * gate
