"""A pass through a finished network on a CPU by the quicker of torch's ways: the same numbers but for rounding."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

REORDERED = 20  # times the input that weights may be before their reordering costs more than the convolution gains
LARGE = 2**18  # numbers of a map, from which its norm gains more than its factors cost, even without the way back


class QuickPass(TorchFunctionMode):
    """Within it this thread's passes run quicker, there and back; no gradient reaches weights of convolutions and norms.

    - On one thread torch leaves 1×1 convolutions of few pictures to a plain product of matrices. A dilated convolution
      goes to oneDNN, which takes half the time, and to a kernel of 1×1 dilation does nothing.
    - For channels-last maps the weights are reordered in every pass. Late layers of one picture have small maps and
      large weights: they go on as contiguous maps.
    - A batch norm that only answers is a factor and a summand for each channel; torch's own takes twice the time for
      that, and up to four times on the way back.
    """

    def __torch_function__(
        self, func: Callable[..., Any], types: Iterable[type], args: tuple = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        return _QUICKER.get(func, func)(*args, **(kwargs or {}))


def _conv2d(
    input: Tensor,  # this and the others are torch's own names
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    weight, bias = weight.detach(), None if bias is None else bias.detach()
    if _ours(input):
        if weight.shape[2:] == (1, 1):
            dilation = 2
        elif weight.numel() > REORDERED * input.numel():
            input = input.contiguous()
    return torch.conv2d(input, weight, bias, stride, padding, dilation, groups)


def _batch_norm(
    input: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Tensor:
    known = (running_mean, running_var, weight, bias)
    worth = torch.is_grad_enabled() or input.numel() > LARGE
    if training or any(tensor is None for tensor in known) or not (worth and _ours(input)):
        return functional.batch_norm(input, *known, training, momentum, eps)
    mean, variance, gain, summand = (tensor.detach() for tensor in known if tensor is not None)
    factor = gain * torch.rsqrt(variance + eps)
    shape = (-1,) + (1,) * (input.dim() - 2)
    return torch.addcmul((summand - mean * factor).view(shape), input, factor.view(shape))


def _ours(input: Tensor) -> bool:
    return input.device.type == "cpu" and input.dtype == torch.float32


_QUICKER: dict[Callable[..., Any], Callable[..., Any]] = {torch.conv2d: _conv2d, functional.batch_norm: _batch_norm}
