"""TensorFlow's "SAME" pooling: as many windows as strides begin within the map, whatever its size."""

from torch import Tensor
from torch.nn.functional import avg_pool2d, max_pool2d, pad

from cnnviz.architectures.blocks.same_padding import SamePadding


class SamePool(SamePadding):
    """Windows that may reach over the edge, further to the right and below where the overhang is odd."""

    def padded(self, x: Tensor, value: float) -> Tensor:
        """`x` with `value` wherever a window reaches over its edge."""
        (top, bottom), (left, right) = (self._around(length) for length in x.shape[2:])
        return pad(x, (left, right, top, bottom), value=value)

    def effect(self, shape: tuple[int, ...]) -> tuple:
        """Its shape and window, for the trace."""
        (top, _), (left, _) = (self._around(length) for length in shape[2:])
        kernel, stride = (self.kernel, self.kernel), (self.stride, self.stride)
        size = (-(-length // self.stride) for length in shape[2:])
        return (*shape[:2], *size), (kernel, stride, (top, left), (1, 1))


class SameMaxPool2d(SamePool):
    """The maximum of what a window holds of the map.

    On a map of even size this is Caffe's unpadded pooling that rounds up; on one of odd size, torch's with padding 1.
    """

    def forward(self, x: Tensor) -> Tensor:
        return max_pool2d(self.padded(x, float("-inf")), self.kernel, self.stride)


class SameAvgPool2d(SamePool):
    """The mean of what a window holds of the map; with `count_zeros`, of the whole window, zeros outside the map."""

    def __init__(self, kernel: int, stride: int, count_zeros: bool = False):
        super().__init__(kernel, stride)
        self.count_zeros = count_zeros

    def extra_repr(self) -> str:
        return f"{super().extra_repr()}, count_zeros={self.count_zeros}"

    def forward(self, x: Tensor) -> Tensor:
        mean = avg_pool2d(self.padded(x, 0), self.kernel, self.stride)
        if self.count_zeros:
            return mean
        inside = self.padded(x.new_ones(1, 1, *x.shape[2:]), 0)
        return mean / avg_pool2d(inside, self.kernel, self.stride)
