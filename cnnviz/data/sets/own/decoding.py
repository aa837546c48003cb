"""Many files decoded at once, each processor with its own decoder, the answers in the order of the files."""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue

from cnnviz.data.decoder import CRASHED, Answer, Decoder
from cnnviz.data.picture import BROKEN, HEAVY, MEGABYTES, SLOW
from cnnviz.data.sets.own.archive import UNREADABLE, Entry
from cnnviz.words import Refusal, Words

AT_ONCE = min(os.cpu_count() or 1, 8)
MOST_TOGETHER, BYTES_TOGETHER = 256, 8 * 2**20  # files and bytes in one request
MOST_HOSTILE = 20  # files that take a decoder down or far too long, after which the rest is not tried


def decoded(entries: list[Entry], side: int) -> Iterator[Answer]:
    """For each file its pixels, (3, side, side), or why there are none; `Refusal` where too many are hostile.

    Only a few requests are under way at any time, so that the memory in use does not grow with the set.
    """
    hostile = 0
    for answers in _in_order(entries, side):
        hostile += sum(answer in (SLOW, CRASHED) for answer in answers)
        if hostile > MOST_HOSTILE:
            raise Refusal(HOSTILE)
        yield from answers


def _in_order(entries: list[Entry], side: int) -> Iterator[list[Answer]]:
    with _decoders(side) as (pool, idle):
        under_way: deque[Future[list[Answer]]] = deque()
        for together in _requests(entries):
            under_way.append(pool.submit(_answer, idle, together))
            if len(under_way) > 2 * AT_ONCE:
                yield under_way.popleft().result()
        for future in under_way:
            yield future.result()


@contextmanager
def _decoders(side: int) -> Iterator[tuple[ThreadPoolExecutor, "SimpleQueue[Decoder]"]]:
    every = [Decoder(side) for _ in range(AT_ONCE)]
    idle: SimpleQueue[Decoder] = SimpleQueue()
    for decoder in every:
        idle.put(decoder)
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield pool, idle
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for decoder in every:
            decoder.close()


def _answer(idle: "SimpleQueue[Decoder]", entries: list[Entry]) -> list[Answer]:
    contents = [_content(entry) for entry in entries]
    decoder = idle.get()
    try:
        answers = iter(decoder.decode([content for content in contents if isinstance(content, bytes)]))
    finally:
        idle.put(decoder)
    return [next(answers) if isinstance(content, bytes) else content for content in contents]


def _content(entry: Entry) -> bytes | Words:
    if entry.size > MEGABYTES * 2**20:
        return HEAVY
    try:
        return entry.read()
    except UNREADABLE:
        return BROKEN


def _requests(entries: list[Entry]) -> Iterator[list[Entry]]:
    together: list[Entry] = []
    size = 0
    for entry in entries:
        if together and (len(together) == MOST_TOGETHER or size + entry.size > BYTES_TOGETHER):
            yield together
            together, size = [], 0
        together.append(entry)
        size += entry.size
    if together:
        yield together


HOSTILE = Words(
    ko=f"여는 데 지나치게 오래 걸리거나 디코더를 멈추게 하는 사진이 {MOST_HOSTILE}장을 넘어 중단했습니다. PNG나 JPEG로 다시 저장한 사진이 필요합니다.",
    en=f"More than {MOST_HOSTILE} pictures take far too long or bring the decoder down, so the rest was not tried; pictures saved anew as PNG or JPEG are needed.",
)
