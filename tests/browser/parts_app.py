"""The server of single parts; the runs of its live chart do what a test says: `/say?run=1&first=1&last=30&status=running&speed=1`."""

from math import exp
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cnnviz.ui.departures import Departures

RUNS: dict[int, dict[str, Any]] = {}
AT_ONCE = 50  # points in one answer
ASKED: list[str] = []  # what the browser asked, oldest first: "1:0"


def point(number: int, speed: float) -> dict[str, Any]:
    """Loss falls by `speed`; the test is taken every tenth point, which ends an epoch."""
    epoch = number / 10
    values = {"train_loss": exp(-speed * epoch), "train_accuracy": 1 - exp(-speed * epoch), "rate": 0.1}
    if number % 10 == 0:
        values |= {"test_loss": exp(-speed * epoch), "test_accuracy": 0.9 - exp(-speed * epoch)}
    if number % 5 == 0:
        values |= {f"gradient_norm.layer{stage}": 10.0**-stage for stage in (1, 2, 3)}
    return {"number": number, "step": number * 40, "epoch": epoch, "seconds": number / speed, "values": values}


def points(request: Request) -> JSONResponse:
    """As `cnnviz.ui.live_points` answers."""
    number, after = int(request.path_params["id"]), int(request.query_params["after"])
    ASKED.append(f"{number}:{after}")
    run = RUNS[number]
    place = 2 if run["status"] == "queued" else None
    left = 75.0 if run["status"] == "running" else None
    new = run["log"][after : after + AT_ONCE]
    answer = {"status": run["status"], "position": place, "seconds_left": left, "points": new, "next": after + len(new)}
    return JSONResponse({**answer, "more": len(new) == AT_ONCE})


def say(request: Request) -> JSONResponse:
    """Points `first` to `last` come in; those from 1 on make it a new run."""
    asked = request.query_params
    first, last, speed = int(asked["first"]), int(asked["last"]), float(asked["speed"])
    log = [] if first == 1 else RUNS[int(asked["run"])]["log"]
    log = [*log, *(point(number, speed) for number in range(first, last + 1))]
    RUNS[int(asked["run"])] = {"log": log, "status": asked["status"]}
    ASKED.clear()
    return JSONResponse({})


def asked(request: Request) -> JSONResponse:
    return JSONResponse(ASKED)


ROUTES = [Route("/runs/{id}/points", points), Route("/say", say), Route("/asked", asked)]
app = st.App("parts_page.py", routes=ROUTES, middleware=[Middleware(Departures)])
