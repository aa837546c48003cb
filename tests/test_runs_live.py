"""The route by which browsers fetch the points of a run."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from app import app
from cnnviz.train import Ended, Point
from cnnviz.train.runs import TERMINAL, ask, submit
from cnnviz.train.runs.database import database_file
from cnnviz.train.runs.diary import Diary
from cnnviz.ui.live_points import routes
from tests.runs_apart import TINY, apart

__all__ = ["apart"]  # a fixture


@pytest.fixture
def client(apart: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr("cnnviz.train.runs.ensure_workers", lambda: None)
    return TestClient(Starlette(routes=routes()))


@pytest.fixture
def run_id(client: TestClient) -> int:
    run_id = submit(TINY, TERMINAL)
    for number in (1, 2, 3):
        Diary(run_id).report(Point(number, number, number / 10, float(number), {"train_loss": 1 / number}))
    return run_id


def test_only_new_points_come(client: TestClient, run_id: int):
    first = client.get(f"/runs/{run_id}/points").json()
    assert [point["number"] for point in first["points"]] == [1, 2, 3]
    assert first["points"][1] == {"number": 2, "step": 2, "epoch": 0.2, "seconds": 2.0, "values": {"train_loss": 0.5}}
    assert (first["run"], first["status"], first["position"], first["why"]) == (run_id, "queued", 1, None)
    assert client.get(f"/runs/{run_id}/points?after={first['next']}").json()["points"] == []
    assert [p["number"] for p in client.get(f"/runs/{run_id}/points?after=2").json()["points"]] == [3]


def test_nothing_new_is_an_empty_answer(client: TestClient, run_id: int):
    address = f"/runs/{run_id}/points?after=3"
    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    assert answer.headers["Cache-Control"] == "no-cache"
    ask(run_id, "stop", TERMINAL)
    changed = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (changed.status_code, changed.json()["status"]) == (200, "stopped")


def test_why_a_run_failed_is_there_in_both_languages(client: TestClient, run_id: int):
    from cnnviz.words import Words

    Diary(run_id).end(Ended("failed", Words(ko="가", en="a")))
    assert client.get(f"/runs/{run_id}/points").json()["why"] == {"ko": "가", "en": "a"}


@pytest.mark.parametrize(
    "place, code",
    [
        ("99/points", 404),
        ("0/points", 404),
        (f"{10**18 - 1}/points", 404),
        (f"{10**30}/points", 400),
        ("-1/points", 400),
        ("one/points", 400),
        (quote("१") + "/points", 400),
        ("1/points?after=-1", 400),
        ("1/points?after=", 400),
        (f"1/points?after={10**40}", 400),
    ],
)
def test_a_wrong_number_is_told_in_both_languages(client: TestClient, run_id: int, place: str, code: int):
    answer = client.get(f"/runs/{place}")
    assert answer.status_code == code
    assert all(answer.json()["error"][language] for language in ("ko", "en"))


def test_a_file_that_cannot_be_read_is_told(client: TestClient, apart: Path):
    apart.mkdir()
    database_file().write_bytes(b"this is no database")
    answer = client.get("/runs/1/points")
    assert answer.status_code == 503
    assert "damaged" in json.loads(answer.content)["error"]["en"]


def test_the_server_has_the_route():
    assert [route for route in app._user_routes if isinstance(route, Route) and route.path == "/runs/{id}/points"]


def test_the_route_stands_under_the_address_of_the_server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("streamlit.get_option", {"server.baseUrlPath": "/cnn/"}.get)
    assert [route.path for route in routes()] == ["/cnn/runs/{id}/points"]
