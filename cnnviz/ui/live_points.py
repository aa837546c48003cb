"""The route by which a browser fetches the new points of a run: `GET /runs/7/points?after=120`, no script run needed."""

import json

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cnnviz.ui.server import ready
from cnnviz.words import LANGUAGES, Refusal, Words

LONGEST = 18  # digits of a number that is looked at


def routes() -> list[Route]:
    """For `st.App(routes=…)`; under the address that the server is set to."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}/runs/{{id}}/points".replace("//", "/"), points)]


def points(request: Request) -> Response:
    """What is new, as `bulletin` says it; pass its `next` as the next `after`.

    With the `ETag` of an earlier answer the answer is an empty 304 where nothing is new. Errors are `{error: {ko, en}}`:
    400 for what is no number, 404 where there is no such run, 503 where the runs cannot be read. Starlette calls this in
    a thread of its pool.
    """
    ready()
    from cnnviz.train.runs import NoRun, bulletin, ensure_workers  # the server starts without torch

    run_id, after = _number(request.path_params["id"]), _number(request.query_params.get("after", "0"))
    if run_id is None or after is None:
        return _refused(400, BAD_NUMBER)
    try:
        found = bulletin(run_id, after)
        if found.run.status == "queued":
            ensure_workers()  # the worker that would have taken it may have been killed
    except Refusal as refusal:
        return _refused(404 if isinstance(refusal, NoRun) else 503, refusal.words)
    tag = f'W/"{found.tag}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
    return _json(200, found.text, ETag=tag)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def _refused(code: int, words: Words) -> Response:
    return _json(code, json.dumps({"error": {name: words[name] for name in LANGUAGES}}, ensure_ascii=False))


def _json(code: int, text: str, **headers: str) -> Response:
    return Response(text, code, {"Cache-Control": "no-cache", **headers}, "application/json")


BAD_NUMBER = Words(
    ko="주소의 번호는 0 이상의 정수여야 합니다: /runs/7/points?after=120.",
    en="Numbers in this address are whole and not negative: /runs/7/points?after=120.",
)
