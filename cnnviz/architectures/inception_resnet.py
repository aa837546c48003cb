"""Inception-ResNet-v2 (Szegedy et al. 2016, Figures 15 to 19): residual blocks whose branches are Inception modules."""

from dataclasses import dataclass
from functools import partial

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.branches import Branches, Conv, Step
from cnnviz.architectures.blocks.conv_norm_act import ConvNormAct
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.options import Options, choice, toggle
from cnnviz.words import Words

EPS = 1e-3  # of batch normalisation, as released

BLOCK35 = ((Conv(32, 1),), (Conv(32, 1), Conv(32, 3)), (Conv(32, 1), Conv(48, 3), Conv(64, 3)))
BLOCK17 = ((Conv(192, 1),), (Conv(128, 1), Conv(160, (1, 7)), Conv(192, (7, 1))))
BLOCK8 = ((Conv(192, 1),), (Conv(192, 1), Conv(224, (1, 3)), Conv(256, (3, 1))))


@dataclass(frozen=True)
class InceptionResNetOptions(Options):
    residual: bool = toggle(
        True,
        label=Words(ko="건너뛰기 연결", en="Skip connections"),
        help=Words(
            ko="끄면 블록이 입력을 더하지 않는 평범한 인셉션 망이 됩니다.",
            en="Off leaves a plain Inception network: no block adds its input.",
        ),
    )
    blocks_per_stage: str = choice(
        "10,20,10", "5,10,5", default="10,20,10",
        label=Words(ko="단계별 블록 수", en="Blocks per stage"),
        help=Words(
            ko="10,20,10은 배포판, 5,10,5는 논문 그림 15입니다.",
            en="10,20,10 as released; 5,10,5 as drawn in the paper's Figure 15.",
        ),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    dropout: float = usual.dropout(0.2)
    init: str = usual.init()
    classes: int = usual.classes(1000)


class ResidualInception(Branches):
    """Branches, a 1x1 convolution back to the input's channels, and the sum of both, the branches scaled down."""

    def __init__(
        self, channels: int, branches: tuple[tuple[Conv, ...], ...], scale: float, options: InceptionResNetOptions,
        last: bool = False,
    ):  # fmt: skip
        super().__init__(channels, branches, partial(_conv, options))
        self.conv2d = Conv2d(self.channels, channels, 1)
        self.se_module = SqueezeExcite(channels, options.reduction) if options.se else None
        self.scale, self.residual = scale, options.residual
        self.relu = None if last else activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv2d(super().forward(x))
        if self.se_module is not None:
            y = self.se_module(y)
        if self.residual:
            y = y * self.scale + x
        return y if self.relu is None else self.relu(y)


class InceptionResNetV2(nn.Module):
    def __init__(self, options: InceptionResNetOptions):
        super().__init__()
        conv, block = partial(_conv, options), partial(ResidualInception, options=options)
        count35, count17, count8 = (int(count) for count in options.blocks_per_stage.split(","))
        self.conv2d_1a = conv(3, Conv(32, 3, 2, same=False))
        self.conv2d_2a = conv(32, Conv(32, 3, same=False))
        self.conv2d_2b = conv(32, Conv(64, 3))
        self.maxpool_3a = nn.MaxPool2d(3, 2)
        self.conv2d_3b = conv(64, Conv(80, 1))
        self.conv2d_4a = conv(80, Conv(192, 3, same=False))
        self.maxpool_5a = nn.MaxPool2d(3, 2)
        self.mixed_5b = Branches(192, _mixed_5b(), conv)
        self.repeat = nn.Sequential(*(block(320, BLOCK35, 0.17) for _ in range(count35)))
        self.mixed_6a = Branches(320, _mixed_6a(), conv)
        self.repeat_1 = nn.Sequential(*(block(1088, BLOCK17, 0.10) for _ in range(count17)))
        self.mixed_7a = Branches(1088, _mixed_7a(), conv)
        self.repeat_2 = nn.Sequential(*(block(2080, BLOCK8, 0.20) for _ in range(count8 - 1)))
        self.block8 = block(2080, BLOCK8, 1.0, last=True)
        self.conv2d_7b = conv(2080, Conv(1536, 1))
        self.global_pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.head_drop = dropout(options.dropout)
        self.classif = Linear(1536, options.classes)
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv2d_2b(self.conv2d_2a(self.conv2d_1a(x)))
        x = self.conv2d_4a(self.conv2d_3b(self.maxpool_3a(x)))
        x = self.repeat(self.mixed_5b(self.maxpool_5a(x)))
        x = self.repeat_1(self.mixed_6a(x))
        x = self.block8(self.repeat_2(self.mixed_7a(x)))
        x = self.flatten(self.global_pool(self.conv2d_7b(x)))
        return self.classif(self.head_drop(x))


def _conv(options: InceptionResNetOptions, channels_in: int, conv: Conv) -> ConvNormAct:
    bn = norm(options.batch_norm, conv.channels, EPS)
    return ConvNormAct(channels_in, conv.channels, conv.kernel, conv.stride, conv.padding, bn, options.activation)


def _mixed_5b() -> tuple[tuple[Step, ...], ...]:
    pool = nn.AvgPool2d(3, 1, padding=1, count_include_pad=False)
    return (Conv(96, 1),), (Conv(48, 1), Conv(64, 5)), (Conv(64, 1), Conv(96, 3), Conv(96, 3)), (pool, Conv(64, 1))


def _mixed_6a() -> tuple[tuple[Step, ...], ...]:
    halve = partial(Conv, kernel=3, stride=2, same=False)
    return (halve(384),), (Conv(256, 1), Conv(256, 3), halve(384)), (nn.MaxPool2d(3, 2),)


def _mixed_7a() -> tuple[tuple[Step, ...], ...]:
    halve = partial(Conv, kernel=3, stride=2, same=False)
    return (
        (Conv(256, 1), halve(384)),
        (Conv(256, 1), halve(288)),
        (Conv(256, 1), Conv(288, 3), halve(320)),
        (nn.MaxPool2d(3, 2),),
    )


NOT_11_75 = Words(
    ko="299×299에서 13.2 G입니다(NASNet 표 2와 같음). SENet 표 2의 11.75 G는 다시 얻을 수 없었습니다.",
    en="13.2 G at 299×299, as the NASNet paper's Table 2 says; 11.75 G in the SENet paper's Table 2 cannot be reproduced.",
)
SE_PLACE = Words(
    ko="SE는 40개 블록 각각의 갈래가 입력과 더해지기 직전에 있습니다(Hu 2018, 그림 3). 저자의 가중치는 공개되지 않았습니다.",
    en="SE stands at the end of each of the 40 residual branches (Hu 2018, Figure 3); the authors released no weights.",
)
VARIANTS = (
    Variant(
        "inception_resnet_v2", "Inception-ResNet-v2", InceptionResNetOptions(), (3, 299, 299),
        (Result("ImageNet", "Szegedy 2016, Table 2 (1-crop)", 19.9, 4.9),), NOT_11_75,
    ),
    Variant(
        "se_inception_resnet_v2", "SE-Inception-ResNet-v2", InceptionResNetOptions(se=True), (3, 299, 299),
        (Result("ImageNet", "Hu 2018, Table 2 (1-crop)", 19.8, 4.79),), SE_PLACE,
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="inception_resnet",
    title="Inception-ResNet",
    year=2016,
    authors="Szegedy, Ioffe, Vanhoucke, Alemi",
    paper="arXiv:1602.07261, Figure 15",
    idea=Words(
        ko="인셉션 모듈의 출력을 0.1~0.2배로 줄여 입력에 더하면, 매우 깊은 인셉션 망도 빠르고 안정되게 학습됩니다.",
        en="An Inception module's answer, scaled to 0.1 or 0.2, is added to its input: very deep Inception nets train fast.",
    ),
    change=Words(
        ko="인셉션 모듈에 ResNet의 지름길을 더하고, 7×7과 3×3을 1×7·7×1, 1×3·3×1로 나눕니다.",
        en="Gives Inception modules ResNet's shortcut, and splits 7×7 and 3×3 into 1×7 and 7×1, 1×3 and 3×1.",
    ),
    options=InceptionResNetOptions,
    build=InceptionResNetV2,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="논문 그림은 블록을 5, 10, 5개로 그리지만, 배포되어 널리 쓰이는 망은 10, 20, 10개입니다.",
            en="The paper draws 5, 10 and 5 blocks; the net that was released, and that everybody uses, has 10, 20 and 10.",
        ),
        Words(
            ko="지름길이 없어도 깊은 인셉션 망은 학습됩니다. 논문에 따르면 지름길은 주로 학습을 빠르게 합니다(2절).",
            en="Deep Inception nets train without shortcuts too; the paper finds that they mainly speed it up (section 2).",
        ),
        Words(
            ko="필터가 1,000개를 넘으면 학습이 무너지므로 더하기 전에 0.1~0.3배로 줄입니다(3.3절).",
            en="Beyond 1,000 filters training collapses, hence the scaling by 0.1 to 0.3 before the sum (section 3.3).",
        ),
    ),
)
