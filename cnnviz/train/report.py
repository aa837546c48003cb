"""What a run tells while it goes on, what may be asked of it, and how it ends."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cnnviz.words import Words

if TYPE_CHECKING:
    from cnnviz.train.config import TrainConfig

Wish = Literal["go", "pause", "stop"]


@dataclass(frozen=True)
class Point:
    """What was measured at one moment of a run.

    number: counts from 1. A resumed run goes on counting where its checkpoint was made, so a store drops what it holds
        with the first new number or a higher one: those steps are done again.
    step: batches learnt from so far.
    epoch: the same in passes over the training pictures, with fractions.
    seconds: time spent training so far, pauses not counted.
    values: accuracies as fractions 0 to 1. Where steps were made since the point before: `train_loss`, `train_accuracy`
        (means over them), `rate`, `images_per_second`. At the end of an epoch also `test_loss`, `test_accuracy`. A few times an epoch
        `gradient_norm.<stage>` and `dead_relu.<stage>` (share of channels), in the order of the forward pass.
    """

    number: int
    step: int
    epoch: float
    seconds: float
    values: dict[str, float]


@dataclass(frozen=True)
class Ended:
    """How a run ended; of a failed one a sentence why, and where something else would help, what to try instead."""

    status: Literal["finished", "stopped", "paused", "failed"]
    why: Words | None = None
    instead: "TrainConfig | None" = None  # on too little memory: half the batch
