"""ShuffleNet (Zhang et al. 2018, Table 1, after arXiv:1707.01083), and SE-ShuffleNet (Hu et al. 2018, Table 3)."""

from dataclasses import dataclass
from math import floor, log2

import torch
from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.channel_shuffle import ChannelShuffle
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.options import Options, choice, number, toggle
from cnnviz.words import Words

STAGE2_CHANNELS = {1: 144, 2: 200, 3: 240, 4: 272, 8: 384}  # Table 1, by the number of groups; each stage doubles them
UNITS = (4, 8, 4)  # in stages 2, 3 and 4


@dataclass(frozen=True)
class ShuffleNetOptions(Options):
    groups: int = choice(
        *STAGE2_CHANNELS, default=3,
        label=Words(ko="그룹 수 g", en="Groups g"),
        help=Words(
            ko="1×1 합성곱을 그룹으로 나눕니다. 같은 계산량에서 그룹이 많을수록 채널을 넓힐 수 있습니다.",
            en="Splits the 1×1 convolutions; more groups leave room for more channels at the same cost.",
        ),
    )  # fmt: skip
    width: float = number(
        1.0, 0.25, 2, 0.25,
        label=Words(ko="폭 계수 s", en="Width multiplier s"),
        help=Words(
            ko="모든 단계의 채널 수에 곱하고, 그룹으로 나누어지도록 맞춥니다.",
            en="Multiplies the channels of every stage, rounded so that the groups divide them.",
        ),
    )  # fmt: skip
    shuffle: bool = toggle(
        True,
        label=Words(ko="채널 섞기", en="Channel shuffle"),
        help=Words(
            ko="끄면 각 그룹은 끝까지 자기 채널만 보게 됩니다 (논문 표 3).",
            en="Off, each group sees its own channels alone to the end (Table 3 of the paper).",
        ),
    )
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    dropout: float = usual.dropout(0.0)
    init: str = usual.init()
    classes: int = usual.classes(1000)


class ShuffleUnit(nn.Module):
    """Grouped 1x1, shuffle, depthwise 3x3, grouped 1x1; the input is added, or at stride 2 stands beside (Figure 2)."""

    def __init__(self, channels_in: int, channels: int, stride: int, groups_in: int, options: ShuffleNetOptions):
        super().__init__()
        on, bias = options.batch_norm, not options.batch_norm
        middle, branch = channels // 4, channels if stride == 1 else channels - channels_in
        self.compress = Conv2d(channels_in, middle, 1, groups=groups_in, bias=bias)
        self.bn1 = norm(on, middle)
        self.relu1 = activation(options.activation)
        self.shuffle = ChannelShuffle(options.groups) if options.shuffle else nn.Identity()
        self.depthwise = Conv2d(middle, middle, 3, stride, padding=1, groups=middle, bias=bias)
        self.bn2 = norm(on, middle)
        self.expand = Conv2d(middle, branch, 1, groups=options.groups, bias=bias)
        self.bn3 = norm(on, branch)
        self.se_module = SqueezeExcite(branch, options.reduction) if options.se and stride == 1 else None
        self.avgpool = nn.AvgPool2d(3, stride, padding=1) if stride > 1 else None
        self.relu3 = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.shuffle(self.relu1(self.bn1(self.compress(x))))
        y = self.bn3(self.expand(self.bn2(self.depthwise(y))))
        if self.se_module is not None:
            y = self.se_module(y)
        return self.relu3(y + x if self.avgpool is None else torch.cat((y, self.avgpool(x)), 1))


class ShuffleNet(nn.Module):
    def __init__(self, options: ShuffleNetOptions):
        super().__init__()
        stem, *planes = widths(options.groups, options.width)
        self.conv1 = Conv2d(3, stem, 3, stride=2, padding=1, bias=not options.batch_norm)
        self.bn1 = norm(options.batch_norm, stem)
        self.relu1 = activation(options.activation)
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.stage2, self.stage3, self.stage4 = _stages(stem, planes, options)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.fc = Linear(planes[-1], options.classes)
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu1(self.bn1(self.conv1(x))))
        x = self.stage4(self.stage3(self.stage2(x)))
        x = self.flatten(self.avgpool(x))
        return self.fc(x if self.dropout is None else self.dropout(x))


def widths(groups: int, width: float) -> tuple[int, int, int, int]:
    """Channels of the stem and of stages 2 to 4.

    A quarter of a stage has to be a multiple of the groups. The stem follows the authors' code: 24 times the power of
    two at or below `width`, up to a multiple of the groups.
    """
    step = 4 * groups
    first = max(step, floor(STAGE2_CHANNELS[groups] * width / step + 0.5) * step)
    stem = int(24 * 2 ** floor(log2(width)))
    return (-(-stem // groups) * groups, first, 2 * first, 4 * first)


def _stages(channels: int, planes: list[int], options: ShuffleNetOptions) -> list[nn.Sequential]:
    """Stages 2 to 4: a unit with stride 2, then units that keep the size.

    The very first 1x1 is not grouped: it reads too few channels (section 3.2).
    """
    stages = []
    for stage, (width, units) in enumerate(zip(planes, UNITS, strict=True)):
        first = ShuffleUnit(channels, width, 2, options.groups if stage else 1, options)
        rest = (ShuffleUnit(width, width, 1, options.groups, options) for _ in range(units - 1))
        stages.append(nn.Sequential(first, *rest))
        channels = width
    return stages


def _variant(groups: int, error: float, note: Words | None = None) -> Variant:
    results = (Result("ImageNet", "Zhang 2018, Table 2 (1-crop)", error),)
    options = ShuffleNetOptions(groups=groups)
    return Variant(f"shufflenet_v1_g{groups}", f"ShuffleNet 1× (g = {groups})", options, results=results, note=note)


COMPLEXITY = Words(
    ko="논문의 표 2는 모든 g에 140 MFLOPs라고 적지만, 실제로는 g마다 다릅니다(g = 3에서 137 M, 곱셈-덧셈). "
    "표 1의 값은 마지막 완전 연결 층을 세지 않은 것입니다.",
    en="The paper's Table 2 says 140 MFLOPs for every g; they differ (137 M multiply-adds at g = 3). Table 1 leaves the "
    "last linear layer out.",
)
SE_PLACE = Words(
    ko="SE의 위치는 논문에 없습니다. stride 1인 단위에만 두면 파라미터가 2,441,923개로 논문의 2.4 M과 맞고, "
    "모든 단위에 두면 2.5 M이 됩니다.",
    en="The paper does not say where the gates stand. In the units of stride 1 alone the parameters are 2,441,923, the "
    "paper's 2.4 M; in all units they would be 2.5 M.",
)
VARIANTS = (
    _variant(1, 33.6), _variant(2, 32.7), _variant(3, 32.6, COMPLEXITY), _variant(4, 32.8), _variant(8, 32.4),
    Variant(
        "se_shufflenet_v1", "SE-ShuffleNet 1× (g = 3)", ShuffleNetOptions(se=True), note=SE_PLACE,
        results=(
            Result("ImageNet", "Hu 2018, Table 3 (1-crop; journal)", 31.0, 11.1),
            Result("ImageNet", "Hu 2018, Table 3 (1-crop; CVPR)", 31.7, 11.7),
        ),
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="shufflenet",
    title="ShuffleNet",
    year=2017,
    authors="Zhang, Zhou, Lin, Sun",
    paper="arXiv:1707.01083, Table 1",
    idea=Words(
        ko="1×1 합성곱도 그룹으로 나누고, 채널을 섞어 그룹 사이에 정보가 흐르게 합니다.",
        en="Groups the 1×1 convolutions as well, and shuffles channels so that the groups hear of each other.",
    ),
    change=Words(
        ko="ResNeXt의 병목 블록에서 비싼 1×1을 그룹으로 나누고 3×3을 깊이별 합성곱으로 바꿉니다.",
        en="Of ResNeXt's bottleneck it groups the costly 1×1 too, and makes the 3×3 depthwise.",
    ),
    options=ShuffleNetOptions,
    build=ShuffleNet,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="SENet 표에서 ShuffleNet 원 논문의 top-5 오류는 ‘2’가 아니라 ‘-’(보고되지 않음)입니다.",
            en="In SENet's table the original top-5 error of ShuffleNet is “-” (not reported), not “2”.",
        ),
        Words(
            ko="34.1과 33.9/13.6 → 31.7/11.7은 SENet의 CVPR판이고, 학술지판은 32.6과 32.6/12.5 → 31.0/11.1입니다.",
            en="34.1 and 33.9/13.6 → 31.7/11.7 are SENet's CVPR version; the journal has 32.6 and 32.6/12.5 → 31.0/11.1.",
        ),
        Words(
            ko="깊이별 합성곱 뒤에는 활성화 함수가 없습니다. 두 번째 1×1 뒤의 ReLU는 더한 다음에 옵니다.",
            en="Nothing follows the depthwise convolution but batch norm, and the last ReLU comes after the sum (Figure 2).",
        ),
    ),
)
