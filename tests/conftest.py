"""What holds for every test: one thread each, for three workers on two cores, and no example is timed."""

import os

import pytest
from hypothesis import settings
from xdist.scheduler.loadscope import LoadScopeScheduling
from xdist.workermanage import WorkerController

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read by torch when it is imported, here and in child processes

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def runs_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees or touches the runs of whoever works on this machine."""
    os.environ["CNNVIZ_RUNS"] = str(tmp_path_factory.mktemp("runs"))


class BrowserFirst(LoadScopeScheduling):
    """Hands out single tests: one worker begins with those in the browser, which wait much, the others with the rest.

    Whoever is through goes on with the last of what the others have before them, so that none is idle at the end; a
    second server and a second Chromium start only then.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid

    def _assign_work_unit(self, node: WorkerController) -> None:
        first = node is self.nodes[0]
        own = (test for test in self.workqueue if test.startswith("tests/browser/") == first)
        self.workqueue.move_to_end(next(own, next(reversed(self.workqueue))), last=False)
        super()._assign_work_unit(node)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        super().mark_test_complete(node, item_index, duration)
        done = self.registered_collections[node][item_index]
        del self.assigned_work[node][done]  # else each of thousands is counted again after each


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> LoadScopeScheduling:
    return BrowserFirst(config, log)
