"""The Train and Runs pages with runs of their own, a browser that is known, and no worker that would really train."""

from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from cnnviz.train import TrainConfig
from cnnviz.train.runs import orders as run_orders
from cnnviz.train.runs import submit
from cnnviz.ui.visitor import COOKIE
from cnnviz.words import Language
from tests.test_pages import visit

ME, YOU = "0" * 32, "1" * 32


@pytest.fixture(autouse=True)
def known_visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(ContextProxy, "cookies", {COOKIE: ME})
    monkeypatch.setattr(run_orders, "ensure_workers", lambda: None)
    monkeypatch.setattr("cnnviz.ui.train_start.prepare_worker", lambda: None)


def page(name: str, language: Language = "ko", **settings: str) -> AppTest:
    """Korean where a test clicks: outside of a script run, AppTest names the entries of lists in the default language."""
    app = visit(name, language, **settings)
    assert not app.exception
    return app


def waiting(title: str = "", owner: str = ME) -> int:
    return submit(TrainConfig(model="lenet5", data="digits"), owner, title)
