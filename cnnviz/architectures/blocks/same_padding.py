"""TensorFlow's "SAME" padding, for nets whose weights were trained there."""

from torch import Tensor, nn
from torch.nn.functional import pad


class SamePadding(nn.Module):
    """As many zeros round the map as let `stride` divide it without rest; the odd one lies right and below.

    Stands before a convolution without padding of its own. torch's padding is the same on both sides, so its
    stride-2 convolutions look one pixel further up and left: same sizes, other answers.
    """

    def __init__(self, kernel: int, stride: int):
        super().__init__()
        self.kernel, self.stride = kernel, stride

    def forward(self, x: Tensor) -> Tensor:
        (top, bottom), (left, right) = (self._around(length) for length in x.shape[2:])
        return pad(x, (left, right, top, bottom))

    def effect(self, shape: tuple[int, ...]) -> tuple:
        """Its shape and window, for the trace."""
        (top, bottom), (left, right) = (self._around(length) for length in shape[2:])
        size = (shape[2] + top + bottom, shape[3] + left + right)
        return (*shape[:2], *size), ((1, 1), (1, 1), (top, left), (1, 1))

    def _around(self, length: int) -> tuple[int, int]:
        """Zeros before and after one row: ceil(length / stride) outputs need (outputs − 1)·stride + kernel inputs."""
        length = int(length)  # while torch traces for ONNX it is a tensor, whose −(−41 // 2) becomes 20
        zeros = max((-(-length // self.stride) - 1) * self.stride + self.kernel - length, 0)
        return zeros // 2, zeros - zeros // 2

    def extra_repr(self) -> str:
        return f"kernel={self.kernel}, stride={self.stride}"
