"""The code of a presentation in a link: its stops as JSON, deflated, in the base64 that addresses may hold."""

import json
import re
import zlib
from base64 import b64decode
from typing import NamedTuple

from cnnviz.words import PAGES, Refusal, Words

MOST = 200  # stops
LONGEST = 200_000  # characters of all stops together
_ADDRESS = re.compile(r"(\w*)(\?[^#\s]*)?")


class Stop(NamedTuple):
    """One page of a presentation."""

    title: str
    address: str  # from the site's root on, settings included: `architecture?model=vgg16`


def read_stops(code: str) -> tuple[Stop, ...]:
    """The stops that `code` holds, at least one; `Refusal` where it is damaged, or leads anywhere but to our pages."""
    try:
        pairs = json.loads(_inflated(code))
    except (ValueError, zlib.error, RecursionError):
        raise Refusal(DAMAGED) from None
    if not (isinstance(pairs, list) and pairs and all(_is_pair(pair) for pair in pairs)):
        raise Refusal(DAMAGED)
    if len(pairs) > MOST:
        raise Refusal(TOO_MANY.format(count=len(pairs), most=MOST))
    stops = tuple(Stop(*pair) for pair in pairs)
    for stop in stops:
        if not _is_ours(stop.address):
            raise Refusal(ELSEWHERE.format(title=stop.title, address=stop.address))
    return stops


def _inflated(code: str) -> str:
    packed = b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    inflating = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    text = inflating.decompress(packed, LONGEST)
    if not inflating.eof or inflating.unused_data:
        raise ValueError("cut short, too long, or followed by something else")
    return text.decode("utf-8")


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def _is_ours(address: str) -> bool:
    page = _ADDRESS.fullmatch(address)
    return bool(page) and (not page[1] or (PAGES / page[1] / "page.py").is_file())


DAMAGED = Words(
    ko="발표 목록이 든 링크가 잘렸거나 손상되었습니다. ‘발표’ 페이지에서 링크를 다시 복사해 주십시오.",
    en="The list in this link is damaged or cut short; copy the link again on the page “Presentation”.",
)
TOO_MANY = Words(
    ko="발표 목록에 {count}쪽이 들어 있습니다. {most}쪽까지 쓸 수 있습니다.",
    en="The list in this link has {count} pages; up to {most} are allowed.",
)
ELSEWHERE = Words(
    ko="발표 목록의 ‘{title}’은(는) 이 사이트의 페이지가 아닌 ‘{address}’을(를) 가리킵니다.",
    en="“{title}” in this list leads to “{address}”, which is no page of this site.",
)
