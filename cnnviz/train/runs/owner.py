"""Whose a run is: visitors are known by a token that their browser keeps, the machine's terminal user may do anything."""

from hashlib import sha256
from typing import Final

from cnnviz.words import Refusal, Words


class Terminal:
    """Whoever sits at this machine's terminal. No text that a browser sends can be it."""


TERMINAL: Final = Terminal()
Owner = str | Terminal
_AT_THE_TERMINAL = "terminal"


def mark(owner: Owner) -> str:
    """What is kept of an owner: not the token itself, which would open every door. `Refusal` for an empty token."""
    if isinstance(owner, Terminal):
        return _AT_THE_TERMINAL
    if not owner:
        raise Refusal(NOBODY)
    return sha256(owner.encode()).hexdigest()


def may_change(owner: Owner, marked: str) -> bool:
    """True where `owner` may stop, resume and delete a run that carries the mark `marked`."""
    return isinstance(owner, Terminal) or mark(owner) == marked


NOBODY = Words(
    ko="브라우저에 저장된 표식이 없어 누구의 학습인지 알 수 없습니다. 쿠키를 허용하고 페이지를 새로 고치십시오.",
    en="Your browser keeps no token, so nobody could own this run. Allow cookies and reload the page.",
)
