"""GoogLeNet (Szegedy et al. 2014, Table 1), torchvision's edition of it, and BN-Inception (Ioffe & Szegedy 2015)."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.auxiliary import AuxiliaryHead, GoogLeNetOutputs, PoolToFour, drop_heads_on_load
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.inception import Inception, InceptionOptions, conv_unit
from cnnviz.architectures.blocks.inception_widths import LAYOUTS, Part
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Linear
from cnnviz.architectures.blocks.local_response_norm import local_response_norm
from cnnviz.options import toggle
from cnnviz.words import Words


@dataclass(frozen=True)
class GoogLeNetOptions(InceptionOptions):
    lrn: bool = toggle(
        True,
        label=Words(ko="국소 반응 정규화 (LRN)", en="Local response normalisation"),
        help=Words(
            ko="첫 합성곱 뒤와 3×3 합성곱 뒤에 두 번 나옵니다. BN-Inception에서 사라졌습니다.",
            en="After the first convolution and after the 3×3 that follows; BN-Inception does without.",
        ),
    )
    aux: bool = toggle(
        True,
        label=Words(ko="보조 분류기", en="Auxiliary heads"),
        help=Words(
            ko="4a와 4d 뒤의 두 분류기입니다. 학습할 때만 손실에 0.3을 곱해 더하고, 추론과 집계에서는 빠집니다.",
            en="Two classifiers behind 4a and 4d: in training their losses count 0.3 each; absent in inference and counts.",
        ),
    )
    dropout: float = usual.dropout(0.4)
    init: str = usual.init()
    classes: int = usual.classes(1000)


class GoogLeNet(nn.Module):
    """Answers logits (n, classes) in evaluation mode; in training mode, with `aux`, `GoogLeNetOutputs`."""

    def __init__(self, options: GoogLeNetOptions):
        super().__init__()
        conv = partial(conv_unit, options)
        part1, part2, part3 = LAYOUTS[options.layout].parts
        self.conv1 = conv(3, 64, 7, 2)
        self.maxpool1 = nn.MaxPool2d(3, 2, ceil_mode=True)
        self.lrn1 = _lrn(options)
        self.conv2 = conv(64, 64, 1)
        self.conv3 = conv(64, 192, 3)
        self.lrn2 = _lrn(options)
        self.maxpool2 = nn.MaxPool2d(3, 2, ceil_mode=True)
        self.to_4a, channels_4a = self._add(part1, 192, options)
        self.to_4d, channels_4d = self._add(part2, channels_4a, options)
        self.to_5b, channels = self._add(part3, channels_4d, options)
        self.aux1 = _head(channels_4a, options) if options.aux else None
        self.aux2 = _head(channels_4d, options) if options.aux else None
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dropout = dropout(options.dropout)
        self.fc = Linear(channels, options.classes)
        initialise(self, options.init)
        if not options.aux:
            drop_heads_on_load(self)

    def _add(self, part: Part, channels: int, options: GoogLeNetOptions) -> tuple[tuple[str, ...], int]:
        """Own the modules of `part`, which `channels` reach; their names, and the channels that leave the last."""
        for name, row in part.items():
            if isinstance(row, int):
                self.add_module(name, nn.MaxPool2d(row, 2, ceil_mode=True))
            else:
                module = Inception(channels, row, options)
                self.add_module(name, module)
                channels = module.channels
        return tuple(part), channels

    def forward(self, x: Tensor) -> Tensor | GoogLeNetOutputs:
        x = self.lrn1(self.maxpool1(self.conv1(x)))
        x = self.maxpool2(self.lrn2(self.conv3(self.conv2(x))))
        map_4a = self._run(self.to_4a, x)
        map_4d = self._run(self.to_4d, map_4a)
        x = self._run(self.to_5b, map_4d)
        logits = self.fc(self.dropout(self.flatten(self.avgpool(x))))
        if self.training and self.aux1 is not None and self.aux2 is not None:
            return GoogLeNetOutputs(logits, self.aux1(map_4a), self.aux2(map_4d))
        return logits

    def _run(self, names: tuple[str, ...], x: Tensor) -> Tensor:
        for name in names:
            x = getattr(self, name)(x)
        return x


def _lrn(options: GoogLeNetOptions) -> nn.Module:
    """k = 1, and alpha divided by n: the constants of the Caffe release; the paper gives none."""
    return local_response_norm(k=1, alpha=1e-4 / 5) if options.lrn else nn.Identity()


def _head(channels: int, options: GoogLeNetOptions) -> AuxiliaryHead:
    pool = nn.AdaptiveAvgPool2d(4) if options.layout == "torchvision" else PoolToFour()
    return AuxiliaryHead(pool, conv_unit(options, channels, 128, 1), options.classes, options.activation)


def _variant(name: str, title: str, options: GoogLeNetOptions, *results: tuple, note: Words) -> Variant:
    return Variant(name, title, options, results=tuple(Result("ImageNet", *result) for result in results), note=note)


def _bn_inception(**changes: Any) -> GoogLeNetOptions:
    return GoogLeNetOptions(layout="bn_inception", batch_norm=True, lrn=False, aux=False, dropout=0.0, **changes)


SZEGEDY, SZEGEDY3, HU = "Szegedy 2014, Table 3 (1 crop)", "Szegedy 2015, Table 3 (1-crop)", "Hu 2018, Table 2 (1-crop)"
FIVE_MILLION = Words(
    ko="흔히 5M이라고 하지만 7.0M이고, 논문 표 1의 합은 6.8M입니다. 보조 분류기는 6.4M을 더합니다(학습할 때만).",
    en="Often told as 5M; it has 7.0M (the paper's Table 1 adds up to 6.8M), and the heads, in training only, 6.4M more.",
)
NOT_FIVE = Words(
    ko="torchvision 판은 LRN 대신 BN을 쓰고, 5×5 자리에 3×3을, 마지막 풀링에 2×2를 둡니다. 5×5라면 7,005,832개입니다.",
    en="torchvision's has BN for LRN, a 3×3 where the 5×5 belongs, and a last pooling of 2×2; with 5×5 it has 7,005,832.",
)
RELEASED = Words(
    ko="배포판의 채널 수입니다. 논문 그림 5는 4c, 4d의 풀링 갈래가 96이라 11,194,984개이고, 첫 층은 분리 합성곱입니다.",
    en="Widths as released. The paper's Figure 5 has 96 for the pooling branch of 4c and 4d (11,194,984 parameters), "
    "and its first layer is a separable convolution.",
)
GATES_COUNTED = Words(
    ko="저자 배포판(Caffe)의 채널 수입니다. 게이트를 곱하는 Scale 층을 학습 층으로 세는 도구는 6,624개 많은 11,938,246을 냅니다.",
    en="Widths as released (Caffe). Tools that take the Scale layers, which multiply by the gates, for learnt ones count "
    "6,624 more: 11,938,246.",
)
VARIANTS = (
    _variant(
        "googlenet", "GoogLeNet", GoogLeNetOptions(init="xavier"),  # fan-out alone makes the narrow 1x1 layers too loud
        (SZEGEDY, None, 10.07), (SZEGEDY3, 29.0, 9.2), note=FIVE_MILLION,
    ),
    _variant(
        "googlenet_torchvision", "GoogLeNet (torchvision)",
        GoogLeNetOptions(layout="torchvision", batch_norm=True, conv_bias=False, lrn=False, dropout=0.2),
        ("torchvision, IMAGENET1K_V1 (1-crop)", 30.222, 10.47), note=NOT_FIVE,
    ),
    _variant("bn_inception", "BN-Inception", _bn_inception(), (SZEGEDY3, 25.2, 7.8), note=RELEASED),
    _variant("se_bn_inception", "SE-BN-Inception", _bn_inception(se=True, conv_bias=False), (HU, 24.23, 7.14), note=GATES_COUNTED),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="googlenet",
    title="GoogLeNet",
    year=2014,
    authors="Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich",
    paper="arXiv:1409.4842, Table 1; BN-Inception: arXiv:1502.03167, Figure 5",
    idea=Words(
        ko="크기가 다른 필터를 나란히 두고, 1×1 합성곱으로 채널을 먼저 줄여 연산량을 아낍니다.",
        en="Filters of several sizes side by side, each after a 1×1 convolution that cuts the channels and so the work.",
    ),
    change=Words(
        ko="VGG의 큰 완전연결층을 전역 평균 풀링으로 바꾸어 매개변수가 138M에서 7M으로 줄었습니다.",
        en="Global average pooling for VGG's large fully connected layers: 7M parameters instead of 138M.",
    ),
    options=GoogLeNetOptions,
    build=GoogLeNet,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="22층은 한 경로에서 가중치가 있는 층의 수입니다. 합성곱은 모두 57개, 완전연결층은 하나입니다.",
            en="22 layers are those with weights along one path; in all there are 57 convolutions and one linear layer.",
        ),
        Words(
            ko="맵의 크기는 풀링이 줄이고, 채널은 1×1 합성곱이 줄입니다. 맥스 풀링은 채널을 줄이지 않습니다.",
            en="Pooling shrinks the map, 1×1 convolutions cut the channels; max pooling leaves the channels alone.",
        ),
        Words(
            ko="끝(맨 앞이 아니라)의 7×7은 가중치 없는 평균 풀링이고, 그 뒤에 1024×1000 완전연결층이 하나 남습니다.",
            en="The 7×7 at the end (not the front) is average pooling without weights; one 1024×1000 linear layer remains.",
        ),
        Words(
            ko="7×7×1024는 50,176입니다(7,168이 아닙니다). 평균 풀링 덕에 마지막 층의 가중치가 49분의 1이 됩니다.",
            en="7×7×1024 is 50,176, not 7,168: average pooling divides the weights of the last layer by 49.",
        ),
        Words(
            ko="보조 분류기의 손실은 그대로 더하지 않고 0.3을 곱해 더하며, 추론할 때는 버립니다(5절).",
            en="The losses of the auxiliary heads count 0.3 each, not fully, and inference drops the heads (section 5).",
        ),
        Words(
            ko="스템의 연산량은 VGG-16의 1/19.5입니다(9,335 M 대 478 M). 1/18은 VGG의 단계를 잘못 센 값입니다.",
            en="The stem needs 1/19.5 of VGG-16's multiply-adds (478 M to 9,335 M); 1/18 comes from miscounted VGG stages.",
        ),
        Words(
            ko="논문 표 1의 첫 행(2.7K, 34M)은 틀렸습니다. 7×7 합성곱의 가중치는 9.4K, 연산은 118M입니다.",
            en="The first row of the paper's Table 1 (2.7K, 34M) is wrong: the 7×7 has 9.4K weights and 118M multiply-adds.",
        ),
    ),
)
