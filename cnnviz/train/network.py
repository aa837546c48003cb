"""A network cut to a data set: as many classes, and pictures of the shape and the values that it wants."""

from dataclasses import dataclass, replace

from torch import nn

from cnnviz.architectures import build, find
from cnnviz.blueprint import structure_of
from cnnviz.data import Preparation
from cnnviz.data.sets import Loaded
from cnnviz.options import controls
from cnnviz.spelling import Named, chosen
from cnnviz.train.config import TrainConfig
from cnnviz.train.first_weights import begin_with
from cnnviz.weights.draws import Seeded


@dataclass(frozen=True)
class Fitted:
    """The network that a run trains, and how it gets its pictures."""

    named: Named  # the variant with the options that fit the data
    shape: tuple[int, int, int]  # of one input
    mean: tuple[float, ...]  # of pixels from 0 to 1, one value a channel of the input
    std: tuple[float, ...]
    categories: tuple[str, ...]

    @property
    def preparation(self) -> Preparation:
        """The same for a photograph: its centre piece, resized."""
        return Preparation(resize=0, size=self.shape[1:], mean=self.mean, std=self.std)

    def build(self, seed: int, weights_name: str = "") -> nn.Module:
        """The network with first weights drawn from `seed`, and learnt ones in their place where a name is given."""
        with Seeded(seed):
            model = build(*self.named)
        if weights_name:
            begin_with(model, self.named, weights_name)
        return model


def fitted(config: TrainConfig, loaded: Loaded) -> Fitted:
    """The network of `config` for the pictures `loaded`; `Refusal` where it cannot take them."""
    named, channels = fitting_options(config.model, len(loaded.categories), loaded.train.images.shape[1])
    _, high, wide = find(named.name)[1].input_shape
    shape = (channels, config.size or high, config.size or wide)
    structure_of(named.name, named.options, shape)
    copies = channels // len(loaded.mean)  # a grey picture becomes three equal channels
    std = tuple(max(deviation, 1 / 255) for deviation in loaded.std)
    return Fitted(named, shape, loaded.mean * copies, std * copies, loaded.categories)


def fitting_options(model: str, classes: int, channels: int) -> tuple[Named, int]:
    """Variant and options of `model` for that many classes, and the channels of its input.

    A network that can choose its input channels takes those of the data.
    """
    named = chosen(model)
    known = controls(type(named.options))
    changes = {"classes": classes} if "classes" in known else {}
    if "channels_in" in known:
        changes["channels_in"] = channels
    options = replace(named.options, **changes)
    return Named(named.name, options), getattr(options, "channels_in", find(named.name)[1].input_shape[0])
