"""Presentations as a browser writes them into a link, for tests that need one without a browser."""

import json
import zlib
from base64 import urlsafe_b64encode


def code_of(stops: object) -> str:
    """The code of `stops`, pairs of title and address; of anything else, too, to be refused."""
    return packed(json.dumps(stops).encode())


def packed(content: bytes) -> str:
    deflating = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return urlsafe_b64encode(deflating.compress(content) + deflating.flush()).decode().rstrip("=")
