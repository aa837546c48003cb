"""Network in Network (Lin et al. 2013, section 3): every convolution is followed by a small network at each place."""

from collections import OrderedDict
from dataclasses import dataclass

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import BatchNorm2d, Conv2d
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.options import Options, choice, toggle
from cnnviz.words import Words

Window = tuple[int, int, int]  # kernel, stride, padding
Block = tuple[tuple[int, ...], Window]  # channels of each layer, window of the first
CLASSES = 0  # stands for the number of classes, known from the options
BLOCKS: dict[str, tuple[Block, ...]] = {
    "imagenet": (
        ((96, 96, 96), (11, 4, 0)),
        ((256, 256, 256), (5, 1, 2)),
        ((384, 384, 384), (3, 1, 1)),
        ((1024, 1024, CLASSES), (3, 1, 1)),
    ),
    "cifar": (
        ((192, 160, 96), (5, 1, 2)),
        ((192, 192, 192), (5, 1, 2)),
        ((192, 192, CLASSES), (3, 1, 1)),
    ),
}
DROPOUT_AFTER = {"imagenet": (3,), "cifar": (1, 2)}  # the poolings behind which outputs are dropped


@dataclass(frozen=True)
class NiNOptions(Options):
    layout: str = choice(
        "imagenet", "cifar", default="imagenet",
        label=Words(ko="구성", en="Layout"),
        help=Words(
            ko="imagenet: 블록 4개, 첫 커널 11×11. cifar: 블록 3개, 첫 커널 5×5.",
            en="imagenet: four blocks, the first kernel 11×11; cifar: three blocks, 5×5.",
        ),
    )  # fmt: skip
    mlpconv: bool = toggle(
        True,
        label=Words(ko="1×1 층 (mlpconv)", en="1×1 layers (mlpconv)"),
        help=Words(
            ko="끄면 블록마다 합성곱 하나만 남습니다. 맵의 크기와 블록의 출력 채널은 그대로입니다.",
            en="Off leaves one convolution in each block; maps and the block's channels out stay as they are.",
        ),
    )
    ceil_pooling: bool = toggle(
        False,
        label=Words(ko="풀링 크기 올림", en="Poolings round up"),
        help=Words(
            ko="Caffe와 cuda-convnet은 올림합니다. ImageNet 구성의 마지막 맵이 5×5에서 6×6이 됩니다.",
            en="Caffe and cuda-convnet round up: the last map of the ImageNet layout is then 6×6, not 5×5.",
        ),
    )
    batch_norm: bool = usual.batch_norm(False)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    dropout: float = usual.dropout(0.5)
    classes: int = usual.classes(1000)
    init: str = usual.init()


class NiN(nn.Module):
    def __init__(self, options: NiNOptions):
        super().__init__()
        blocks = BLOCKS[options.layout]
        layers: OrderedDict[str, nn.Module] = OrderedDict()
        channels = 3
        for number, (widths, window) in enumerate(blocks, start=1):
            widths = [width or options.classes for width in widths]
            last = number == len(blocks)
            layers[f"mlpconv{number}"] = _mlpconv(channels, widths, window, options, options.se and not last)
            channels = widths[-1]
            if not last:
                layers[f"pool{number}"] = nn.MaxPool2d(3, stride=2, ceil_mode=options.ceil_pooling)
            if number in DROPOUT_AFTER[options.layout]:
                layers[f"drop{number}"] = dropout(options.dropout)
        self.features = nn.Sequential(layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        return self.flatten(self.avgpool(self.features(x)))


def _mlpconv(channels: int, widths: list[int], window: Window, options: NiNOptions, se: bool) -> nn.Sequential:
    """A convolution and the 1x1 layers behind it, which the authors call cccp; without them, their width remains."""
    layers: OrderedDict[str, nn.Module] = OrderedDict()
    for place, width in enumerate(widths if options.mlpconv else widths[-1:]):
        name, kernel, number = (f"cccp{place}", (1, 1, 0), str(place)) if place else ("conv", window, "")
        layers[name] = Conv2d(channels, width, *kernel, bias=not options.batch_norm)
        if options.batch_norm:
            layers[f"bn{number}"] = BatchNorm2d(width)
        layers[f"relu{number}"] = activation(options.activation)
        channels = width
    if se:
        layers["se"] = SqueezeExcite(channels, options.reduction)
    return nn.Sequential(layers)


ZOO = Words(
    ko="논문은 CIFAR의 구성만 다룹니다. 이 망은 저자가 Caffe Model Zoo에 낸 것으로, 7,595,176 × 4바이트가 거기 적힌 29 MB입니다. "
    "Caffe는 풀링을 올림하여 마지막 맵이 6×6입니다.",
    en="The paper treats CIFAR only. This net is the author's in the Caffe model zoo, where 7,595,176 × 4 bytes are the "
    "29 MB it says. Caffe rounds its poolings up, which makes the last map 6×6.",
)
DEFINITION = Words(
    ko="논문은 채널 수를 싣지 않았습니다. 저자의 cuda-convnet 정의(cifar-10_def)를 따릅니다.",
    en="The paper prints no channels; these are the author's definition for cuda-convnet (cifar-10_def).",
)
LIN = "Lin 2013, Table {} (NiN with dropout{})"
VARIANTS = (
    Variant(
        "nin", "NiN (ImageNet)", NiNOptions(), note=ZOO,
        results=(Result("ImageNet", "Caffe model zoo, NIN-Imagenet (centre crop)", 40.64),),
    ),
    Variant(
        "nin_cifar", "NiN (CIFAR-10)", NiNOptions("cifar", ceil_pooling=True, classes=10), (3, 32, 32), note=DEFINITION,
        results=(
            Result("CIFAR-10", LIN.format(1, ""), 10.41),
            Result("CIFAR-10", LIN.format(1, ", data augmentation"), 8.81),
            Result("CIFAR-100", LIN.format(2, ""), 35.68),
            Result("SVHN", LIN.format(3, ""), 2.35),
        ),
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="nin", title="Network in Network", year=2013, authors="Lin, Chen, Yan", paper="arXiv:1312.4400, section 3",
    idea=Words(
        ko="합성곱 뒤에 1×1 층을 두어 자리마다 작은 신경망이 채널을 섞게 하고, 끝은 전역 평균 풀링으로 맺습니다.",
        en="Layers of 1×1 behind each convolution are a small network that mixes channels at every place; "
        "global average pooling ends it.",
    ),
    change=Words(
        ko="AlexNet의 완전 연결 층을 없애 파라미터를 6100만에서 760만으로 줄였습니다.",
        en="Drops AlexNet's linear layers, and with them goes from 61 million parameters to 7.6 million.",
    ),
    options=NiNOptions, build=NiN, variants=VARIANTS,
    pitfalls=(
        Words(
            ko="1×1 합성곱은 이웃 화소를 보지 않습니다. 한 자리의 채널들에 거는 완전 연결 층을 모든 자리에 쓰는 것과 같습니다.",
            en="A 1×1 convolution sees no neighbouring pixels: it is one linear layer over the channels, used at every place.",
        ),
        Words(
            ko="전역 평균 풀링에는 가중치가 없습니다. 마지막 블록이 클래스마다 맵 하나를 내고 그 평균이 점수입니다.",
            en="Global average pooling has no weights: the last block makes one map for each class, whose mean is the score.",
        ),
    ),
)  # fmt: skip
