"""All that a run consists of: made from its configuration, put away in a checkpoint, taken up from one."""

from collections.abc import Callable
from math import isfinite
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils import get_total_norm

from cnnviz.data.sets import find_set
from cnnviz.train.config import TrainConfig
from cnnviz.train.examination import Examined, examined
from cnnviz.train.feed import Feed, Pictures
from cnnviz.train.loss import correct_of, loss_of
from cnnviz.train.network import fitted
from cnnviz.train.norms import measure_norms
from cnnviz.train.optimiser import average_of, optimiser_for
from cnnviz.train.precision import autocast, fastest, scaler_for
from cnnviz.train.schedule import Plateau, rate_at, warmth

ANY_LENGTH = 10_000  # steps: how finely the rate follows the clock where only time is limited
TRIAL_BATCH = 64
MEASURED = 4096  # pictures, for the norms of averaged weights


class NotFinite(ArithmeticError):
    """The loss is no number any more: the weights have run away."""


class Session:
    """One run in memory. It learns step by step, and knows nothing of files, reports or wishes."""

    def __init__(self, config: TrainConfig, device: torch.device, earlier: dict[str, Any] | None = None):
        """`earlier`: the state that will be restored: it holds the precision that was chosen, and all weights."""
        data = find_set(config.data)
        self.config, self.device, self.loaded = config, device, data.load(None)
        self.network = fitted(config, self.loaded)
        torch.manual_seed(config.seed)  # dropout and the like, on every device
        torch.backends.cudnn.benchmark = device.type == "cuda"  # all batches have one shape
        model = self.network.build(config.seed, "" if earlier else config.weights)
        self.model = model.train().to(memory_format=torch.channels_last).to(device)
        self.train_pictures = Pictures(self.loaded.train, self.network, device)
        self.test_pictures = Pictures(self.loaded.test, self.network, device)
        self.feed = Feed(self.train_pictures, config, len(self.loaded.categories), data.mirrors)
        self.precision = earlier["precision"] if earlier else self._precision()
        self._answer = torch.compile(self.model) if config.compile else self.model
        self.optimiser = optimiser_for(self.model, config, device)
        self.average = average_of(self.model, config)
        self.scaler = scaler_for(self.precision, device)
        self.plateau = Plateau()
        self.step, self.seconds = 0, 0.0
        self.rate = 0.0
        self.sums = torch.zeros(3, device=device)  # loss, right answers, pictures since they were last read

    def _precision(self) -> str:
        if self.config.precision != "auto":
            return self.config.precision
        images, labels = self.train_pictures.images[:TRIAL_BATCH], self.train_pictures.labels[:TRIAL_BATCH]
        return fastest(self.model, self.train_pictures.input(self.train_pictures.normalised(images)), labels)

    @property
    def length(self) -> int | None:
        """Steps until the end; None where only time is limited."""
        limits = [self.config.steps, self.config.epochs * self.feed.steps_per_epoch]
        return min((limit for limit in limits if limit), default=None)

    @property
    def done(self) -> float:
        """The share of the run that is done, 0 to 1 and a little over."""
        by_steps = self.step / self.length if self.length else 0.0
        return max(by_steps, self.seconds / self.config.seconds if self.config.seconds else 0.0)

    @property
    def epoch(self) -> float:
        return self.step / self.feed.steps_per_epoch

    @property
    def at_epoch_end(self) -> bool:
        return self.step > 0 and self.step % self.feed.steps_per_epoch == 0

    def learn(self) -> None:
        """One step; the loss stays on the device, so nothing waits for it."""
        images, targets = self.feed.next()
        self._set_rate()
        self.optimiser.zero_grad(set_to_none=True)
        with autocast(self.precision, self.device):
            answer = self._answer(images)
        loss = loss_of(answer, targets, self.config.label_smoothing)
        self._descend(loss)
        if self.average is not None:
            self.average.update_parameters(self.model)
        self.step += 1
        with torch.no_grad():
            self.sums += torch.stack((loss.detach() * len(images), correct_of(answer, targets), self._count(images)))

    def _descend(self, loss: Tensor) -> None:
        if self.scaler is None:
            loss.backward()
            self.optimiser.step()
            return
        self.scaler.scale(loss).backward()
        self.scaler.unscale_(self.optimiser)  # so that gradients can be looked at after the step
        self.scaler.step(self.optimiser)
        self.scaler.update()

    def _count(self, images: Tensor) -> Tensor:
        return torch.full((), float(len(images)), device=self.device)

    def _set_rate(self) -> None:
        length = self.length if self.length and not self.config.seconds else ANY_LENGTH
        at = self.step if length == self.length else self.done * length
        warm = warmth(self.config, self.step, self.feed.steps_per_epoch)
        self.rate = warm * rate_at(self.config, at, length, self.plateau.lowered)
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate

    @property
    def final_model(self) -> torch.nn.Module:
        """The network that is tested and saved: the moving average where there is one."""
        return self.model if self.average is None else self.average.module

    def test(self, go_on: Callable[[], bool]) -> Examined | None:
        """The test pictures answered; None where `go_on` said no on the way."""
        if not self.settle(MEASURED, go_on):
            return None
        return examined(self.final_model, self.test_pictures, self.precision, self.config.ten_crop, go_on)

    def settle(self, pictures: int = 0, go_on: Callable[[], bool] = lambda: True) -> bool:
        """Make the network that is tested and saved whole: averaged weights need norms of their own, from one batch at
        least. False where `go_on` said no on the way.
        """
        if self.average is None:
            return True
        feed = Feed(self.train_pictures, self.config, self.feed.classes, self.feed.mirror)
        steps = min(max(pictures // feed.batch, 1), feed.steps_per_epoch)
        return measure_norms(self.average.module, feed, self.precision, steps, go_on)

    def read_sums(self) -> tuple[float, float]:
        """Mean loss and accuracy since they were last read; `NotFinite` where the loss has left the numbers."""
        loss, correct, count = self.sums.tolist()
        self.sums.zero_()
        if not isfinite(loss):
            raise NotFinite
        return loss / max(count, 1), correct / max(count, 1)

    def check_weights(self) -> None:
        """`NotFinite` where some weight, or what some norm has measured, is no number: a step may do that to them."""
        state = [tensor for tensor in self.final_model.state_dict().values() if tensor.is_floating_point()]
        if not isfinite(get_total_norm(state).item()):
            raise NotFinite
