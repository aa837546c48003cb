"""The lecture's list of layers as text, `64,64,M,128,…`: read, and refused with the place of the mistake."""

import re
import unicodedata
from typing import NamedTuple

from cnnviz.words import Refusal, Words

WIDEST, LONGEST = 2048, 64  # widest layer, most entries: four times VGG's 512, three times its 21
# 256, or conv1-256 as in VGG's Table 1
_CELL = re.compile(r"(?:conv(?P<kernel>[1357])-)?(?P<sign>[+-]?)(?P<width>\d+)", re.ASCII)


class Step(NamedTuple):
    """One entry of the list; `width` 0 is a 2x2 max-pooling, written M."""

    width: int  # channels out of the convolution
    kernel: int | None = None  # its own, written conv1-256; None where the network's counts


POOLING = Step(0)


def read_layers(text: str) -> list[Step]:
    """The layers that `text` lists; brackets, quotes and spaces of a pasted Python list do not matter.

    `Refusal` for the first entry that is no layer.
    """
    bare = re.sub(r"[\s'\"‘’“”()\[\]]", "", unicodedata.normalize("NFKC", text))
    if not bare:
        raise Refusal(EMPTY_LIST)
    entries = bare.split(",")
    if len(entries) > LONGEST:
        raise Refusal(TOO_LONG.format(count=len(entries), longest=LONGEST))
    return [_step(entry, place) for place, entry in enumerate(entries, start=1)]


def check_picture_size(steps: list[Step], height: int, width: int) -> None:
    """`Refusal` where pooling would halve a picture of that size to nothing."""
    shorter = min(height, width)
    most = shorter.bit_length() - 1
    places = [place for place, step in enumerate(steps, start=1) if step == POOLING]
    if len(places) > most:
        raise Refusal(
            TOO_MANY_POOLINGS.format(
                place=places[most], count=len(places), most=most, size=f"{width}×{height}", needed=2 ** len(places)
            )
        )


def _step(entry: str, place: int) -> Step:
    """What stands at `place`, counted from 1."""
    shown = entry if len(entry) <= 20 else f"{entry[:20]}…"
    if not entry:
        raise Refusal(EMPTY_ENTRY.format(place=place))
    if entry.upper() == "M":
        if place == 1:
            raise Refusal(POOLING_FIRST)
        return POOLING
    cell = _CELL.fullmatch(entry.lower())
    if cell is None:
        raise Refusal(NO_LAYER.format(place=place, entry=shown))
    width = cell["width"].lstrip("0")
    if not width:
        raise Refusal(ZERO.format(place=place, widest=WIDEST))
    if cell["sign"] == "-":
        raise Refusal(NEGATIVE.format(place=place, entry=shown, widest=WIDEST))
    if len(width) > len(str(WIDEST)) or int(width) > WIDEST:
        raise Refusal(TOO_WIDE.format(place=place, entry=shown, widest=WIDEST))
    return Step(int(width), int(cell["kernel"]) if cell["kernel"] else None)


EMPTY_LIST = Words(
    ko="층 목록이 비어 있습니다. 채널 수와 M을 쉼표로 나누어 적으십시오. 예: 64,64,M,128,128,M.",
    en="The list of layers is empty: write channels and M with commas between, such as 64,64,M,128,128,M.",
)
TOO_LONG = Words(
    ko="층 목록에 항목이 {count}개 있습니다. {longest}개까지 쓸 수 있습니다.",
    en="The list has {count} entries; up to {longest} are allowed.",
)
EMPTY_ENTRY = Words(
    ko="층 목록의 {place}번째 자리가 비어 있습니다. 쉼표 하나를 지우거나 채널 수 또는 M을 적으십시오.",
    en="Place {place} of the list is empty: remove a comma, or write a number of channels or M there.",
)
POOLING_FIRST = Words(
    ko="층 목록의 1번째 자리가 M입니다. 풀링할 특징 맵이 아직 없으므로 합성곱의 채널 수로 시작하십시오.",
    en="Place 1 of the list is M: there is no feature map to pool yet, so begin with the channels of a convolution.",
)
NO_LAYER = Words(
    ko="층 목록의 {place}번째 자리에 있는 ‘{entry}’은(는) 층이 아닙니다. "
    "채널 수(예: 64), 풀링 M, 커널까지 적은 conv1-256 꼴만 쓸 수 있습니다.",
    en="Place {place} of the list, “{entry}”, is no layer: "
    "write channels (64), M for pooling, or conv1-256 to give a kernel too.",
)
NEGATIVE = Words(
    ko="층 목록의 {place}번째 자리의 채널 수 {entry}이(가) 음수입니다. 1부터 {widest}까지의 정수를 적으십시오.",
    en="Place {place} of the list, {entry}, is negative: channels are a whole number from 1 to {widest}.",
)
ZERO = Words(
    ko="층 목록의 {place}번째 자리가 0입니다. 채널이 없는 합성곱은 없으므로 1부터 {widest}까지의 정수를 적으십시오.",
    en="Place {place} of the list is 0: a convolution without channels gives nothing; write 1 to {widest}.",
)
TOO_WIDE = Words(
    ko="층 목록의 {place}번째 자리의 채널 수 {entry}은(는) 너무 큽니다. "
    "{widest}까지 쓸 수 있습니다. VGG에서 가장 넓은 층은 512입니다.",
    en="Place {place} of the list, {entry}, is too wide: up to {widest} channels; VGG's widest layer has 512.",
)
TOO_MANY_POOLINGS = Words(
    ko="층 목록에 M이 {count}개 있지만 {size} 그림은 {most}번까지만 반으로 줄일 수 있습니다. "
    "{place}번째 자리의 M부터 지우거나 한 변이 {needed}픽셀 이상인 그림을 쓰십시오.",
    en="The list has {count} M, but a picture of {size} can be halved only {most} times: "
    "remove M from place {place} on, or use a picture of at least {needed} pixels a side.",
)
