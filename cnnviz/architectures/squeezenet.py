"""SqueezeNet (Iandola et al. 2016, Table 1, Figure 2): AlexNet's accuracy with a fiftieth of its parameters."""

from collections import OrderedDict
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import BatchNorm2d, Conv2d
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.architectures.blocks.state_keys import rename_keys
from cnnviz.options import Options, choice, toggle
from cnnviz.words import Words

FIRST = {"1.0": (96, 7), "1.1": (64, 3)}  # channels and kernel of conv1
POOLS_AFTER = {"1.0": (1, 4, 8), "1.1": (1, 3, 5)}  # conv1 is 1, the fire modules are 2 to 9
FIRES = {2: (16, 64), 3: (16, 64), 4: (32, 128), 5: (32, 128), 6: (48, 192), 7: (48, 192), 8: (64, 256), 9: (64, 256)}


@dataclass(frozen=True)
class SqueezeNetOptions(Options):
    version: str = choice(
        "1.0", "1.1", default="1.0",
        label=Words(ko="버전", en="Version"),
        help=Words(
            ko="1.1은 첫 층을 3×3, 64채널로 줄이고 풀링을 앞당겨 계산이 2.4배 적습니다.",
            en="1.1 has a first layer of 3×3 with 64 channels and pools earlier: 2.4 times less to compute.",
        ),
    )  # fmt: skip
    bypass: bool = toggle(
        False,
        label=Words(ko="우회 연결", en="Bypass"),
        help=Words(
            ko="채널 수가 같은 fire 3, 5, 7, 9의 입력을 출력에 더합니다 (그림 2의 simple bypass).",
            en="Adds the input of fire 3, 5, 7 and 9, where the channels fit, to the output (simple bypass in Figure 2).",
        ),
    )
    last_padding: int = choice(
        0, 1, default=0,
        label=Words(ko="conv10의 패딩", en="Padding of conv10"),
        help=Words(
            ko="저자의 Caffe 배포판은 1을 씁니다. torchvision은 0입니다.",
            en="The authors' Caffe release pads by 1, torchvision not.",
        ),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(False)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    dropout: float = usual.dropout(0.5)
    classes: int = usual.classes(1000)
    init: str = usual.init()


class Fire(nn.Module):
    """1x1 to few channels (squeeze), then 1x1 and 3x3 side by side (expand), put behind one another."""

    def __init__(self, number: int, channels_in: int, options: SqueezeNetOptions):
        super().__init__()
        few, many = FIRES[number]
        bias = not options.batch_norm
        self.squeeze = Conv2d(channels_in, few, 1, bias=bias)
        self.squeeze_activation = _normed(few, options)
        self.expand1x1 = Conv2d(few, many, 1, bias=bias)
        self.expand1x1_activation = _normed(many, options)
        self.expand3x3 = Conv2d(few, many, 3, padding=1, bias=bias)
        self.expand3x3_activation = _normed(many, options)
        self.se = SqueezeExcite(2 * many, options.reduction) if options.se else None
        self.bypass = options.bypass and channels_in == 2 * many

    def forward(self, x: Tensor) -> Tensor:
        few = self.squeeze_activation(self.squeeze(x))
        small, large = self.expand1x1(few), self.expand3x3(few)
        y = torch.cat((self.expand1x1_activation(small), self.expand3x3_activation(large)), 1)
        if self.se is not None:
            y = self.se(y)
        return y + x if self.bypass else y


class SqueezeNet(nn.Module):
    def __init__(self, options: SqueezeNetOptions):
        super().__init__()
        channels, kernel = FIRST[options.version]
        layers: OrderedDict[str, nn.Module] = OrderedDict()
        layers["conv1"] = Conv2d(3, channels, kernel, stride=2, bias=not options.batch_norm)
        layers["relu1"] = _normed(channels, options)
        for number in range(1, 10):
            if number > 1:
                layers[f"fire{number}"] = Fire(number, channels, options)
                channels = 2 * FIRES[number][1]
            if number in POOLS_AFTER[options.version]:
                layers[f"pool{number}"] = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.features = nn.Sequential(layers)
        self.drop9 = dropout(options.dropout)
        self.conv10 = Conv2d(512, options.classes, 1, padding=options.last_padding, bias=not options.batch_norm)
        self.relu10 = _normed(options.classes, options)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        initialise(self, options.init)
        numbers = {f"features.{name}": f"features.{place}" for place, name in enumerate(layers)}
        rename_keys(self, {**numbers, "conv10": "classifier.1"})  # torchvision's

    def forward(self, x: Tensor) -> Tensor:
        x = self.drop9(self.features(x))
        return self.flatten(self.avgpool(self.relu10(self.conv10(x))))


def _normed(channels: int, options: SqueezeNetOptions) -> nn.Module:
    """The activation behind a convolution, with batch norm before it where that is on."""
    act = activation(options.activation)
    return nn.Sequential(OrderedDict(bn=BatchNorm2d(channels), act=act)) if options.batch_norm else act


SMALL = Words(
    ko="0.47 MB(510배)는 이 망을 다시 6비트로 압축한 크기입니다. 망 자체는 1,248,424개, fp32로 4.8 MB이며 AlexNet의 50분의 1입니다.",
    en="0.47 MB (510 times smaller) is this net after compression to 6 bits; the net itself has 1,248,424 parameters, "
    "4.8 MB in fp32, a fiftieth of AlexNet's.",
)
AS_GOOD = Words(
    ko="저자가 나중에 낸 판입니다. 정확도는 1.0과 같고 계산은 2.4배 적다고 저자가 적었으며, 세어 보면 819 M과 349 M입니다.",
    en="The authors' later release: as accurate as 1.0 with 2.4 times less to compute, they say; counted, 819 M and 349 M.",
)
VARIANTS = (
    Variant(
        "squeezenet1_0", "SqueezeNet 1.0", SqueezeNetOptions(), note=SMALL,
        results=(
            Result("ImageNet", "Iandola 2016, Table 2", 42.5, 19.7),
            Result("ImageNet", "torchvision IMAGENET1K_V1 (1-crop)", 41.908, 19.58),
        ),
    ),
    Variant(
        "squeezenet1_1", "SqueezeNet 1.1", SqueezeNetOptions("1.1"), note=AS_GOOD,
        results=(Result("ImageNet", "torchvision IMAGENET1K_V1 (1-crop)", 41.822, 19.376),),
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="squeezenet", title="SqueezeNet", year=2016, authors="Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer",
    paper="arXiv:1602.07360, Table 1",
    idea=Words(
        ko="1×1로 채널을 조인 뒤에만 3×3을 쓰고 풀링을 늦추어, 적은 파라미터로 AlexNet만큼 정확합니다.",
        en="It squeezes the channels by 1×1 before any 3×3 and pools late: as accurate as AlexNet with few parameters.",
    ),
    change=Words(
        ko="AlexNet의 큰 커널과 완전 연결 층을 fire 모듈과 전역 평균 풀링으로 바꾸었습니다.",
        en="Fire modules and global average pooling take the place of AlexNet's large kernels and linear layers.",
    ),
    options=SqueezeNetOptions, build=SqueezeNet, variants=VARIANTS,
    pitfalls=(
        Words(
            ko="작은 것은 파라미터이지 계산이 아닙니다. 곱셈-덧셈은 819 M으로 AlexNet의 724 M보다 많습니다.",
            en="What is small are the parameters, not the computing: 819 M multiply-adds, more than AlexNet's 724 M.",
        ),
        Words(
            ko="squeeze라는 이름이 같지만 SENet의 squeeze(전역 평균)와는 다릅니다. 여기서는 채널을 줄이는 1×1 합성곱입니다.",
            en="Its squeeze is a 1×1 convolution to fewer channels, not the global average that SENet calls squeeze.",
        ),
    ),
)  # fmt: skip
