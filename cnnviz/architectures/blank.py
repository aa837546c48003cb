"""Build a network for its structure alone: weights get addresses but are never written."""

from typing import Any

from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

_WRITERS = {
    *(getattr(nn.init, name) for name in dir(nn.init) if name.endswith("_") and not name.startswith("_")),
    *(getattr(Tensor, name) for name in ("fill_", "zero_", "normal_", "uniform_", "copy_", "clamp_")),
}


class Blank(TorchFunctionMode):
    """Within it, and in this thread only, whatever would fill a tensor leaves it alone.

    Memory that is never written is never given to the process, so a network costs its modules and nothing more.
    """

    def __torch_function__(self, function: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        if function in _WRITERS:
            return args[0] if args else next(iter((kwargs or {}).values()))
        return function(*args, **(kwargs or {}))
