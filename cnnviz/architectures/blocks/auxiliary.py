"""Auxiliary classifiers: small heads half-way up that pass a gradient down while a network learns (Szegedy et al. 2014)."""

from typing import Any, NamedTuple

from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, avg_pool2d

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Linear
from cnnviz.architectures.blocks.noted import noted

AUXILIARY_WEIGHT = 0.3  # of each head's loss beside the network's own (section 5)


class GoogLeNetOutputs(NamedTuple):
    """What a network with auxiliary heads answers in training mode; in evaluation mode it answers the logits alone.

    Its loss is `loss(logits) + 0.3 · (loss(aux1) + loss(aux2))`. Each is (n, classes).
    """

    logits: Tensor
    aux1: Tensor
    aux2: Tensor


class PoolToFour(nn.Module):
    """Average pooling to 4x4: by 5x5 windows of stride 3 on the paper's 14x14 maps, by those that fit on other sizes."""

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[2:] == (14, 14):
            return avg_pool2d(x, 5, stride=3)
        return adaptive_avg_pool2d(x, 4)


class AuxiliaryHead(nn.Module):
    """4x4 pooling, a 1x1 convolution to 128 channels, and two fully connected layers."""

    def __init__(self, pool: nn.Module, conv: nn.Module, classes: int, act: str):
        super().__init__()
        self.pool = pool
        self.conv = conv
        self.flatten = nn.Flatten()
        self.fc1 = Linear(128 * 4 * 4, 1024)
        self.relu = activation(act)
        self.dropout = nn.Dropout(0.7)
        self.fc2 = Linear(1024, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.flatten(self.conv(self.pool(x)))
        return self.fc2(self.dropout(self.relu(self.fc1(x))))


@noted
def drop_heads_on_load(model: nn.Module) -> None:
    """Let a `model` without heads load published weights, which carry `aux1` and `aux2`."""

    def drop(module: nn.Module, state: dict[str, Any], prefix: str, *_: Any) -> None:
        for key in [key for key in state if key.startswith((f"{prefix}aux1.", f"{prefix}aux2."))]:
            del state[key]

    model.register_load_state_dict_pre_hook(drop)
