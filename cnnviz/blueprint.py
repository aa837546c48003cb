"""From the name of a network to its trace: built and traced, without allocating weights."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cnnviz.architectures import build_blank, find
from cnnviz.options import Options
from cnnviz.trace import ImpossibleShape, Trace, record
from cnnviz.words import Refusal, Words


def structure_of(name: str, options: Options | None = None, input_shape: tuple[int, int, int] | None = None) -> Trace:
    """All layers of network `name`; input (channels, height, width) as in the paper unless given.

    `Refusal` for an unknown name and for an input that some layer cannot take.
    """
    architecture, variant = find(name)
    shape = input_shape or variant.input_shape
    if architecture.check_input:
        architecture.check_input(options or variant.options, shape)
    try:
        with collector_at_rest():
            return record(build_blank(name, options), shape)
    except ImpossibleShape as error:
        raise Refusal(
            IMPOSSIBLE.format(layer=error.layer, kind=error.kind, shape="×".join(map(str, error.shape)))
        ) from error


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """A network is thousands of objects that all stay: a collection among them finds nothing, and takes longer than all
    the rest. The collector belongs to the whole process, so the last of several threads to leave wakes it.
    """
    with _lock:
        _resting.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _resting.pop():  # only the first to come found it awake, and its entry is the last to go
                gc.enable()


_lock = Lock()
_resting: list[bool] = []  # for each thread inside: whether the collector was awake when it came

IMPOSSIBLE = Words(
    ko="이 입력으로는 망이 이어지지 않습니다. {layer}({kind}) 층이 {shape} 크기의 입력을 받을 수 없습니다. 입력 크기나 채널 수를 바꾸십시오.",
    en="The network does not fit this input: layer {layer} ({kind}) cannot take {shape}. Change the input's size or channels.",
)
