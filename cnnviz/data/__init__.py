"""Where pictures come from, and how they become tensors.

Each import is made when it is first needed: a process that only decodes pictures does without torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cnnviz.data.picture import read_picture
    from cnnviz.data.preparation import Preparation, preparation_for, prepare, seen
    from cnnviz.data.samples import SAMPLES, Sample, sample, sample_file

__all__ = [
    "SAMPLES",
    "Preparation",
    "Sample",
    "preparation_for",
    "prepare",
    "read_picture",
    "sample",
    "sample_file",
    "seen",
]


def __getattr__(name: str) -> Any:
    for file in ("picture", "samples", "preparation"):
        if name in __all__ and hasattr(found := import_module(f"{__name__}.{file}"), name):
            return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
