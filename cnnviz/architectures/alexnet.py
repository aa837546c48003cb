"""AlexNet (Krizhevsky et al. 2012, section 3 and Figure 2), and the single tower that torchvision took over."""

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
from cnnviz.architectures.blocks.state_keys import rename_keys
from cnnviz.options import Options, choice, toggle
from cnnviz.words import Words

TWO_TOWERS, ONE_TOWER = "96,256,384,384,256", "64,192,384,256,256"
TORCHVISION_KEYS = {
    "features.conv1": "features.0", "features.conv2": "features.3", "features.conv3": "features.6",
    "features.conv4": "features.8", "features.conv5": "features.10",
    "classifier.fc6": "classifier.1", "classifier.fc7": "classifier.4", "classifier.fc8": "classifier.6",
}  # fmt: skip


@dataclass(frozen=True)
class AlexNetOptions(Options):
    channels: str = choice(
        TWO_TOWERS, ONE_TOWER, default=TWO_TOWERS,
        label=Words(ko="합성곱의 채널 수", en="Channels of the convolutions"),
        help=Words(
            ko="96…은 2012년 논문의 두 GPU를 합한 수, 64…는 torchvision의 한 줄 망입니다.",
            en="96… are both GPUs of the 2012 paper together, 64… torchvision's single tower.",
        ),
    )  # fmt: skip
    groups: int = choice(
        1, 2, default=2,
        label=Words(ko="그룹 수 (GPU 수)", en="Groups (GPUs)"),
        help=Words(
            ko="2이면 conv2, 4, 5의 절반은 같은 GPU에 있는 절반의 채널만 봅니다.",
            en="With 2, each half of conv2, 4 and 5 sees only the channels on its own GPU.",
        ),
    )  # fmt: skip
    lrn: bool = toggle(
        True,
        label=Words(ko="국소 응답 정규화 (LRN)", en="Local response normalisation (LRN)"),
        help=Words(
            ko="conv1과 conv2의 ReLU 뒤, 풀링 앞에 있습니다 (3.3절).",
            en="Behind the ReLU of conv1 and conv2, before their pooling (section 3.3).",
        ),
    )
    first_padding: int = choice(
        0, 2, default=0,
        label=Words(ko="conv1의 패딩", en="Padding of conv1"),
        help=Words(
            ko="227×227이면 0, 224×224이면 2일 때 55×55가 됩니다.",
            en="55×55 comes from 227×227 with 0, or from 224×224 with 2.",
        ),
    )  # fmt: skip
    adaptive_pool: bool = adaptive_pool()
    dropout_first: bool = toggle(
        False,
        label=Words(ko="드롭아웃을 층 앞에", en="Dropout before the layer"),
        help=Words(
            ko="논문은 fc6, fc7의 출력에, torchvision은 그 입력에 드롭아웃을 둡니다.",
            en="The paper drops outputs of fc6 and fc7, torchvision drops their inputs.",
        ),
    )
    batch_norm: bool = usual.batch_norm(False)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    hidden: int = hidden()
    dropout: float = usual.dropout(0.5)
    classes: int = usual.classes(1000)
    init: str = usual.init()


class AlexNet(nn.Module):
    def __init__(self, options: AlexNetOptions):
        super().__init__()
        c1, c2, c3, c4, c5 = (int(channels) for channels in options.channels.split(","))
        groups, bias = options.groups, not options.batch_norm
        layers = (
            Conv2d(3, c1, 11, stride=4, padding=options.first_padding, bias=bias),
            Conv2d(c1, c2, 5, padding=2, groups=groups, bias=bias),
            Conv2d(c2, c3, 3, padding=1, bias=bias),
            Conv2d(c3, c4, 3, padding=1, groups=groups, bias=bias),
            Conv2d(c4, c5, 3, padding=1, groups=groups, bias=bias),
        )
        after = {number: [("lrn", _lrn(options)), ("pool", nn.MaxPool2d(3, stride=2))] for number in (1, 2)}
        self.features = convolution_row(layers, {**after, 5: [("pool", nn.MaxPool2d(3, stride=2))]}, options)
        self.avgpool = nn.AdaptiveAvgPool2d(6) if options.adaptive_pool else nn.Identity()
        self.flatten = nn.Flatten()
        self.classifier = linear_head(c5 * 6 * 6, options, options.dropout_first)
        initialise(self, options.init)
        rename_keys(self, TORCHVISION_KEYS)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.flatten(self.avgpool(self.features(x))))


def _lrn(options: AlexNetOptions) -> nn.Module:
    return local_response_norm() if options.lrn else nn.Identity()


def _check_input(options: AlexNetOptions, shape: tuple[int, int, int]) -> None:
    if not options.adaptive_pool:
        pool = (3, 2, 0)
        check_last_map(shape, [(11, 4, options.first_padding), pool, pool, pool], wanted=6, advice=OTHER_SIZES)


OTHER_SIZES = Words(
    ko="227×227 그림을 쓰거나, 224×224이면 ‘first_padding’을 2로 하거나, ‘adaptive_pool’을 켜십시오.",
    en="Use 227×227, or 224×224 with “first_padding” 2, or turn “adaptive_pool” on.",
)
TWO_HUNDRED_27 = Words(
    ko="논문의 224×224는 오기입니다. 패딩 없이 11×11, stride 4로 55×55가 되려면 227×227이어야 합니다.",
    en="The paper's 224×224 is a slip: 11×11 with stride 4 and no padding makes 55×55 of 227×227.",
)
THREE_NETS = Words(
    ko="AlexNet이라 불리는 망은 셋입니다. 2012년 원본(96, 227, 패딩 0 → 55), torchvision(64, 224, 패딩 2 → 55), "
    "EECS 498 강의(64, 227, 패딩 2 → 56). 풀링 뒤에는 모두 27, 13, 6입니다.",
    en="Three nets are called AlexNet: the original of 2012 (96, 227, padding 0 → 55), torchvision's (64, 224, padding "
    "2 → 55) and that of EECS 498 (64, 227, padding 2 → 56); behind the poolings all have 27, 13, 6.",
)
VARIANTS = (
    Variant(
        "alexnet", "AlexNet (2012)", AlexNetOptions(), (3, 227, 227), note=TWO_HUNDRED_27,
        results=(
            Result("ImageNet", "Krizhevsky 2012, Table 2 (1 CNN, validation, 10-crop)", 40.7, 18.2),
            Result("ImageNet", "Krizhevsky 2012, Table 1 (ILSVRC-2010 test)", 37.5, 17.0),
            Result("ImageNet", "BVLC Caffe, bvlc_alexnet (centre crop)", 42.9, 19.8),
        ),
    ),
    Variant(
        "alexnet_owt", "AlexNet (torchvision, one tower)",
        AlexNetOptions(ONE_TOWER, groups=1, lrn=False, first_padding=2, adaptive_pool=True, dropout_first=True),
        results=(Result("ImageNet", "torchvision IMAGENET1K_V1 (1-crop)", 43.478, 20.934),), note=THREE_NETS,
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="alexnet", title="AlexNet", year=2012, authors="Krizhevsky, Sutskever, Hinton", paper="NIPS 2012, section 3",
    idea=Words(
        ko="큰 합성곱 망을 ReLU와 드롭아웃으로 GPU 두 대에서 학습하여 ImageNet의 오차를 크게 줄였습니다.",
        en="A large convolutional net with ReLU and dropout, trained on two GPUs, cuts the error on ImageNet by far.",
    ),
    change=Words(
        ko="LeNet보다 깊고 넓으며 tanh 대신 ReLU, 부표본화 대신 겹치는 최대 풀링을 쓰고 LRN과 드롭아웃을 더했습니다.",
        en="Deeper and wider than LeNet: ReLU for tanh, overlapping max-pooling for sub-sampling; LRN and dropout.",
    ),
    options=AlexNetOptions, build=AlexNet, variants=VARIANTS, check_input=_check_input,
    pitfalls=(
        THREE_NETS,
        Words(
            ko="순서는 합성곱, ReLU, LRN, 풀링입니다(3.5절). 풀링 뒤에 LRN을 두는 것은 CaffeNet입니다.",
            en="The order is convolution, ReLU, LRN, pooling (section 3.5); LRN behind the pooling is CaffeNet.",
        ),
        Words(
            ko="LRN은 이 논문(3.3절)의 것으로 k=2, n=5, α=1e-4, β=0.75입니다. torch는 α를 n으로 나누므로 5e-4입니다.",
            en="LRN is this paper's own (section 3.3): k=2, n=5, α=1e-4, β=0.75; torch, dividing α by n, needs 5e-4.",
        ),
        Words(
            ko="가중치 층은 5개가 아니라 8개(합성곱 5, 완전 연결 3)입니다. ReLU는 이미 있었습니다(Nair & Hinton 2010).",
            en="It has 8 layers with weights (5 convolutions, 3 linear), not 5; ReLU is older (Nair & Hinton 2010).",
        ),
        Words(
            ko="conv3만 두 GPU의 모든 채널을 봅니다. conv4는 3×3×192 필터 384개입니다.",
            en="Only conv3 sees the channels of both GPUs; conv4 has 384 filters of 3×3×192.",
        ),
        Words(
            ko="증강 2048배는 논문의 값(4.1절)입니다. 256에서 224를 자르는 위치는 33×33곳, 반전까지 2178가지입니다. "
            "10개 조각의 평균은 증강이 아니라 평가 방법입니다.",
            en="The paper counts 2048-fold augmentation (section 4.1), but 224 fits into 256 at 33×33 places, with "
            "flips 2178. Averaging ten crops belongs to testing, not to augmentation.",
        ),
    ),
)  # fmt: skip
