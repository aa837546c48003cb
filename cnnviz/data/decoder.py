"""Pictures of strangers, decoded in processes of their own: a picture that crashes a decoder takes no server along.

This file is both sides: `Decoder` starts `main` there. A request is a line of JSON, the lengths of some files, and
then their bytes; the answer a line of JSON, for each file null or the sentence that refuses it, and then the pixels.
"""

import json
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import IO

import numpy as np
from PIL import Image, ImageOps

from cnnviz.data.picture import PATIENCE, read_picture
from cnnviz.words import Refusal, Words

HOUSE = Path(__file__).parents[2]
MEMORY = 2**31  # bytes that a process may take beyond what it has at its start, where the system can limit it
START = 60  # seconds for the process to come up
CHANNELS = 3

Answer = bytes | Words  # the pixels, (3, side, side), or why there are none


class Decoder:
    """One process; for one thread at a time."""

    def __init__(self, side: int):
        self.side, self.process = side, None

    def decode(self, contents: list[bytes]) -> list[Answer]:
        """The largest centre piece of each picture, `side` pixels wide and high, RGB."""
        try:
            return self._ask(contents)
        except (OSError, ValueError):  # the process is gone: a picture took it along, or it took too long
            self.close()
        if len(contents) > 1:
            return [answer for content in contents for answer in self.decode([content])]
        return [CRASHED]

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _ask(self, contents: list[bytes]) -> list[Answer]:
        started = self.process is None
        self.process = self.process or self._start()
        seconds = PATIENCE + 10 + START * started
        timer = Timer(seconds, self.process.kill)
        timer.start()
        try:
            to, back = self._pipes()
            to.write(json.dumps([len(content) for content in contents]).encode() + b"\n" + b"".join(contents))
            to.flush()
            verdicts = json.loads(back.readline())
            return [Words(**why) if why else self._pixels(back) for why in verdicts]
        finally:
            timer.cancel()

    def _pixels(self, back: IO[bytes]) -> bytes:
        pixels = back.read(self.side**2 * CHANNELS)
        if len(pixels) < self.side**2 * CHANNELS:
            raise ValueError("cut short")
        return pixels

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", f"from {__name__} import main; main({self.side})"]
        return subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self.process and self.process.stdin and self.process.stdout
        return self.process.stdin, self.process.stdout


def main(side: int) -> None:
    """Answer requests from stdin until it ends."""
    limit_memory()
    while request := sys.stdin.buffer.readline():
        verdicts: list[dict[str, str] | None] = []
        pixels: list[bytes] = []
        for content in [sys.stdin.buffer.read(length) for length in json.loads(request)]:
            try:
                piece = ImageOps.fit(read_picture(content), (side, side), Image.Resampling.BILINEAR)
                pixels.append(np.asarray(piece).transpose(2, 0, 1).tobytes())
                verdicts.append(None)
            except Refusal as refusal:
                verdicts.append({"ko": refusal.words.ko, "en": refusal.words.en})
        sys.stdout.buffer.write(json.dumps(verdicts).encode() + b"\n" + b"".join(pixels))
        sys.stdout.buffer.flush()


def limit_memory() -> None:
    """Let this process grow by `MEMORY` and no more; only Linux can."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


CRASHED = Words(
    ko="사진을 여는 동안 디코더가 멈추었습니다. PNG나 JPEG로 다시 저장한 사진이 필요합니다.",
    en="The picture brought its decoder down; one saved anew as PNG or JPEG is needed.",
)
