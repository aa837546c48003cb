"""ZFNet (Zeiler & Fergus 2013, Figure 3): AlexNet with a first layer that looks more closely."""

from dataclasses import dataclass

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.convolution_row import convolution_row
from cnnviz.architectures.blocks.fixed_head import check_last_map
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.linear_head import adaptive_pool, hidden, linear_head
from cnnviz.architectures.blocks.local_response_norm import local_response_norm
from cnnviz.options import Options, choice, toggle
from cnnviz.words import Words

WINDOWS = ((7, 2, 1), (3, 2, 1), (5, 2, 0), (3, 2, 1), (3, 2, 0))  # conv1, pool1, conv2, pool2, pool5


@dataclass(frozen=True)
class ZFNetOptions(Options):
    last_channels: str = choice(
        "384,384,256", "512,1024,512", default="384,384,256",
        label=Words(ko="conv3, 4, 5의 채널 수", en="Channels of conv3, 4 and 5"),
        help=Words(
            ko="512,1024,512는 표 2의 (b) 모델입니다.", en="512,1024,512 is model (b) of the paper's Table 2."
        ),
    )  # fmt: skip
    lrn: bool = toggle(
        True,
        label=Words(ko="국소 응답 정규화 (LRN)", en="Local response normalisation (LRN)"),
        help=Words(
            ko="첫 두 풀링 뒤에 있습니다. AlexNet에서는 풀링 앞에 있습니다.",
            en="Behind the first two poolings; in AlexNet it stands before them.",
        ),
    )
    adaptive_pool: bool = adaptive_pool()
    batch_norm: bool = usual.batch_norm(False)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    hidden: int = hidden()
    dropout: float = usual.dropout(0.5)
    classes: int = usual.classes(1000)
    init: str = usual.init()


class ZFNet(nn.Module):
    def __init__(self, options: ZFNetOptions):
        super().__init__()
        c3, c4, c5 = (int(channels) for channels in options.last_channels.split(","))
        bias = not options.batch_norm
        layers = (
            Conv2d(3, 96, 7, stride=2, padding=1, bias=bias),
            Conv2d(96, 256, 5, stride=2, bias=bias),
            Conv2d(256, c3, 3, padding=1, bias=bias),
            Conv2d(c3, c4, 3, padding=1, bias=bias),
            Conv2d(c4, c5, 3, padding=1, bias=bias),
        )
        after = {number: [("pool", nn.MaxPool2d(3, stride=2, padding=1)), ("lrn", _lrn(options))] for number in (1, 2)}
        self.features = convolution_row(layers, {**after, 5: [("pool", nn.MaxPool2d(3, stride=2))]}, options)
        self.avgpool = nn.AdaptiveAvgPool2d(6) if options.adaptive_pool else nn.Identity()
        self.flatten = nn.Flatten()
        self.classifier = linear_head(c5 * 6 * 6, options)
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.flatten(self.avgpool(self.features(x))))


def _lrn(options: ZFNetOptions) -> nn.Module:
    return local_response_norm() if options.lrn else nn.Identity()


def _check_input(options: ZFNetOptions, shape: tuple[int, int, int]) -> None:
    if not options.adaptive_pool:
        check_last_map(shape, WINDOWS, wanted=6, advice=OTHER_SIZES)


OTHER_SIZES = Words(
    ko="224×224 그림을 쓰거나 ‘adaptive_pool’을 켜십시오.", en="Use 224×224, or turn “adaptive_pool” on."
)
PADDINGS = Words(
    ko="논문은 패딩을 적지 않고 맵의 크기 110, 55, 26, 13, 6만 적었습니다. 패딩(1, 1, 0, 1, 0)은 그 크기에서 얻은 것이고, "
    "정규화 상수도 적혀 있지 않아 AlexNet의 것을 썼습니다.",
    en="The paper prints the sizes 110, 55, 26, 13 and 6 but no paddings; those here (1, 1, 0, 1, 0) follow from them. "
    "Nor does it print the constants of its normalisation; they are AlexNet's.",
)
VARIANTS = (
    Variant(
        "zfnet", "ZFNet", ZFNetOptions(), note=PADDINGS,
        results=(Result("ImageNet", "Zeiler & Fergus 2013, Table 2 (1 convnet, Fig. 3, validation)", 38.4, 16.5),),
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="zfnet", title="ZFNet", year=2013, authors="Zeiler, Fergus", paper="arXiv:1311.2901, Figure 3",
    idea=Words(
        ko="특징 맵을 그림으로 되돌려 보고(deconvnet), 그 눈으로 AlexNet의 약점을 찾아 고쳤습니다.",
        en="It projects feature maps back into pictures (a deconvnet), and mends what these show to be weak in AlexNet.",
    ),
    change=Words(
        ko="AlexNet의 conv1을 11×11, stride 4에서 7×7, stride 2로 바꾸고 두 GPU로 나눈 연결을 없앴습니다.",
        en="AlexNet's conv1 goes from 11×11 with stride 4 to 7×7 with stride 2, and the split over two GPUs is gone.",
    ),
    options=ZFNetOptions, build=ZFNet, variants=VARIANTS, check_input=_check_input,
    pitfalls=(
        Words(
            ko="그림 3의 ZFNet은 conv3, 4, 5가 384, 384, 256 그대로입니다(top-5 16.5). "
            "512, 1024, 512는 표 2의 (b) 모델입니다(16.0, 시험 16.1).",
            en="ZFNet of Figure 3 keeps 384, 384, 256 in conv3, 4 and 5 (top-5 16.5); "
            "512, 1024, 512 is model (b) of Table 2 (16.0, test 16.1).",
        ),
    ),
)  # fmt: skip
