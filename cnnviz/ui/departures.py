"""A visitor who leaves while the server is telling him something is no error, and no stack trace in the log."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Departures:
    """Middleware for `st.App`: the end of a web socket whose other side has gone is an ordinary end.

    Streamlit goes on to listen where its sending has just failed, takes the refusal for a wrong message, and closes
    once more, which starlette answers with a `RuntimeError`.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = False

        async def send_while_there(message: Message) -> None:
            nonlocal gone
            try:
                await send(message)
            except OSError:  # by which an ASGI server says that the client has disconnected
                gone = True
                raise

        try:
            await self.app(scope, receive, send_while_there)
        except RuntimeError:
            if not gone or scope["type"] != "websocket":
                raise
