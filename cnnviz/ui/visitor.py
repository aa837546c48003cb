"""Who this visitor is: a token that his browser keeps as a cookie, by which his runs are known to be his.

The server hands it out with the page itself, so that it is there when the page's script first runs: the answer of a
component would come later, and run the script again before the browser has shown what the first run set.
"""

import re
from secrets import token_hex
from typing import Any

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "cnnviz_visitor"
YEAR = 365 * 24 * 3600  # seconds


def visitor() -> str | None:
    """The token; None where the browser keeps none."""
    token = st.context.cookies.get(COOKIE)
    return token if _is_token(token) else None


class VisitorCookie:
    """Middleware for `st.App`: a browser that opens a page without a token gets one."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{COOKIE}={token_hex(16)}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_cookie if _opens_a_page(scope) else send)


def _opens_a_page(scope: Scope) -> bool:
    """True for what a browser asks when an address is typed, without a token yet."""
    if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
        return False
    return not _is_token(HTTPConnection(scope).cookies.get(COOKIE))


def _is_token(text: Any) -> bool:
    """True for what was handed out; a browser may send anything."""
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{32}", text) is not None
