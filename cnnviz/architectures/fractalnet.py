"""FractalNet (Larsson et al. 2017): very deep without shortcuts; section 4.2, Table 1."""

from collections import OrderedDict
from dataclasses import dataclass

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.fractal import FractalBlock, draw_columns
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.options import Options, choice, number
from cnnviz.words import Words

CHANNELS = (64, 128, 256, 512, 512)


@dataclass(frozen=True)
class FractalNetOptions(Options):
    columns: int = choice(
        1, 2, 3, 4, default=3,
        label=Words(ko="열 수 C", en="Columns C"),
        help=Words(
            ko="블록의 깊이는 2^(C−1)입니다. 3열이면 합성곱 20층, 4열이면 40층입니다.",
            en="A block is 2^(C−1) deep: 20 convolutions with 3 columns, 40 with 4.",
        ),
    )  # fmt: skip
    drop_path: float = number(
        0.15, 0, 0.5, 0.05,
        label=Words(ko="drop-path 확률", en="Drop-path"),
        help=Words(
            ko="학습할 때 합류점의 입력을 이 확률로 버리고, 절반의 배치에서는 한 열만 통과시킵니다.",
            en="While training, a join loses each input with this probability; in half of the batches one column runs alone.",
        ),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation()
    dropout: float = usual.dropout(0.0)
    init: str = usual.init("xavier")
    classes: int = usual.classes(10)


class FractalNet(nn.Module):
    def __init__(self, options: FractalNetOptions):
        super().__init__()

        def unit(channels_in: int, channels: int) -> nn.Module:
            return _unit(channels_in, channels, options)

        for place, (channels_in, channels) in enumerate(zip((3, *CHANNELS[:-1]), CHANNELS, strict=True), 1):
            block = FractalBlock(channels_in, channels, options.columns, options.drop_path, unit)
            self.add_module(f"block{place}", block)
            self.add_module(f"pool{place}", nn.MaxPool2d(2))
        self.flatten = nn.Flatten()
        self.fc = Linear(CHANNELS[-1], options.classes)
        initialise(self, options.init)
        draw_columns(self, options.columns, options.drop_path)

    def forward(self, x: Tensor) -> Tensor:
        for place in range(1, len(CHANNELS) + 1):
            x = getattr(self, f"pool{place}")(getattr(self, f"block{place}")(x))
        return self.fc(self.flatten(x))


def _unit(channels_in: int, channels: int, options: FractalNetOptions) -> nn.Sequential:
    parts = OrderedDict[str, nn.Module](
        conv=Conv2d(channels_in, channels, 3, padding=1, bias=not options.batch_norm),
        norm=norm(options.batch_norm, channels),
        relu=activation(options.activation),
    )
    if options.dropout:
        parts["dropout"] = nn.Dropout(options.dropout)
    return nn.Sequential(parts)


TABLE = "Larsson 2017, Table 1 (with augmentation)"
PRINTED = Words(
    ko="논문의 표 1은 38.6M이라고 적었으나, 저자들의 생성기로 만든 망은 33,724,618개입니다(100클래스면 46,170개 더).",
    en="Table 1 prints 38.6M; the authors' own generator gives 33,724,618 (and 46,170 more for 100 classes).",
)

ARCHITECTURE = Architecture(
    name="fractalnet",
    title="FractalNet",
    year=2016,
    authors="Larsson, Maire, Shakhnarovich",
    paper="arXiv:1605.07648, section 4.2",
    idea=Words(
        ko="깊이가 다른 여러 열을 나란히 두고 평균으로 합칩니다. 건너뛰기 연결 없이도 깊게 학습됩니다.",
        en="Columns of different depth run side by side and are averaged, so that it trains deep without skip connections.",
    ),
    change=Words(
        ko="ResNet의 항등 지름길 대신, 자기 자신을 되풀이하는 구조와 drop-path를 씁니다.",
        en="Replaces ResNet's identity shortcut by a structure that repeats itself, and by drop-path.",
    ),
    options=FractalNetOptions,
    build=FractalNet,
    variants=(
        Variant(
            "fractalnet20", "FractalNet-20", FractalNetOptions(), (3, 32, 32),
            (Result("CIFAR-10", TABLE, 5.22), Result("CIFAR-10", f"{TABLE}, drop-path and dropout", 4.6),
             Result("CIFAR-100", TABLE, 23.3), Result("CIFAR-100", f"{TABLE}, drop-path and dropout", 23.73)), PRINTED,
        ),
    ),
    pitfalls=(
        Words(
            ko="이름의 20은 합성곱 층만 센 값입니다. 완전연결 층까지 세면 21층이고, DenseNet 논문의 표는 21로 적습니다.",
            en="The 20 of the name counts convolutions only; with the linear layer there are 21, as DenseNet's Table 2 prints.",
        ),
    ),
)  # fmt: skip
