"""Where a network's first random numbers come from: one seeded generator, or nowhere; each thread decides for itself."""

from inspect import isfunction, signature
from typing import Any

import torch
from torch import Generator, Tensor, nn
from torch.overrides import TorchFunctionMode

_FILLERS = {  # write random numbers into a tensor
    *(f for f in vars(nn.init).values() if isfunction(f) and "generator" in signature(f).parameters),
    *(Tensor.normal_, Tensor.uniform_, Tensor.bernoulli_, Tensor.exponential_, Tensor.random_),
}
_MAKERS = {torch.rand, torch.randn, torch.randint, torch.randperm, torch.normal, torch.bernoulli}


class Seeded(TorchFunctionMode):
    """Within it every random number comes from one seeded generator.

    torch's own generator belongs to the whole process: other visitors draw from it at the same time.
    """

    def __init__(self, seed: int):
        super().__init__()
        self.generator = Generator().manual_seed(seed)

    def __torch_function__(self, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        kwargs = kwargs or {}
        if (function in _FILLERS or function in _MAKERS) and kwargs.get("generator") is None:
            kwargs = {**kwargs, "generator": self.generator}
        return function(*args, **kwargs)


class Undrawn(TorchFunctionMode):
    """Within it first weights stay unwritten, for a file will replace them; it saves most of the time of a build.

    Not `torch.device("meta")`: that leaves its mark on the whole process when two threads leave it crosswise.
    """

    def __torch_function__(self, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        kwargs = kwargs or {}
        if function in _FILLERS:
            return args[0] if args else kwargs["tensor"]
        return function(*args, **kwargs)
