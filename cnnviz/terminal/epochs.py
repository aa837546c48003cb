"""From points, about one a second, to one line an epoch."""

from collections.abc import Iterator
from typing import Any

MEANS = ("train_loss", "train_accuracy", "images_per_second")
TESTS = ("test_loss", "test_accuracy")


class Epochs:
    """Gathers the points of one run; each test ends a line with the means since the test before, weighted by steps."""

    def __init__(self, run_id: int, step: int = 0):
        """`step`: of the newest point that is not looked at."""
        self.run_id, self.step = run_id, step
        self._forget()

    def of(self, points: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The lines that `points` complete, each point as in `store.News`."""
        for point in points:
            self._add(point)
            if all(point["values"].get(name) is not None for name in TESTS):
                yield self._line(point)
                self._forget()

    def _add(self, point: dict[str, Any]) -> None:
        steps, self.step = point["step"] - self.step, point["step"]  # below 0 where a resumed run goes back
        for name in MEANS:
            value = point["values"].get(name)
            if value is not None and steps > 0:
                self.sums[name] += value * steps
                self.weights[name] += steps

    def _line(self, point: dict[str, Any]) -> dict[str, Any]:
        means = {name: self.sums[name] / self.weights[name] if self.weights[name] else None for name in MEANS}
        tests = {name: point["values"][name] for name in TESTS}
        epoch = round(point["epoch"], 4)
        return {
            "run": self.run_id, "epoch": int(epoch) if epoch.is_integer() else epoch, "step": point["step"],
            "train_loss": means["train_loss"], "train_accuracy": means["train_accuracy"], **tests,
            "images_per_second": means["images_per_second"],
        }  # fmt: skip

    def _forget(self) -> None:
        self.sums, self.weights = dict.fromkeys(MEANS, 0.0), dict.fromkeys(MEANS, 0)
