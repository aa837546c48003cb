"""ResNet for ImageNet (He et al. 2015, Table 1), and its wide, grouped and gated descendants."""

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.residual_options import ResidualOptions
from cnnviz.architectures.blocks.stages import block_kind, residual_stages, tail, zero_last_norms
from cnnviz.architectures.blocks.state_keys import rename_keys
from cnnviz.options import choice
from cnnviz.words import Words

BLOCKS_PER_STAGE = {18: "2,2,2,2", 34: "3,4,6,3", 50: "3,4,6,3", 101: "3,4,23,3", 152: "3,8,36,3"}


@dataclass(frozen=True)
class ResNetOptions(ResidualOptions):
    blocks_per_stage: str = choice(
        *dict.fromkeys(BLOCKS_PER_STAGE.values()), default="3,4,6,3",
        label=Words(ko="단계별 블록 수", en="Blocks per stage"),
        help=Words(
            ko="층 수 = 블록 수 × 블록의 합성곱 수(기본 2, 병목 3) + 2.",
            en="Layers = blocks × convolutions in a block (basic 2, bottleneck 3) + 2.",
        ),
    )  # fmt: skip
    stem_pool: str = choice(
        "released", "padded", "ceil", default="released",
        label=Words(ko="첫 풀링의 가장자리", en="Edge of the first pooling"),
        help=Words(
            ko="padded: 1픽셀 패딩(torchvision), ceil: 패딩 없이 올림(Caffe), released: stride 위치에 맞는 배포판.",
            en="padded: by one pixel (torchvision); ceil: unpadded, rounded up (Caffe); released: as came with the stride.",
        ),
    )  # fmt: skip
    classes: int = usual.classes(1000)


class ResNet(nn.Module):
    def __init__(self, options: ResNetOptions):
        super().__init__()
        counts = [int(count) for count in options.blocks_per_stage.split(",")]
        channels = 512 * block_kind(options).expansion
        self.conv1 = Conv2d(3, 64, 7, stride=2, padding=3, bias=not options.batch_norm)
        self.bn1 = norm(options.batch_norm, 64)
        self.relu = activation(options.activation)
        self.maxpool = _stem_pool(options)
        self.layer1, self.layer2, self.layer3, self.layer4 = residual_stages(
            (64, 128, 256, 512), counts, (1, 2, 2, 2), 64, options
        )
        self.tail = tail(channels, options)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.fc = Linear(channels, options.classes)
        initialise(self, options.init)
        if options.zero_init_residual:
            zero_last_norms(self)
        if options.se:  # the names under which the authors' weights were released
            rename_keys(self, {"conv1": "layer0.conv1", "bn1": "layer0.bn1", "fc": "last_linear"})

    def forward(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(self.flatten(self.avgpool(self.tail(x))))


def _stem_pool(options: ResNetOptions) -> nn.MaxPool2d:
    ceil = options.stem_pool == "ceil" or (options.stem_pool == "released" and options.stride_in == "1x1")
    return nn.MaxPool2d(3, stride=2, ceil_mode=True) if ceil else nn.MaxPool2d(3, stride=2, padding=1)


def _options(depth: int, **changes: Any) -> ResNetOptions:
    block = "basic" if depth < 50 else "bottleneck"
    return ResNetOptions(blocks_per_stage=BLOCKS_PER_STAGE[depth], block=block, **changes)


def _variant(name: str, title: str, options: ResNetOptions, *results: tuple, note: Words | None = None) -> Variant:
    return Variant(name, title, options, results=tuple(Result("ImageNet", *result) for result in results), note=note)


def _se(depth: int, **changes: Any) -> ResNetOptions:
    """As released by the authors: stride in the first 1x1 for the plain bottleneck, rounded-up stem pooling."""
    stride_in = "1x1" if depth >= 50 and "groups" not in changes else "3x3"
    return _options(depth, se=True, stride_in=stride_in, stem_pool="ceil", **changes)


STRIDE = Words(
    ko="논문의 3.8 G는 첫 1×1에 stride를 둔 원래 망의 값(3.86 G)이고, torchvision 배치(3×3)는 4.09 G입니다.",
    en="The paper's 3.8 G is the original net with its stride in the first 1×1 (3.86 G); torchvision's has 4.09 G.",
)
HE1, HE4 = "He 2015, Table 3 (10-crop)", "He 2015, Table 4 (single model, dense multi-scale)"
HU, XIE = "Hu 2018, Table 2 (1-crop)", "Xie 2017, Table 5 (1-crop)"
RESNEXT = {"groups": 32, "width_per_group": 4}
VARIANTS = (
    _variant("resnet18", "ResNet-18", _options(18), ("He 2015, Table 2 (10-crop)", 27.88)),
    _variant("resnet34", "ResNet-34", _options(34), ("He 2015, Table 3 (10-crop, B)", 24.52, 7.46), (HE4, 21.84, 5.71)),
    _variant("resnet50", "ResNet-50", _options(50), (HE1, 22.85, 6.71), (HE4, 20.74, 5.25), note=STRIDE),
    _variant("resnet101", "ResNet-101", _options(101), (HE1, 21.75, 6.05), (HE4, 19.87, 4.6), note=STRIDE),
    _variant("resnet152", "ResNet-152", _options(152), (HE1, 21.43, 5.71), (HE4, 19.38, 4.49), note=STRIDE),
    _variant("plain18", "Plain-18", _options(18, residual=False), ("He 2015, Table 2 (10-crop)", 27.94)),
    _variant("plain34", "Plain-34", _options(34, residual=False), (HE1, 28.54, 10.02)),
    _variant("se_resnet18", "SE-ResNet-18", _se(18)),
    _variant("se_resnet34", "SE-ResNet-34", _se(34)),
    _variant("se_resnet50", "SE-ResNet-50", _se(50), (HU, 23.29, 6.62)),
    _variant("se_resnet101", "SE-ResNet-101", _se(101), (HU, 22.38, 6.07)),
    _variant("se_resnet152", "SE-ResNet-152", _se(152), (HU, 21.57, 5.73)),
    _variant(
        "wide_resnet50_2", "Wide ResNet-50-2", _options(50, width_per_group=128),
        ("Zagoruyko 2016, Table 8 (1-crop)", 21.9, 6.03),
    ),
    _variant("resnext50_32x4d", "ResNeXt-50 (32×4d)", _options(50, **RESNEXT), (XIE, 22.2)),
    _variant("resnext101_32x4d", "ResNeXt-101 (32×4d)", _options(101, **RESNEXT), (XIE, 21.2, 5.6)),
    _variant("resnext101_32x8d", "ResNeXt-101 (32×8d)", _options(101, groups=32, width_per_group=8)),
    _variant("resnext101_64x4d", "ResNeXt-101 (64×4d)", _options(101, groups=64, width_per_group=4), (XIE, 20.4, 5.3)),
    _variant("se_resnext50_32x4d", "SE-ResNeXt-50 (32×4d)", _se(50, **RESNEXT), (HU, 21.1, 5.49)),
    _variant("se_resnext101_32x4d", "SE-ResNeXt-101 (32×4d)", _se(101, **RESNEXT), (HU, 20.7, 5.01)),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="resnet",
    title="ResNet",
    year=2015,
    authors="He, Zhang, Ren, Sun",
    paper="arXiv:1512.03385, Table 1",
    idea=Words(
        ko="블록은 입력과의 차이만 배우고, 입력은 지름길로 그대로 지나갑니다.",
        en="A block learns only the difference from its input; the input itself passes by on a shortcut.",
    ),
    change=Words(
        ko="VGG처럼 3×3을 쌓되 블록마다 지름길을 더해 152층까지 학습됩니다.",
        en="Stacks 3×3 convolutions as VGG does, and adds a shortcut around every block, so that 152 layers still train.",
    ),
    options=ResNetOptions,
    build=ResNet,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="성능 저하(degradation) 그림은 CIFAR-10의 plain-20과 plain-56입니다. CIFAR-100이 아닙니다.",
            en="The degradation figure shows plain-20 and plain-56 on CIFAR-10, not CIFAR-100 (He 2015, Fig. 1).",
        ),
        Words(
            ko="ResNet은 가중치 감쇠 1e-4로, 드롭아웃 없이 학습합니다(3.4절). 1e-5와 드롭아웃 0.5라는 표기는 틀린 것입니다.",
            en="ResNet trains with weight decay 1e-4 and without dropout (section 3.4), not 1e-5 and dropout 0.5.",
        ),
        Words(
            ko="크기를 절반으로 줄이는 것은 2~4단계뿐입니다. 1단계는 56×56을 유지합니다.",
            en="Only stages 2 to 4 halve the map; stage 1 keeps 56×56, since the stem has already divided by 4.",
        ),
        Words(
            ko="초기화의 분산은 2/n입니다. √(2/n)은 분산이 아니라 표준편차입니다.",
            en="The variance of the initial weights is 2/n; √(2/n) is their standard deviation, not their variance.",
        ),
    ),
)
