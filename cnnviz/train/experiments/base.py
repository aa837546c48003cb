"""What every experiment declares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cnnviz.options import Value, with_values
from cnnviz.train.config import TrainConfig
from cnnviz.train.recipes import recipe
from cnnviz.words import Words

Topic = Literal["depth", "start", "layers", "blocks", "learning", "lectures"]
TOPICS: dict[Topic, Words] = {
    "depth": Words(ko="깊이와 지름길", en="Depth and shortcuts"),
    "start": Words(ko="첫 가중치와 기울기", en="First weights and gradients"),
    "layers": Words(ko="층", en="Layers"),
    "blocks": Words(ko="블록", en="Blocks"),
    "learning": Words(ko="데이터와 학습률", en="Data and learning rate"),
    "lectures": Words(ko="강의의 학습 루프", en="The lectures' loops"),
}


@dataclass(frozen=True)
class Trial:
    """One run of an experiment."""

    title: str  # as the curve is named; not translated
    model: str  # as `spelling.chosen` reads it
    settings: Mapping[str, Value] = field(default_factory=dict)  # of TrainConfig, other than the experiment's


@dataclass(frozen=True)
class Experiment:
    """Runs that differ in one thing, and what that thing is for."""

    name: str  # as in links and commands
    topic: Topic
    title: Words
    question: Words  # one sentence
    expect: Words  # what will be seen, and why
    source: str  # paper and section, lecture
    trials: tuple[Trial, ...]
    differs: tuple[str, ...]  # options of the network and settings of the run in which trials may differ, no others
    settings: Mapping[str, Value] = field(default_factory=dict)  # of TrainConfig, where the recipe is not meant
    data: str = "shapes"  # where one has not chosen other data
    equal_macs: bool = False  # the trials need the same multiply-adds, within 5 %

    def configs(self, data: str | None = None) -> tuple[TrainConfig, ...]:
        """A configuration for each trial, all from the recipe of the first one's network."""
        base = recipe(self.trials[0].model, data or self.data, **self.settings)
        changed = (with_values(base, {"model": trial.model, **trial.settings}) for trial in self.trials)
        return tuple(config for config in changed if isinstance(config, TrainConfig))
