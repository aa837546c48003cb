"""What the server counts before the first visit to History."""

import pytest

from cnnviz.history import CHARTS, figures
from cnnviz.ui import past, server


def test_the_warm_up_counts_every_network_of_the_charts(monkeypatch: pytest.MonkeyPatch):
    counted, pauses = [], []
    monkeypatch.setattr(past.cache, "price", counted.append)
    monkeypatch.setattr(past, "sleep", pauses.append)
    server._prepare()
    assert set(counted) == {figure.name for chart in CHARTS.values() for figure in figures(chart)}
    assert server.IMPORTED.is_set()
    assert len(pauses) == len(counted)
