"""Who leaves in the middle of a message leaves no stack trace; every other error is still told."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from cnnviz.ui.departures import Departures


async def as_streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """Says something, then listens; what it cannot receive it takes for a wrong message, and closes."""
    socket = WebSocket(scope, receive, send)
    await socket.accept()
    try:
        await socket.send_bytes(b"a picture")
    except WebSocketDisconnect:
        assert socket.application_state == WebSocketState.DISCONNECTED
    try:
        await socket.receive_bytes()
    except RuntimeError:
        await socket.close()


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("our own mistake")


def visit(app: Any, leaves: bool) -> list[str]:
    """The messages that one visitor got."""
    heard: list[str] = []
    said = iter([{"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": b"a click"}])

    async def receive() -> Message:
        return next(said)

    async def send(message: Message) -> None:
        if leaves and heard:
            raise OSError("the client has disconnected")
        heard.append(message["type"])

    asyncio.run(app({"type": "websocket", "headers": [], "path": "/"}, receive, send))
    return heard


def test_streamlit_falls_over_a_visitor_who_leaves_and_we_do_not() -> None:
    with pytest.raises(RuntimeError, match="close"):
        visit(as_streamlit, leaves=True)
    assert visit(Departures(as_streamlit), leaves=True) == ["websocket.accept"]


def test_who_stays_gets_everything() -> None:
    assert visit(Departures(as_streamlit), leaves=False) == ["websocket.accept", "websocket.send"]


def test_other_errors_are_told() -> None:
    with pytest.raises(RuntimeError, match="our own mistake"):
        visit(Departures(broken), leaves=False)
