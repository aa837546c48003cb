"""What the list of runs says of each, for the page and for the route by which browsers keep it new."""

import json
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cnnviz.spelling import chosen
from cnnviz.train.runs import Run, position, runs, share_done
from cnnviz.ui.networks import short_name_of


def routes() -> list[Route]:
    """For `st.App(routes=…)`; under the address that the server is set to."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}/runs/all".replace("//", "/"), answer)]


def answer(request: Request) -> Response:
    """JSON: a row for each run, newest first. Runs in a thread of the server's pool."""
    return Response(written(runs()), 200, {"Cache-Control": "no-store"}, "application/json")


def written(listed: list[Run]) -> str:
    return json.dumps([_row(run) for run in listed], ensure_ascii=False)


def name_of_run(run: Run) -> str:
    """As its curve is called: the title it was given, else its network."""
    return run.title or short_name_of(chosen(run.config.model))


def _row(run: Run) -> dict[str, Any]:
    return {
        "id": run.id, "title": name_of_run(run), "model": run.config.model, "data": run.config.data, "seed": run.config.seed,
        "status": run.status, "asked": run.asked, "place": position(run.id) if run.status == "queued" else None,
        "done": share_done(run.config, run.epoch, run.step, run.seconds), "accuracy": run.test_accuracy,
        "created": run.created,
    }  # fmt: skip
