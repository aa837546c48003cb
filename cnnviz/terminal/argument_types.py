"""What an argument may look like; anything else is told in one sentence."""

from argparse import ArgumentTypeError

from cnnviz.terminal.speech import language
from cnnviz.words import Words


def shape(text: str) -> tuple[int, ...]:
    """3x224x224: channels, height, width."""
    parts = text.lower().replace("×", "x").split("x")
    if len(parts) != 3 or not all(part.isdecimal() and 0 < int(part) <= 4096 for part in parts):
        raise ArgumentTypeError(BAD_SHAPE.format(text=text)[language()])
    return tuple(int(part) for part in parts)


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(NOT_POSITIVE.format(text=text)[language()])
    return int(text)


BAD_SHAPE = Words(
    ko="‘{text}’은(는) 입력 크기가 아닙니다. 3x224x224처럼 채널x높이x너비로 쓰십시오(각각 1~4096).",
    en="“{text}” is no input size; write channels x height x width, each from 1 to 4096, as in 3x224x224.",
)
NOT_POSITIVE = Words(ko="‘{text}’ 대신 1 이상의 정수를 쓰십시오.", en="“{text}” must be a whole number from 1 up.")
