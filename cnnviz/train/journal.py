"""When a run says something, and what: a point about every second, statistics a few times an epoch."""

from collections.abc import Callable
from time import monotonic

from cnnviz.train.precision import autocast
from cnnviz.train.report import Point
from cnnviz.train.session import Session
from cnnviz.train.stages import stages_of
from cnnviz.train.statistics import dead_relus, gradient_norms

EVERY = 1.0  # seconds between points
STATISTICS_EVERY = 2.0  # seconds at least, and
STATISTICS_PER_EPOCH = 3  # at most
WATCHED_VALUES = 2_000_000  # of the pictures that dead ReLUs are looked for with


class Journal:
    """The points of one session, numbered on from `number`."""

    def __init__(self, session: Session, report: Callable[[Point], None], number: int):
        self.session, self.number = session, number
        self.report = report
        self._stages = stages_of(session.model)
        pictures = session.test_pictures
        count = max(8, min(128, WATCHED_VALUES // (3 * session.network.shape[1] * session.network.shape[2])))
        self._watched = pictures.input(pictures.normalised(pictures.images[:count]))
        self._told, self._told_step = float("-inf"), session.step
        self._measured, self._measured_step = float("-inf"), -session.feed.steps_per_epoch
        self._from = monotonic()

    @property
    def due(self) -> bool:
        return monotonic() - self._told >= EVERY

    def tell(self, **more: float) -> None:
        """Report the steps since the last point, and `more`; the session's sums start again."""
        session = self.session
        loss, accuracy = session.read_sums()
        now, steps = monotonic(), session.step - self._told_step
        values = {"train_loss": loss, "train_accuracy": accuracy, "rate": session.rate} if steps else {}
        if steps:
            values["images_per_second"] = steps * session.feed.batch / max(now - self._from, 1e-9)
            values |= self._statistics(now)
        self.number += 1
        self.report(Point(self.number, session.step, session.epoch, session.seconds, values | more))
        self._told, self._told_step, self._from = now, session.step, monotonic()

    def skip(self, seconds: float) -> None:
        """So much of the time since the last point was not spent learning, but on a test or a checkpoint."""
        self._from += seconds

    def _statistics(self, now: float) -> dict[str, float]:
        session = self.session
        steps = session.step - self._measured_step
        too_soon = steps * STATISTICS_PER_EPOCH < session.feed.steps_per_epoch
        if too_soon or now - self._measured < STATISTICS_EVERY:
            return {}
        self._measured, self._measured_step = now, session.step
        with autocast(session.precision, session.device):
            dead = dead_relus(session.model, self._stages, self._watched)
        return {
            **{f"gradient_norm.{stage}": norm for stage, norm in gradient_norms(self._stages).items()},
            **{f"dead_relu.{stage}": share for stage, share in dead.items()},
        }
