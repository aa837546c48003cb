"""VGG (Simonyan & Zisserman 2014, Table 1): rows of 3x3 convolutions, and a pooling that halves the map after each."""

from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layer_list import POOLING, Step, check_picture_size, read_layers
from cnnviz.architectures.blocks.layers import BatchNorm2d, Conv2d
from cnnviz.architectures.blocks.linear_head import hidden, linear_head
from cnnviz.architectures.blocks.local_response_norm import local_response_norm
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.options import Options, choice, text, toggle
from cnnviz.words import Words

A = "64,M,128,M,256,256,M,512,512,M,512,512,M"
B = "64,64,M,128,128,M,256,256,M,512,512,M,512,512,M"
C = "64,64,M,128,128,M,256,256,conv1-256,M,512,512,conv1-512,M,512,512,conv1-512,M"
D = "64,64,M,128,128,M,256,256,256,M,512,512,512,M,512,512,512,M"
E = "64,64,M,128,128,M,256,256,256,256,M,512,512,512,512,M,512,512,512,512,M"
CIFAR_16 = "32,32,M,64,64,128,128,128,M,256,256,256,512,512,512,M"
CIFAR_19 = "32,32,M,64,64,128,128,128,128,M,256,256,256,256,512,512,512,512,M"


@dataclass(frozen=True)
class VGGOptions(Options):
    layers: str = text(
        D,
        label=Words(ko="층 목록", en="Layers"),
        help=Words(
            ko="숫자는 합성곱의 채널 수, M은 2×2 최대 풀링입니다. conv1-256은 그 층만 1×1로 합니다.",
            en="A number is a convolution's channels, M a 2×2 max-pooling; conv1-256 makes that one 1×1.",
        ),
    )
    kernel: int = choice(
        3, 5, 7, default=3,
        label=Words(ko="커널 크기", en="Kernel size"),
        help=Words(
            ko="3×3 세 번은 7×7 한 번과 같은 영역을 보고 가중치는 27C² 대 49C²입니다 (2.3절).",
            en="Three 3×3 see as far as one 7×7, with 27C² weights instead of 49C² (section 2.3).",
        ),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(False)
    lrn: bool = toggle(
        False,
        label=Words(ko="첫 합성곱 뒤 LRN", en="LRN after the first convolution"),
        help=Words(
            ko="A-LRN의 국소 응답 정규화입니다. 논문에서는 오차를 줄이지 못했습니다.",
            en="Local response normalisation as in A-LRN; in the paper it did not lower the error.",
        ),
    )
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    head_size: int = choice(
        1, 4, 7, default=7,
        label=Words(ko="분류기가 받는 맵의 크기", en="Map that the classifier takes"),
        help=Words(
            ko="평균 풀링이 마지막 맵을 이 크기로 맞춥니다. 논문은 7×7, 강의의 CIFAR 망은 4×4입니다.",
            en="Average pooling brings the last map to this size: 7×7 in the paper, 4×4 in the lecture's CIFAR nets.",
        ),
    )  # fmt: skip
    hidden: int = hidden()
    dropout: float = usual.dropout(0.5)
    classes: int = usual.classes(1000)
    init: str = usual.init()

    def check(self) -> None:
        """The list of layers must be readable."""
        read_layers(self.layers)


class VGG(nn.Module):
    def __init__(self, options: VGGOptions):
        super().__init__()
        steps = read_layers(options.layers)
        channels = [step.width for step in steps if step != POOLING][-1]
        self.features = nn.Sequential(*_features(steps, options))
        self.avgpool = nn.AdaptiveAvgPool2d(options.head_size)
        self.flatten = nn.Flatten()
        self.classifier = nn.Sequential(*linear_head(channels * options.head_size**2, options))
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.flatten(self.avgpool(self.features(x))))


def _features(steps: list[Step], options: VGGOptions) -> list[nn.Module]:
    """Convolutions and poolings in the order of the list; what is switched off leaves no gap, as in torchvision."""
    layers: list[nn.Module] = []
    channels = 3
    for step in steps:
        if step == POOLING:
            layers.append(nn.MaxPool2d(2, stride=2))
            continue
        first = not layers
        layers += _convolution(channels, step, options)
        if first and options.lrn:
            layers.append(local_response_norm())
        channels = step.width
    return layers


def _convolution(channels: int, step: Step, options: VGGOptions) -> list[nn.Module]:
    kernel = step.kernel or options.kernel
    layers: list[nn.Module] = [Conv2d(channels, step.width, kernel, padding=kernel // 2)]
    if options.batch_norm:
        layers.append(BatchNorm2d(step.width))
    layers.append(activation(options.activation))
    if options.se:
        layers.append(SqueezeExcite(step.width, options.reduction))
    return layers


PAPER = {
    "1 scale": "Simonyan 2014, Table 3 (dense, S = Q = 256)",
    "jittered": "Simonyan 2014, Table 3 (dense, S in [256; 512], Q = 384)",
    "scales": "Simonyan 2014, Table 4 (dense, multi-scale)",
    "crops": "Simonyan 2014, Table 5 (dense and multi-crop, multi-scale)",
    "torchvision": "torchvision IMAGENET1K_V1 (1-crop)",
    "SE": "Hu 2018, Table 2 (1-crop)",
}


def _variant(name: str, title: str, note: Words | None = None, errors: Any = (), **options: Any) -> Variant:
    results = (Result("ImageNet", PAPER[how], *rates) for how, *rates in errors)
    return Variant(name, title, VGGOptions(**options), results=tuple(results), note=note)


def _cifar(name: str, title: str, layers: str, *results: Result) -> Variant:
    return Variant(name, title, VGGOptions(layers, head_size=4, classes=10), (3, 32, 32), results, THREE_POOLINGS)


COUNTED_SHORT = Words(
    ko="VGG-16의 단계별 합성곱은 2, 2, 3, 3, 3개입니다: 곱셈-덧셈 15.47 G(합성곱만 15.3 G), 합성곱 출력 51.7 MiB. "
    "널리 쓰이는 13.6 G와 48.6 MB는 2, 2, 2, 3, 3개로 잘못 센 값입니다.",
    en="The stages of VGG-16 have 2, 2, 3, 3, 3 convolutions: 15.47 G multiply-adds (15.3 G in convolutions), "
    "51.7 MiB of outputs. The 13.6 G and 48.6 MB that one often reads count 2, 2, 2, 3, 3.",
)
WITH_NORM = Words(
    ko="SENet 논문은 이 망도 비교 대상 VGG-16(27.02/8.81)도 배치 정규화로 학습했고, 파라미터 수는 싣지 않았습니다.",
    en="The SENet paper trained this net and its baseline VGG-16 (27.02/8.81) with batch norm; it prints no size.",
)
THREE_POOLINGS = Words(
    ko="세 번 풀링한 32×32는 4×4이고 분류기는 512·4·4개를 받습니다. 마지막 합성곱이 256채널이면 맞지 않습니다.",
    en="Three poolings leave 4×4 of 32×32 and the classifier takes 512·4·4: a last convolution of 256 would not fit.",
)
D_ERRORS = (("1 scale", 27.0, 8.8), ("jittered", 25.6, 8.1), ("scales", 24.8, 7.5))
E_ERRORS = (("1 scale", 27.3, 9.0), ("jittered", 25.5, 8.0), ("scales", 24.8, 7.5), ("crops", 24.4, 7.1))
VARIANTS = (
    _variant("vgg11", "VGG-11 (A)", layers=A, errors=[("1 scale", 29.6, 10.4)]),
    _variant("vgg11_bn", "VGG-11 (A) + BN", layers=A, batch_norm=True, errors=[("torchvision", 29.63, 10.19)]),
    _variant("vgg11_lrn", "VGG-11 (A-LRN)", layers=A, lrn=True, errors=[("1 scale", 29.7, 10.5)]),
    _variant("vgg11_lrn_bn", "VGG-11 (A-LRN) + BN", layers=A, lrn=True, batch_norm=True),
    _variant("vgg13", "VGG-13 (B)", layers=B, errors=[("1 scale", 28.7, 9.9)]),
    _variant("vgg13_bn", "VGG-13 (B) + BN", layers=B, batch_norm=True, errors=[("torchvision", 28.414, 9.626)]),
    _variant("vgg16_1x1", "VGG-16 (C)", layers=C, errors=[("1 scale", 28.1, 9.4), ("jittered", 27.3, 8.8)]),
    _variant("vgg16_1x1_bn", "VGG-16 (C) + BN", layers=C, batch_norm=True),
    _variant("vgg16", "VGG-16 (D)", COUNTED_SHORT, layers=D, errors=D_ERRORS),
    _variant("vgg16_bn", "VGG-16 (D) + BN", layers=D, batch_norm=True, errors=[("torchvision", 26.64, 8.484)]),
    _variant("vgg19", "VGG-19 (E)", layers=E, errors=E_ERRORS),
    _variant("vgg19_bn", "VGG-19 (E) + BN", layers=E, batch_norm=True, errors=[("torchvision", 25.782, 8.158)]),
    _variant("se_vgg16", "SE-VGG-16", WITH_NORM, batch_norm=True, se=True, errors=[("SE", 25.22, 7.7)]),
    _cifar("vgg16_cifar", "VGG-16 (CIFAR-10)", CIFAR_16, Result("CIFAR-10", "Lecture, lab 10-5-2 (30 epochs)", 27.0)),
    _cifar("vgg19_cifar", "VGG-19 (CIFAR-10)", CIFAR_19),
)

ARCHITECTURE = Architecture(
    name="vgg", title="VGG", year=2014, authors="Simonyan, Zisserman", paper="arXiv:1409.1556, Table 1",
    idea=Words(
        ko="작은 3×3 합성곱을 깊게 쌓으면 큰 커널보다 적은 가중치로 같은 영역을 봅니다.",
        en="A deep stack of small 3×3 convolutions sees as far as large kernels do, with fewer weights.",
    ),
    change=Words(
        ko="AlexNet의 11×11, 5×5 커널을 3×3의 연속으로 바꾸어 8층을 19층까지 늘렸습니다.",
        en="Replaces AlexNet's 11×11 and 5×5 kernels by rows of 3×3, and grows from 8 layers to 19.",
    ),
    options=VGGOptions, build=VGG, variants=VARIANTS,
    check_input=lambda options, shape: check_picture_size(read_layers(options.layers), *shape[1:]),
    pitfalls=(
        COUNTED_SHORT,
        Words(
            ko="먼저 학습한 얕은 망은 7층이 아니라 11층짜리 A(합성곱 8, 완전 연결 3)입니다(3.1절).",
            en="The shallow net trained first is A: 11 layers (8 convolutions, 3 linear), not 7 (section 3.1).",
        ),
        Words(
            ko="3×3 세 번의 가중치는 27C², 7×7 한 번은 49C²입니다. C가 아니라 C²에 비례합니다.",
            en="Three 3×3 have 27C² weights, one 7×7 has 49C²: proportional to C², not to C.",
        ),
        Words(
            ko="적응형 풀링의 i번째 창은 ⌊i·in/out⌋부터 ⌈(i+1)·in/out⌉까지입니다. 커널 in − (out − 1)·stride는 out이 in을 나눌 때만 늘 맞습니다.",
            en="Window i of adaptive pooling is ⌊i·in/out⌋ to ⌈(i+1)·in/out⌉; in − (out − 1)·stride if out divides in.",
        ),
    ),
)  # fmt: skip
