"""HEIC, the photographs of phones, decoded in a process of its own that may be ended.

The decoder is native code without an end of its own: a file of 4 kB can ask for hours of work and all memory,
and a crash would take every visitor's session along. This file is both sides: `decode_heic` starts it as a script.
"""

import os
import subprocess
import sys
from io import BytesIO
from math import prod
from threading import BoundedSemaphore
from typing import Any

from PIL import Image

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}  # ISO 23008-12
TOO_MANY_PIXELS = 3  # exit status of the process; 1 is Python's own for an error
MEMORY = 2**31  # bytes the process may take, where the system can limit it
AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)


def is_heic(content: bytes) -> bool:
    """True where the file says that it is HEIC (its first box names the brand)."""
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


def decode_heic(content: bytes, most_pixels: int, seconds: float) -> Image.Image:
    """The main picture of a HEIC file, upright, of any mode with 8 bits a channel.

    Raises `Image.DecompressionBombError` where its header tells of more than `most_pixels`,
    `TimeoutError` where decoding takes more than `seconds`, `ValueError` where the file is damaged.
    """
    if not _is_whole(content):
        raise ValueError("cut short")
    command = [sys.executable, "-P", __file__, str(most_pixels)]
    try:
        with AT_ONCE:
            answer = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    if answer.returncode == TOO_MANY_PIXELS:
        raise Image.DecompressionBombError
    if answer.returncode:
        raise ValueError(answer.stderr.decode(errors="replace"))
    head, pixels = answer.stdout.split(b"\n", 1)
    mode, width, height = head.decode().split()
    return Image.frombytes(mode, (int(width), int(height)), pixels)


def _is_whole(content: bytes) -> bool:
    """True where the file's boxes end where it ends; the decoder paints what is missing green, without a word."""
    start = 0
    while start < len(content):
        size, first = int.from_bytes(content[start : start + 4]), 8
        if size == 1:
            size, first = int.from_bytes(content[start + 8 : start + 16]), 16
        elif size == 0:  # the last box, up to the end
            return True
        if size < first:
            return False
        start += size
    return start == len(content)


def main(most_pixels: int) -> None:
    """Read a file from stdin; write a line of mode, width and height to stdout, then the pixels."""
    limit_memory()
    from pillow_heif import HeifFile, options

    options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False
    picture = HeifFile(BytesIO(sys.stdin.buffer.read()))
    if prod(picture.size) > most_pixels:
        sys.exit(TOO_MANY_PIXELS)
    pixels: Any = picture.data  # decodes
    sys.stdout.buffer.write("{} {} {}\n".format(picture.mode, *picture.size).encode())
    sys.stdout.buffer.write(pixels)


def limit_memory() -> None:
    """Give this process `MEMORY` bytes and no more; only Linux can."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(int(sys.argv[1]))
