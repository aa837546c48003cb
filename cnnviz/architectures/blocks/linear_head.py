"""The head of AlexNet, ZFNet and VGG: two wide linear layers with dropout, and a third for the classes."""

from collections import OrderedDict
from typing import Any

from torch import nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.layers import Linear
from cnnviz.options import choice, toggle
from cnnviz.words import Words


def hidden(default: int = 4096) -> Any:
    """The option that says how wide the first two are."""
    return choice(
        256, 512, 1024, 2048, 4096, default=default,
        label=Words(ko="완전 연결 층의 폭", en="Width of the linear layers"),
        help=Words(
            ko="파라미터의 대부분은 첫 완전 연결 층에 있습니다. 폭을 줄이면 망이 크게 가벼워집니다.",
            en="Most parameters sit in the first linear layer; a smaller width makes the network much lighter.",
        ),
    )  # fmt: skip


def adaptive_pool() -> Any:
    """The option that frees the head from one size of picture."""
    return toggle(
        False,
        label=Words(ko="적응형 평균 풀링", en="Adaptive average pooling"),
        help=Words(
            ko="마지막 맵을 6×6으로 맞추어 다른 크기의 그림도 받습니다. torchvision에 있고 논문에는 없습니다.",
            en="Brings the last map to 6×6, so that pictures of other sizes fit; torchvision has it, the paper not.",
        ),
    )


def linear_head(numbers_in: int, options: Any, dropout_first: bool = False) -> nn.Sequential:
    """fc6, fc7 and fc8; dropout behind the first two, or before them.

    Of the family's options it reads `hidden`, `activation`, `dropout` and `classes`.
    """
    named: OrderedDict[str, nn.Module] = OrderedDict()
    for number, width in ((6, numbers_in), (7, options.hidden)):
        if dropout_first:
            named[f"drop{number}"] = dropout(options.dropout)
        named[f"fc{number}"] = Linear(width, options.hidden)
        named[f"relu{number}"] = activation(options.activation)
        if not dropout_first:
            named[f"drop{number}"] = dropout(options.dropout)
    named["fc8"] = Linear(options.hidden, options.classes)
    return nn.Sequential(named)
