"""A run from its start, or from its checkpoint, to its end."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import torch

from cnnviz.train import checkpoint
from cnnviz.train.artefacts import keep_answers, keep_card, keep_epoch, keep_final, keep_histograms
from cnnviz.train.config import TrainConfig, to_toml
from cnnviz.train.examination import Examined
from cnnviz.train.faults import failure
from cnnviz.train.journal import Journal
from cnnviz.train.report import Ended, Point, Wish
from cnnviz.train.session import NotFinite, Session
from cnnviz.train.snapshot import restore, state_of
from cnnviz.train.stages import stages_of
from cnnviz.train.statistics import histograms
from cnnviz.words import Refusal

CHECKPOINT_EVERY = 5.0  # seconds at least
CHECKPOINT_SHARE = 0.02  # of the time that writing them may take


def train(
    config: TrainConfig,
    folder: Path,
    device: torch.device,
    report: Callable[[Point], None],
    wish: Callable[[], Wish],
) -> Ended:
    """Train as `config` says, keeping everything in `folder`; where it holds a checkpoint, go on from there.

    report: hears of every point. wish: asked before every step; `pause` and `stop` take effect at once, with a
    checkpoint. Every fault that can be expected, a full disk or too large a batch, ends the run with its sentence.
    """
    run = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        state = checkpoint.load(folder)
        checkpoint.write(folder / "config.toml", to_toml(config).encode())
        session = Session(config, device, state["session"] if state else None)
        run = Run(session, folder, report, wish)
        run.take_up(state)
        return run.go()
    except (Refusal, NotFinite, RuntimeError, MemoryError, OSError) as error:
        return failure(error, config, run.kept if run else None)


class Run:
    """A session with its folder, its listeners and its clock."""

    def __init__(self, session: Session, folder: Path, report: Callable[[Point], None], wish: Callable[[], Wish]):
        self.session, self.folder, self.wish = session, folder, wish
        self.journal = Journal(session, report, 0)
        self.kept: float | None = None  # epoch of the last checkpoint
        self.tested_step = 0
        self._test: Examined | None = None  # of that step
        self._saved, self._saving = monotonic(), 0.0
        self._clock = monotonic()

    def take_up(self, state: dict[str, Any] | None) -> None:
        """Go on where `state` was taken, or start."""
        if state is None:
            keep_card(self.folder, self.session)
            keep_epoch(self.folder, self.session.final_model, 0)
            return
        restore(self.session, state["session"])
        self.journal = Journal(self.session, self.journal.report, state["points"])
        self.tested_step, self.kept = state["tested_step"], self.session.epoch

    def go(self) -> Ended:
        """Learn until the end, or until something else is wished."""
        session = self.session
        self._clock = monotonic()
        while (wish := self.wish()) == "go":
            if session.at_epoch_end and self.tested_step != session.step:
                self._end_epoch()
            elif session.done >= 1:
                if self._finish():
                    return Ended("finished")
            else:
                session.learn()
                tested_next = session.at_epoch_end or session.done >= 1  # and told then
                if self.journal.due and not tested_next:
                    self.journal.tell()
                    self._save_when_due()
            self._tick()
        self.journal.tell()
        self._save()
        if wish == "pause":
            return Ended("paused")
        if self.test is None:  # else it is saved as it was tested
            session.settle()  # from one batch: to stop must not take longer than a step
        keep_final(self.folder, session, self.test)
        return Ended("stopped")

    def _end_epoch(self) -> None:
        """Test, and keep the weights; a wish on the way leaves it for another time."""
        session, epoch = self.session, round(self.session.epoch)
        if not self._examine():
            return
        keep_epoch(self.folder, session.final_model, epoch, last=session.done >= 1)
        keep_histograms(self.folder, histograms(stages_of(session.model)), epoch)
        self._save_when_due()

    def _finish(self) -> bool:
        """Leave everything behind; False where a wish came in between."""
        if self.test is None and not self._examine():
            return False
        assert self.test is not None
        self._save()
        loaded = self.session.loaded
        keep_final(self.folder, self.session, self.test)
        keep_answers(self.folder, loaded.test, loaded.categories, self.test)
        return True

    @property
    def test(self) -> Examined | None:
        """How the network as it is answers the test pictures; None where that was not tried."""
        return self._test if self.tested_step == self.session.step else None

    def _examine(self) -> bool:
        """Test, tell and let the schedule hear of it; False where a wish came in between."""
        start = monotonic()
        test = self.session.test(lambda: self.wish() == "go")
        self.journal.skip(monotonic() - start)
        if test is None:
            return False
        self._tick()
        self._test, self.tested_step = test, self.session.step
        self.session.plateau.heard(test.loss)
        self.journal.tell(test_loss=test.loss, test_accuracy=test.accuracy)
        return True

    def _tick(self) -> None:
        now = monotonic()
        self.session.seconds += now - self._clock
        self._clock = now

    def _save_when_due(self) -> None:
        if monotonic() - self._saved > max(CHECKPOINT_EVERY, self._saving / CHECKPOINT_SHARE):
            self._save()

    def _save(self) -> None:
        """`NotFinite` instead of a checkpoint of weights that have run away, in place of a good one."""
        start = monotonic()
        self.session.check_weights()
        session = state_of(self.session)
        checkpoint.save(
            self.folder, {"session": session, "points": self.journal.number, "tested_step": self.tested_step}
        )
        self.kept, self._saved, self._saving = self.session.epoch, monotonic(), monotonic() - start
        self.journal.skip(self._saving)
