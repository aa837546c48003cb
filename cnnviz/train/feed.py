"""The training pictures: resident on the device, in a new order every epoch, changed and normalised there in batches."""

from typing import Any

import torch
from torch import Generator, Tensor

from cnnviz.data.augment import augment
from cnnviz.data.fitting import fit
from cnnviz.data.sets import Split
from cnnviz.train.config import TrainConfig
from cnnviz.train.network import Fitted

MOST_GROWTH = 4  # times: pictures that grow more than that are resized batch by batch


class Pictures:
    """The pictures of a split, uint8 on the device, as the network wants them."""

    def __init__(self, split: Split, network: Fitted, device: torch.device):
        channels, height, width = self.shape = network.shape
        high, wide = split.images.shape[2:]
        resident = (channels, high, wide) if height * width > MOST_GROWTH * high * wide else network.shape
        self.images = fit(split.images, resident).to(device).contiguous()
        self.labels = split.labels.to(device)
        deviation = torch.tensor(network.std, device=device).view(-1, 1, 1)
        self._scale = 1 / (255 * deviation)
        self._shift = -torch.tensor(network.mean, device=device).view(-1, 1, 1) / deviation

    def __len__(self) -> int:
        return len(self.labels)

    def input(self, images: Tensor) -> Tensor:
        """Normalised pictures at the network's size, channels last in memory."""
        images = images if images.shape[1:] == self.shape else fit(images, self.shape)
        return images.contiguous(memory_format=torch.channels_last)

    def normalised(self, images: Tensor) -> Tensor:
        """Pictures of mean 0 and deviation 1, of the size that they have."""
        return images.float().mul_(self._scale).add_(self._shift)


class Feed:
    """Batch after batch without end; `state` and `restore` make the next batch the same after a pause.

    The last pictures of an order that fill no batch are left out; the next order is another one.
    """

    def __init__(self, pictures: Pictures, config: TrainConfig, classes: int, mirror: bool):
        self.pictures = pictures
        self.classes, self.mirror = classes, mirror
        self.batch = min(config.batch, len(pictures))
        self.scheme = config.augmentation
        self.steps_per_epoch = len(pictures) // self.batch
        device = pictures.images.device
        self._shuffler = Generator().manual_seed(config.seed)
        self._changer = Generator(device).manual_seed(config.seed + 1)
        self._order = torch.empty(0, dtype=torch.int64)
        self._place = self.steps_per_epoch

    def next(self) -> tuple[Tensor, Tensor]:
        """Inputs (n, c, h, w), and targets: classes (n,), or (n, classes) where pictures are mixed."""
        if self._place >= self.steps_per_epoch:
            order = torch.randperm(len(self.pictures), generator=self._shuffler)  # the same on every device
            self._order, self._place = order.to(self.pictures.images.device), 0
        start = self._place * self.batch
        chosen = self._order[start : start + self.batch]
        self._place += 1
        return self._changed(self.pictures.images[chosen], self.pictures.labels[chosen])

    def _changed(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """What a scheme leaves empty is 0, and that is the mean colour once the pictures are normalised."""
        images = self.pictures.normalised(images)
        images, targets = augment(images, labels, self.scheme, self._changer, self.classes, self.mirror)
        return self.pictures.input(images), targets

    def state(self) -> dict[str, Any]:
        return {
            "order": self._order.int().cpu(),
            "place": self._place,
            "shuffler": self._shuffler.get_state(),
            "changer": self._changer.get_state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        self._order = state["order"].long().to(self.pictures.images.device)
        self._place = state["place"]
        self._shuffler.set_state(state["shuffler"])
        self._changer.set_state(state["changer"])
