"""Whether a network is being built for its structure alone, without weights; each thread decides for itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

_thread = local()


@contextmanager
def blank() -> Iterator[None]:
    """Within it, layers get weights that have a shape and no memory, and nothing is initialised."""
    _thread.blank = True
    try:
        yield
    finally:
        _thread.blank = False


def is_blank() -> bool:
    return getattr(_thread, "blank", False)
