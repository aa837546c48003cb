"""LeNet-5 (LeCun et al. 1998, section II-B and Table I), and the net that most books mean by the name."""

from collections import OrderedDict
from dataclasses import dataclass

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.digit_codes import DigitCodes
from cnnviz.architectures.blocks.fixed_head import check_last_map
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import BatchNorm2d, Conv2d, Linear
from cnnviz.architectures.blocks.partial_convolution import PartialConvolution
from cnnviz.architectures.blocks.subsampling import Subsampling
from cnnviz.options import Options, choice
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class LeNetOptions(Options):
    pooling: str = choice(
        "average", "max", "trainable", default="average",
        label=Words(ko="풀링", en="Pooling"),
        help=Words(
            ko="trainable은 1998년의 부표본화입니다: 네 값의 합에 계수를 곱하고 편향을 더해 활성화합니다.",
            en="trainable is the sub-sampling of 1998: the sum of four times a coefficient plus a bias, then squashed.",
        ),
    )  # fmt: skip
    c3: str = choice(
        "full", "partial", default="full",
        label=Words(ko="C3의 연결", en="Connections of C3"),
        help=Words(
            ko="partial은 논문의 표 1: 맵마다 S2의 3, 4, 6개 맵만 봅니다. 파라미터 2416개가 1516개가 됩니다.",
            en="partial is Table I of the paper: each map sees 3, 4 or 6 maps of S2; 1516 parameters instead of 2416.",
        ),
    )  # fmt: skip
    output: str = choice(
        "linear", "digit_codes", default="linear",
        label=Words(ko="출력층", en="Output layer"),
        help=Words(
            ko="digit_codes는 논문의 RBF: 숫자 그림(7×12)과의 거리이며 배우는 값이 없습니다.",
            en="digit_codes are the paper's RBF units: the distance to a drawing (7×12) of each digit; nothing is learnt.",
        ),
    )  # fmt: skip
    channels_in: int = choice(
        1, 3, default=1,
        label=Words(ko="입력 채널", en="Channels of the picture"),
        help=Words(ko="1은 흑백(MNIST), 3은 컬러(CIFAR-10)입니다.", en="1 is grey (MNIST), 3 is colour (CIFAR-10)."),
    )  # fmt: skip
    first_padding: int = choice(
        0, 2, default=0,
        label=Words(ko="C1의 패딩", en="Padding of C1"),
        help=Words(
            ko="32×32이면 0, MNIST의 28×28을 그대로 쓰면 2입니다.", en="0 for 32×32, 2 for MNIST's 28×28 as it is."
        ),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(False)
    activation: str = usual.activation("tanh", more=("scaled_tanh",))
    dropout: float = usual.dropout(0.0)
    classes: int = usual.classes(10)
    init: str = usual.init("xavier")

    def check(self) -> None:
        """The fixed codes are drawings of ten digits."""
        if self.output == "digit_codes" and self.classes != 10:
            raise Refusal(TEN_DIGITS)


class LeNet(nn.Module):
    """The layers have the paper's names; each is a row of modules."""

    def __init__(self, options: LeNetOptions):
        super().__init__()
        bias = not options.batch_norm
        c1 = Conv2d(options.channels_in, 6, 5, padding=options.first_padding, bias=bias)
        c3 = PartialConvolution(bias) if options.c3 == "partial" else Conv2d(6, 16, 5, bias=bias)
        self.c1 = _squashed(c1, 6, options)
        self.s2 = _pooling(6, options)
        self.c3 = _squashed(c3, 16, options)
        self.s4 = _pooling(16, options)
        self.c5 = _squashed(Conv2d(16, 120, 5, bias=bias), 120, options)
        self.flatten = nn.Flatten()
        self.f6 = _squashed(Linear(120, 84), 0, options)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.output = DigitCodes() if options.output == "digit_codes" else Linear(84, options.classes)
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        x = self.s2(self.c1(x))
        x = self.s4(self.c3(x))
        x = self.f6(self.flatten(self.c5(x)))
        if self.dropout is not None:
            x = self.dropout(x)
        return self.output(x)


def _squashed(weighted: nn.Module, channels: int, options: LeNetOptions) -> nn.Sequential:
    """A layer with weights and its activation; batch norm between them where the layer has maps."""
    row: OrderedDict[str, nn.Module] = OrderedDict(weights=weighted)
    if options.batch_norm and channels:
        row["bn"] = BatchNorm2d(channels)
    row["squash"] = activation(options.activation)
    return nn.Sequential(row)


def _pooling(channels: int, options: LeNetOptions) -> nn.Module:
    if options.pooling == "trainable":
        return nn.Sequential(OrderedDict(sum=Subsampling(channels), squash=activation(options.activation)))
    return nn.MaxPool2d(2) if options.pooling == "max" else nn.AvgPool2d(2)


def _check_input(options: LeNetOptions, shape: tuple[int, int, int]) -> None:
    if shape[0] != options.channels_in:
        raise Refusal(OTHER_CHANNELS.format(picture=shape[0], wanted=options.channels_in))
    pool = (2, 2, 0)
    check_last_map(shape, [(5, 1, options.first_padding), pool, (5, 1, 0), pool], wanted=5, advice=OTHER_SIZES)


TEN_DIGITS = Words(
    ko="RBF 출력층에는 열 개 숫자의 그림만 있습니다. ‘classes’를 10으로 하거나 ‘output’을 linear로 바꾸십시오.",
    en="The RBF output has drawings of ten digits only: set “classes” to 10 or “output” to linear.",
)
OTHER_CHANNELS = Words(
    ko="그림은 {picture}채널인데 C1은 {wanted}채널을 받습니다. 그림을 바꾸거나 ‘channels_in’을 {picture}로 하십시오.",
    en="The picture has {picture} channels, but C1 takes {wanted}: change the picture, or “channels_in” to {picture}.",
)
OTHER_SIZES = Words(
    ko="32×32 그림을 쓰거나, 28×28이면 ‘first_padding’을 2로 하십시오.",
    en="Use 32×32, or 28×28 with “first_padding” 2.",
)
COMMON_NET = Words(
    ko="61,706개는 C3을 모두 잇고 RBF 대신 선형 출력을 둔 통상의 망입니다. 논문의 망은 60,000개를 배웁니다.",
    en="61,706 parameters are the usual net, with C3 connected in full and a linear output; the paper's learns 60,000.",
)
ORIGINAL = Words(
    ko="배우는 값은 60,000개입니다. 논문의 연결 340,908개에는 부표본화, 편향, RBF도 들어 있습니다. "
    "RBF의 숫자 그림은 논문에 수로 실리지 않아 새로 그렸습니다.",
    en="60,000 numbers are learnt; the paper's 340,908 connections include sub-sampling, biases and RBF units. "
    "The RBF units' drawings, printed as a picture only, are drawn anew.",
)
VARIANTS = (
    Variant("lenet5", "LeNet-5", LeNetOptions(), (1, 32, 32), note=COMMON_NET),
    Variant(
        "lenet5_1998", "LeNet-5 (1998)",
        LeNetOptions(pooling="trainable", c3="partial", output="digit_codes", activation="scaled_tanh"), (1, 32, 32),
        results=(
            Result("MNIST", "LeCun 1998, section III-B (test)", 0.95),
            Result("MNIST", "LeCun 1998, section III-B (trained with distortions)", 0.8),
        ),
        note=ORIGINAL,
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="lenet", title="LeNet", year=1998, authors="LeCun, Bottou, Bengio, Haffner",
    paper="Proceedings of the IEEE 86(11), section II-B",
    idea=Words(
        ko="같은 작은 필터를 그림 전체에 쓰고 점점 줄여 가면, 위치가 달라도 숫자를 알아봅니다.",
        en="The same small filters all over the picture, and maps that shrink, recognise a digit wherever it stands.",
    ),
    change=Words(
        ko="화소를 모두 잇는 완전 연결 망 대신 국소 수용 영역, 가중치 공유, 부표본화를 함께 씁니다.",
        en="Instead of connecting every pixel, it joins local receptive fields, shared weights and sub-sampling.",
    ),
    options=LeNetOptions, build=LeNet, variants=VARIANTS, check_input=_check_input,
    pitfalls=(
        Words(
            ko="층의 순서는 C1-S2-C3-S4-C5-F6-OUTPUT입니다. C5는 5×5 맵에 거는 5×5 합성곱이며, 결과가 1×1이라 완전 연결과 같습니다.",
            en="The layers are C1-S2-C3-S4-C5-F6-OUTPUT; C5 is a 5×5 convolution on 5×5 maps, which amounts to a linear layer.",
        ),
        Words(
            ko="논문의 출력은 소프트맥스가 아니라 고정된 RBF 10개이고, 거리가 가장 작은 숫자가 답입니다. 84→10 선형 층은 뒤에 나온 것입니다.",
            en="The paper's output is ten fixed RBF units, not a softmax: the smallest distance wins; the linear 84→10 came later.",
        ),
        Words(
            ko="입력은 32×32입니다. MNIST의 28×28을 그대로 넣으려면 C1에 패딩 2가 필요합니다.",
            en="The input is 32×32; MNIST's 28×28 as it is needs a padding of 2 in C1.",
        ),
    ),
)  # fmt: skip
