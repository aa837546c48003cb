"""MobileNet (Howard et al. 2017, Table 1) and MobileNetV2 (Sandler et al. 2018, Table 2)."""

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.depthwise_separable import OrdinaryBlock, SeparableBlock
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.inverted_residual import InvertedResidual, conv_unit
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.round_channels import round_channels
from cnnviz.options import Options, choice, number, toggle
from cnnviz.words import Words

STAGES_V1 = ((64,), (128, 128), (256, 256), (512,) * 6, (1024, 1024))  # channels of each block; all but the first halve
STAGES_V2 = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))


@dataclass(frozen=True)
class MobileNetOptions(Options):
    layout: str = choice(
        "v1", "v2", default="v1",
        label=Words(ko="세대", en="Generation"),
        help=Words(
            ko="v1: 깊이별 분리 합성곱을 쌓습니다. v2: 좁은 곳끼리 지름길로 잇는 역잔차 블록을 쌓습니다.",
            en="v1 stacks depthwise separable convolutions; v2 stacks inverted residuals, joined at their narrow ends.",
        ),
    )  # fmt: skip
    width: float = number(
        1.0, 0.25, 2, 0.25,
        label=Words(ko="폭 계수 α", en="Width multiplier α"),
        help=Words(ko="모든 층의 채널 수에 곱합니다.", en="Multiplies the channels of every layer."),
    )  # fmt: skip
    depthwise_separable: bool = toggle(
        True,
        label=Words(ko="깊이별 분리 합성곱", en="Depthwise separable"),
        help=Words(
            ko="끄면 깊이별 3×3과 1×1을 같은 크기의 보통 3×3 하나로 바꿉니다.",
            en="Off puts one ordinary 3×3 of the same shape in place of each depthwise 3×3 and its 1×1.",
        ),
    )
    residual: bool = toggle(
        False,
        label=Words(ko="건너뛰기 연결", en="Skip connections"),
        help=Words(
            ko="입력과 출력의 크기가 같은 블록에 지름길을 둡니다. v1에는 원래 없습니다.",
            en="A shortcut around each block that keeps its size; v1 has none of its own.",
        ),
    )
    stem_stride: int = choice(
        1, 2, default=2,
        label=Words(ko="첫 합성곱의 stride", en="Stride of the stem"),
        help=Words(ko="CIFAR의 32×32에는 1을 씁니다.", en="1 for the 32×32 of CIFAR."),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation(more=("relu6",))
    se: bool = usual.se()
    reduction: int = usual.reduction()
    dropout: float = usual.dropout(0.0)
    init: str = usual.init()
    classes: int = usual.classes(1000)


class MobileNet(nn.Module):
    """Version 1: a stem and thirteen blocks in five stages."""

    def __init__(self, options: MobileNetOptions):
        super().__init__()
        channels = round_channels(32 * options.width)
        self.conv1 = Conv2d(3, channels, 3, options.stem_stride, padding=1, bias=not options.batch_norm)
        self.bn1 = norm(options.batch_norm, channels)
        self.relu1 = activation(options.activation)
        self.stage1, self.stage2, self.stage3, self.stage4, self.stage5 = _stages(channels, options)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.fc = Linear(round_channels(1024 * options.width), options.classes)
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu1(self.bn1(self.conv1(x)))
        x = self.stage5(self.stage4(self.stage3(self.stage2(self.stage1(x)))))
        x = self.flatten(self.avgpool(x))
        return self.fc(x if self.dropout is None else self.dropout(x))


def _stages(channels: int, options: MobileNetOptions) -> list[nn.Sequential]:
    """The blocks of Table 1; each stage but the first starts with stride 2."""
    kind = SeparableBlock if options.depthwise_separable else OrdinaryBlock
    stages = []
    for stage, widths in enumerate(STAGES_V1):
        blocks = []
        for place, width in enumerate(round_channels(width * options.width) for width in widths):
            blocks.append(kind(channels, width, 2 if stage and place == 0 else 1, options))
            channels = width
        stages.append(nn.Sequential(*blocks))
    return stages


class MobileNetV2(nn.Module):
    """Version 2: a stem, seventeen inverted residuals and a last 1x1, all in `features` as in torchvision."""

    def __init__(self, options: MobileNetOptions):
        super().__init__()
        channels = round_channels(32 * options.width)
        last = round_channels(1280 * max(1, options.width))
        features: list[nn.Module] = [conv_unit(3, channels, 3, options.stem_stride, options)]
        for expansion, planes, blocks, stride in STAGES_V2:
            width = round_channels(planes * options.width)
            for place in range(blocks):
                features.append(InvertedResidual(channels, width, expansion, 1 if place else stride, options))
                channels = width
        self.features = nn.Sequential(*features, conv_unit(channels, last, 1, 1, options))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.classifier = nn.Sequential(dropout(options.dropout), Linear(last, options.classes))
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.flatten(self.avgpool(self.features(x))))


def build(options: MobileNetOptions) -> nn.Module:
    """The network of either generation."""
    return MobileNet(options) if options.layout == "v1" else MobileNetV2(options)


def _variant(name: str, title: str, options: MobileNetOptions, *results: tuple, **more: Any) -> Variant:
    return Variant(name, title, options, results=tuple(Result("ImageNet", *result) for result in results), **more)


HOWARD = "Howard 2017, Table 6 (1-crop)"
SE_COUNT = Words(
    ko="논문의 572 M은 풀링과 게이트 곱까지 센 값으로 보입니다. 합성곱과 선형 층은 569.2 M입니다. "
    "SE의 위치는 논문에 없으나, 열세 블록 끝마다 두면 파라미터 수가 4.7 M으로 일치합니다.",
    en="The paper's 572 M seem to count pooling and gating as well; convolutions and linear layers have 569.2 M. It does "
    "not say where the gates stand; behind each of the thirteen blocks the parameters agree (4.7 M).",
)
CIFAR = Words(
    ko="논문에는 CIFAR용 망이 없습니다. 첫 합성곱의 stride를 1로 두는 널리 쓰이는 변형입니다(kuangliu/pytorch-cifar).",
    en="The paper has no net for CIFAR; this is the usual edition, its stem without stride (kuangliu/pytorch-cifar).",
)
V2 = MobileNetOptions(layout="v2", residual=True, activation="relu6", dropout=0.2)
VARIANTS = (
    _variant("mobilenet_v1", "1.0 MobileNet-224", MobileNetOptions(), (HOWARD, 29.4)),
    _variant("mobilenet_v1_075", "0.75 MobileNet-224", MobileNetOptions(width=0.75), (HOWARD, 31.6)),
    _variant("mobilenet_v1_050", "0.5 MobileNet-224", MobileNetOptions(width=0.5), (HOWARD, 36.3)),
    _variant("mobilenet_v1_025", "0.25 MobileNet-224", MobileNetOptions(width=0.25), (HOWARD, 49.4)),
    _variant(
        "se_mobilenet_v1", "SE-MobileNet", MobileNetOptions(se=True),
        ("Hu 2018, Table 3 (1-crop; journal)", 25.3, 7.7), ("Hu 2018, Table 3 (1-crop; CVPR)", 25.3, 7.9), note=SE_COUNT,
    ),
    _variant("mobilenet_v2", "MobileNetV2", V2, ("Sandler 2018, Table 4", 28.0)),
    _variant(
        "mobilenet_cifar", "MobileNet (CIFAR)", MobileNetOptions(stem_stride=1, classes=10),
        input_shape=(3, 32, 32), note=CIFAR,
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="mobilenet",
    title="MobileNet",
    year=2017,
    authors="Howard, Zhu, Chen et al.",
    paper="arXiv:1704.04861, Table 1; V2: arXiv:1801.04381, Table 2",
    idea=Words(
        ko="합성곱을 채널마다 따로 보는 3×3과 채널을 섞는 1×1로 나누면 계산이 8~9분의 1로 줄어듭니다.",
        en="A 3×3 for each channel alone and a 1×1 to mix them cost an eighth or ninth of one ordinary 3×3.",
    ),
    change=Words(
        ko="VGG처럼 곧게 쌓되 풀링 대신 stride를 쓰고, 두 계수(폭과 해상도)로 크기를 고릅니다.",
        en="Straight as VGG, with stride in place of pooling, and two multipliers (width, resolution) to choose its size.",
    ),
    options=MobileNetOptions,
    build=build,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="깊이별 합성곱의 입력과 출력 채널 수가 같은 것은 depth multiplier가 1일 때뿐입니다.",
            en="Input and output channels of a depthwise convolution are equal only at depth multiplier 1.",
        ),
        Words(
            ko="분리 합성곱의 비용은 보통 합성곱의 1/N + 1/k²입니다(3→3채널: 81개 대 27 + 9 = 36개).",
            en="A separable convolution costs 1/N + 1/k² of an ordinary one (3→3 channels: 81 against 27 + 9 = 36 weights).",
        ),
        Words(
            ko="SENet 표의 29.1/10.1 → 25.3/7.9는 CVPR판이고, 학술지판은 28.4/9.4 → 25.3/7.7입니다.",
            en="29.1/10.1 → 25.3/7.9 in SENet's table is the CVPR version; the journal has 28.4/9.4 → 25.3/7.7.",
        ),
    ),
)
