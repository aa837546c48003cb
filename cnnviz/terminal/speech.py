"""How the terminal speaks: in which language, and to readers who may leave early."""

import os
import sys

from cnnviz.words import Language


def language() -> Language:
    """Korean on a Korean system, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "ko" if locale.lower().startswith("ko") else "en"


def say(text: str) -> None:
    """To a reader who may have gone before the end, as `| head` does."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that Python's own last flush is quiet
