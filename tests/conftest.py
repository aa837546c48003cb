"""What holds for every test: one thread each, for two workers on two cores, and no example is timed."""

import os

import pytest
from hypothesis import settings
from xdist.scheduler.loadscope import LoadScopeScheduling

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by torch when it is imported, here and in child processes

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def runs_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees or touches the runs of whoever works on this machine."""
    os.environ["CNNVIZ_RUNS"] = str(tmp_path_factory.mktemp("runs"))


class BrowserTogether(LoadScopeScheduling):
    """Hands out single tests, but all browser tests to one worker, which has the one server and the one Chromium."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> LoadScopeScheduling:
    return BrowserTogether(config, log)
