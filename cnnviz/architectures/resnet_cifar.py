"""ResNet for 32x32 pictures (He et al. 2015, section 4.2), its plain, wide, pre-activated and stochastic descendants."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Data, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.residual_options import ResidualOptions
from cnnviz.architectures.blocks.stages import block_kind, residual_stages, tail, zero_last_norms
from cnnviz.options import choice, number
from cnnviz.words import Refusal, Words

LECTURE = {("basic", 34): (3, 4, 6, 3), ("bottleneck", 50): (3, 4, 6, 3)}  # blocks of the four-stage nets


@dataclass(frozen=True)
class ResNetCifarOptions(ResidualOptions):
    depth: int = number(
        20, 8, 1202, 1,
        label=Words(ko="깊이", en="Depth"),
        help=Words(
            ko="단계마다 블록 n개: 기본 블록 6n+2, 병목 블록 9n+2. 6n+4는 Wide ResNet이 세는 방식입니다(투영 포함).",
            en="n blocks a stage: 6n+2 with basic blocks, 9n+2 with bottlenecks; 6n+4 as Wide ResNet counts (projections too).",
        ),
    )  # fmt: skip
    widen: int = choice(
        1, 2, 4, 8, 10, 12, default=1,
        label=Words(ko="너비 배수 k", en="Widening factor k"),
        help=Words(
            ko="모든 블록의 채널 수에 k를 곱합니다 (Zagoruyko 2016).",
            en="Multiplies the channels of every block (Zagoruyko 2016).",
        ),
    )  # fmt: skip
    stages: int = choice(
        3, 4, default=3,
        label=Words(ko="단계 수", en="Stages"),
        help=Words(
            ko="3: 16·32·64 채널(논문). 4: 16·32·64·128 채널(강의의 ResNet-34, 50).",
            en="3: 16, 32, 64 channels (the paper). 4: 16, 32, 64, 128 (ResNet-34 and 50 of the lecture).",
        ),
    )  # fmt: skip
    classes: int = usual.classes(10)

    def check(self) -> None:
        """The depth has to come out even, in blocks per stage."""
        super().check()
        if not blocks_per_stage(self):
            rule = FOUR if self.stages == 4 else NINE if self.block == "bottleneck" else SIX
            raise Refusal(DEPTH.format(depth=self.depth, rule=rule))


def blocks_per_stage(options: ResNetCifarOptions) -> tuple[int, ...]:
    """Blocks of each stage; empty where the depth does not come out even."""
    if options.stages == 4:
        return LECTURE.get((options.block, options.depth), ())
    if options.block == "bottleneck":
        count, rest = divmod(options.depth - 2, 9)
    else:
        count, rest = divmod(options.depth - 2, 6)
        rest = 0 if rest == 2 else rest  # Wide ResNet counts its projections: 6n+4
    return (count,) * 3 if count and not rest else ()


class ResNetCifar(nn.Module):
    def __init__(self, options: ResNetCifarOptions):
        super().__init__()
        planes = [16 * options.widen * 2**stage for stage in range(options.stages)]
        strides = (1, 2, 2) if options.stages == 3 else (1, 1, 2, 2)
        channels = planes[-1] * block_kind(options).expansion
        self.stem = _stem(options)
        stages = residual_stages(planes, blocks_per_stage(options), strides, 16, options)
        self.layer1, self.layer2, self.layer3, self.layer4 = [*stages, nn.Sequential()][:4]
        self.tail = tail(channels, options)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.fc = Linear(channels, options.classes)
        initialise(self, options.init)
        if options.zero_init_residual:
            zero_last_norms(self)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(self.flatten(self.avgpool(self.tail(x))))


def _stem(options: ResNetCifarOptions) -> nn.Sequential:
    """One 3x3 convolution; in pre-activation its norm and activation are the first block's."""
    stem = OrderedDict[str, nn.Module](conv1=Conv2d(3, 16, 3, padding=1, bias=not options.batch_norm))
    if not options.preactivation:
        stem |= {"bn1": norm(options.batch_norm, 16), "relu": activation(options.activation)}
    return nn.Sequential(stem)


def _variant(name: str, title: str, options: dict[str, Any], *results: tuple, note: Words | None = None) -> Variant:
    return Variant(name, title, ResNetCifarOptions(**options), (3, 32, 32), tuple(Result(*r) for r in results), note)


def _he(depth: int, error: float) -> Variant:
    title, options = f"ResNet-{depth} (CIFAR)", {"depth": depth, "shortcut": "A"}
    return _variant(f"resnet{depth}", title, options, (C10, "He 2015, Table 6", error))


def _wide(depth: int, k: int, *results: tuple) -> Variant:
    options = {"depth": depth, "widen": k, "preactivation": True}
    return _variant(f"wrn_{depth}_{k}", f"WRN-{depth}-{k}", options, *results, note=WRN_DEPTH)


def _zca(c10: float, c100: float | None = None) -> list[tuple]:
    table = "Zagoruyko 2016, Table 4 (ZCA)"
    return [(C10, table, c10)] + ([(C100, table, c100)] if c100 else [])


C10: Data = "CIFAR-10"
C100: Data = "CIFAR-100"
SIX = Words(ko="6n+2 또는 6n+4 (20, 32, 44, 56, 110 …)", en="6n+2 or 6n+4 (20, 32, 44, 56, 110 …)")
NINE = Words(ko="9n+2 (29, 164, 1001 …)", en="9n+2 (29, 164, 1001 …)")
FOUR = Words(ko="4단계에서는 basic 34 또는 bottleneck 50", en="with 4 stages, basic 34 or bottleneck 50")
DEPTH = Words(
    ko="깊이 {depth}은(는) 단계마다 같은 수의 블록으로 나뉘지 않습니다. ‘depth’를 {rule}로 바꾸십시오.",
    en="Depth {depth} does not divide into equal stages: set “depth” to {rule}.",
)
WRN_DEPTH = Words(
    ko="WRN의 깊이 6n+4는 투영 합성곱 3개까지 셉니다. 가장 긴 길에는 6n+2개의 층이 있습니다.",
    en="WRN's depth 6n+4 counts the three projections too; the longest path has 6n+2 layers.",
)
HE_1202 = Words(
    ko="WRN과 DenseNet 논문의 표는 10.2M이라고 적었으나 1202층 망은 19.4M입니다. 10.2M은 PreAct-1001의 값입니다.",
    en="Tables in the WRN and DenseNet papers print 10.2M; this net has 19.4M. 10.2M belongs to PreAct-1001.",
)
PREACT = {"preactivation": True}
BOTTLENECK: dict[str, Any] = {**PREACT, "block": "bottleneck", "stride_in": "1x1"}
DROPPED = {"shortcut": "A", "survival": 0.5}
HUANG = (C10, "Huang 2016, authors' README", 5.25)

VARIANTS = (
    _he(20, 8.75), _he(32, 7.51), _he(44, 7.17), _he(56, 6.97), _he(110, 6.43),
    _variant("resnet1202", "ResNet-1202 (CIFAR)", {"depth": 1202, "shortcut": "A"}, (C10, "He 2015, Table 6", 7.93), note=HE_1202),
    *(_variant(f"plain{n}", f"Plain-{n}", {"depth": n, "residual": False, "shortcut": "A"}) for n in (20, 32, 44, 56, 110)),
    _variant("preact_resnet110", "PreAct-ResNet-110", {**PREACT, "depth": 110, "shortcut": "A"}, (C10, "He 2016, Table 2", 6.37)),
    _variant("preact_resnet164", "PreAct-ResNet-164", {**BOTTLENECK, "depth": 164}, (C10, "He 2016, Table 4", 5.46), (C100, "He 2016, Table 5", 24.33)),
    _variant("preact_resnet1001", "PreAct-ResNet-1001", {**BOTTLENECK, "depth": 1001}, (C10, "He 2016, Table 5 (median)", 4.92), (C100, "He 2016, Table 5", 22.71)),
    _variant("stochastic_depth_resnet110", "Stochastic-Depth ResNet-110", {**DROPPED, "depth": 110}, HUANG, (C100, "Huang 2016 (ECCV)", 24.98)),
    _variant("stochastic_depth_resnet1202", "Stochastic-Depth ResNet-1202", {**DROPPED, "depth": 1202}, (C10, "Huang 2017, Table 2", 4.91), note=HE_1202),
    _variant("se_resnet20", "SE-ResNet-20", {"depth": 20, "shortcut": "A", "se": True}),
    _variant("se_resnet56", "SE-ResNet-56", {"depth": 56, "shortcut": "A", "se": True}),
    _wide(40, 1, *_zca(6.85, 30.89)), _wide(40, 2, *_zca(5.33, 26.04)), _wide(40, 4, *_zca(4.97, 22.89)), _wide(40, 8, *_zca(4.66)),
    _wide(28, 10, *_zca(4.17, 20.5), (C10, "Zagoruyko 2016, Table 5 (mean/std)", 4.0), (C100, "Zagoruyko 2016, Table 5 (mean/std)", 19.25)),
    _wide(28, 12, *_zca(4.33, 20.43)), _wide(22, 8, *_zca(4.38, 21.22)), _wide(22, 10, *_zca(4.44, 20.75)),
    _wide(16, 4, (C10, "Zagoruyko 2016, Table 6", 5.02), (C100, "Zagoruyko 2016, Table 6", 24.03), ("SVHN", "Zagoruyko 2016, Table 6", 1.85)),
    _wide(16, 8, *_zca(4.81, 22.07)), _wide(16, 10, *_zca(4.56, 21.59)),
    _wide(52, 1, (C10, "Zagoruyko 2016, Table 6", 6.43), (C100, "Zagoruyko 2016, Table 6", 29.89), ("SVHN", "Zagoruyko 2016, Table 6", 2.08)),
    _variant("resnet34_cifar", "ResNet-34 (lecture, CIFAR)", {"depth": 34, "stages": 4}),
    _variant("resnet50_cifar", "ResNet-50 (lecture, CIFAR)", {"depth": 50, "stages": 4, "block": "bottleneck"}),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="resnet_cifar",
    title="ResNet (CIFAR)",
    year=2015,
    authors="He, Zhang, Ren, Sun",
    paper="arXiv:1512.03385, section 4.2; wide: arXiv:1605.07146; pre-activation: arXiv:1603.05027; stochastic depth: arXiv:1603.09382",
    idea=Words(
        ko="32×32 사진에 맞춘 ResNet으로, 깊이만 바꿔 가며 지름길의 효과를 봅니다.",
        en="ResNet cut for 32×32 pictures: only the depth varies, so that the effect of the shortcut shows.",
    ),
    change=Words(
        ko="7×7 합성곱과 풀링 대신 3×3 하나로 시작하고, 16·32·64 채널의 세 단계만 둡니다.",
        en="Starts with one 3×3 instead of the 7×7 and the pooling, and has three stages of 16, 32 and 64 channels.",
    ),
    options=ResNetCifarOptions,
    build=ResNetCifar,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="1202층이 110층보다 나쁜 것은 성능 저하가 아니라 과적합입니다. 학습 오차는 0.1% 아래입니다 (He 2015, 4.2절).",
            en="1202 layers do worse than 110 by overfitting, not degradation: they train to below 0.1 % error (He 2015, 4.2).",
        ),
        Words(
            ko="WRN-28-10의 4.17%는 ZCA 전처리(표 4), 4.00%는 평균/표준편차 전처리(표 5)의 값입니다. 섞어 비교하면 안 됩니다.",
            en="WRN-28-10's 4.17 % is with ZCA (Table 4), its 4.00 % with mean/std (Table 5); the two must not be mixed.",
        ),
        Words(
            ko="블록을 무작위로 끄는 것은 WRN이 아니라 stochastic depth입니다. 시험할 때는 모든 블록을 쓰되 p_l을 곱합니다.",
            en="Switching blocks off at random is stochastic depth, not WRN; at test time all are used, each times p_l.",
        ),
        Words(
            ko="강의의 ResNet-50(CIFAR) 주석에 적힌 채널 수는 틀렸습니다. 64, 128, 256, 512가 맞습니다.",
            en="The channels in the comments of the lecture's CIFAR ResNet-50 are wrong: they are 64, 128, 256 and 512.",
        ),
    ),
)
