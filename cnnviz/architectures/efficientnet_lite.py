"""EfficientNet-Lite: EfficientNet (Tan & Le 2019, Table 1) without gates, with ReLU6, stem and head of fixed size."""

from dataclasses import dataclass
from math import ceil

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.round_channels import round_channels
from cnnviz.architectures.blocks.same_padding import SamePadding
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.architectures.blocks.state_keys import rename_keys
from cnnviz.options import Options, number, toggle
from cnnviz.words import Words

STAGES = (  # expansion, kernel, stride, channels, blocks: Table 1, stages 2 to 8
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
EPS, MOMENTUM = 1e-3, 0.01  # of batch normalisation, as released


@dataclass(frozen=True)
class EfficientNetLiteOptions(Options):
    width: float = number(
        1.0, 0.25, 2, 0.1,
        label=Words(ko="폭 계수", en="Width coefficient"),
        help=Words(ko="채널 수에 곱하고 8의 배수로 맞춥니다.", en="Multiplies the channels, in multiples of 8."),
    )  # fmt: skip
    depth: float = number(
        1.0, 0.25, 2, 0.1,
        label=Words(ko="깊이 계수", en="Depth coefficient"),
        help=Words(
            ko="첫 단계와 마지막 단계를 뺀 단계의 블록 수에 곱하고 올립니다.",
            en="Multiplies the blocks of all stages but the first and the last, rounded up.",
        ),
    )  # fmt: skip
    residual: bool = toggle(
        True,
        label=Words(ko="건너뛰기 연결", en="Skip connections"),
        help=Words(
            ko="크기가 같은 블록에서 입력을 출력에 더합니다.",
            en="Adds a block's input to its output where sizes allow.",
        ),
    )
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation("relu6", more=("relu6",))
    se: bool = usual.se()
    reduction: int = usual.reduction(4)
    dropout: float = usual.dropout(0.2)
    init: str = usual.init()
    classes: int = usual.classes(1000)


class MBConv(nn.Module):
    """1x1 to `expansion` times as many channels, depthwise convolution there, 1x1 back without activation."""

    def __init__(
        self,
        channels_in: int,
        channels: int,
        expansion: int,
        kernel: int,
        stride: int,
        options: EfficientNetLiteOptions,
    ):
        super().__init__()
        wide, bias = channels_in * expansion, not options.batch_norm
        self.expand_conv = None
        if expansion > 1:
            self.expand_conv = Conv2d(channels_in, wide, 1, bias=bias)
            self.bn0 = norm(options.batch_norm, wide, EPS, MOMENTUM)
            self.relu0 = activation(options.activation)
        self.pad = SamePadding(kernel, stride) if stride > 1 else None
        around = 0 if self.pad else kernel // 2
        self.depthwise_conv = Conv2d(wide, wide, kernel, stride, around, groups=wide, bias=bias)
        self.bn1 = norm(options.batch_norm, wide, EPS, MOMENTUM)
        self.relu1 = activation(options.activation)
        # EfficientNet's C/r counts the channels that come in, not the expanded ones
        self.se_module = SqueezeExcite(wide, options.reduction * expansion) if options.se else None
        self.project_conv = Conv2d(wide, channels, 1, bias=bias)
        self.bn2 = norm(options.batch_norm, channels, EPS, MOMENTUM)
        self.residual = options.residual and stride == 1 and channels_in == channels
        rename_keys(self, {name: f"_{name}" for name, part in self.named_children() if list(part.parameters())})

    def forward(self, x: Tensor) -> Tensor:
        y = x
        if self.expand_conv is not None:
            y = self.relu0(self.bn0(self.expand_conv(y)))
        if self.pad is not None:
            y = self.pad(y)
        y = self.relu1(self.bn1(self.depthwise_conv(y)))
        if self.se_module is not None:
            y = self.se_module(y)
        y = self.bn2(self.project_conv(y))
        return y + x if self.residual else y


class EfficientNetLite(nn.Module):
    def __init__(self, options: EfficientNetLiteOptions):
        super().__init__()
        bias = not options.batch_norm
        self.pad_stem = SamePadding(3, 2)
        self.conv_stem = Conv2d(3, 32, 3, stride=2, bias=bias)
        self.bn0 = norm(options.batch_norm, 32, EPS, MOMENTUM)
        self.relu0 = activation(options.activation)
        self.stage1, self.stage2, self.stage3, self.stage4, self.stage5, self.stage6, self.stage7 = _stages(options)
        self.conv_head = Conv2d(round_channels(320 * options.width), 1280, 1, bias=bias)
        self.bn1 = norm(options.batch_norm, 1280, EPS, MOMENTUM)
        self.relu1 = activation(options.activation)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dropout = nn.Dropout(options.dropout) if options.dropout else nn.Identity()
        self.fc = Linear(1280, options.classes)
        initialise(self, options.init)
        rename_keys(self, _released_blocks(self))

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu0(self.bn0(self.conv_stem(self.pad_stem(x))))
        x = self.stage4(self.stage3(self.stage2(self.stage1(x))))
        x = self.stage7(self.stage6(self.stage5(x)))
        x = self.relu1(self.bn1(self.conv_head(x)))
        return self.fc(self.dropout(self.flatten(self.avgpool(x))))


def _stages(options: EfficientNetLiteOptions) -> list[nn.Sequential]:
    """The seven stages; the first block of each changes channels and size, the others keep both."""
    stages: list[nn.Sequential] = []
    before = 32
    for place, (expansion, kernel, stride, width, count) in enumerate(STAGES):
        channels = round_channels(width * options.width)
        count = ceil(count * options.depth) if 0 < place < len(STAGES) - 1 else count
        blocks = [MBConv(before, channels, expansion, kernel, stride, options)]
        blocks += [MBConv(channels, channels, expansion, kernel, 1, options) for _ in range(count - 1)]
        stages.append(nn.Sequential(*blocks))
        before = channels
    return stages


def _released_blocks(model: EfficientNetLite) -> dict[str, str]:
    """Where the released weights file has each part of the network: `stage2.0` is its `_blocks.1`."""
    stages = [(name, stage) for name, stage in model.named_children() if isinstance(stage, nn.Sequential)]
    blocks = [f"{name}.{place}" for name, stage in stages for place in range(len(stage))]
    names = {name: f"_{name}" for name in ("conv_stem", "bn0", "conv_head", "bn1", "fc")}
    return names | {block: f"_blocks.{index}" for index, block in enumerate(blocks)}


ARCHITECTURE = Architecture(
    name="efficientnet_lite",
    title="EfficientNet-Lite",
    year=2020,
    authors="Tan, Le",
    paper="arXiv:1905.11946, Table 1; TensorFlow release of March 2020",
    idea=Words(
        ko="깊이, 폭, 해상도를 한 계수로 함께 키웁니다. Lite는 모바일 기기에 없는 연산을 뺐습니다.",
        en="Depth, width and resolution grow together by one coefficient; Lite leaves out what phones lack.",
    ),
    change=Words(
        ko="MobileNetV2의 블록에 5×5 합성곱을 더한 EfficientNet에서 SE를 빼고 Swish를 ReLU6로 바꾸었습니다.",
        en="EfficientNet's blocks, MobileNetV2's with some 5×5 convolutions, without SE, and ReLU6 in place of Swish.",
    ),
    options=EfficientNetLiteOptions,
    build=EfficientNetLite,
    variants=(
        Variant(
            "efficientnet_lite0",
            "EfficientNet-Lite0",
            EfficientNetLiteOptions(),
            results=(Result("ImageNet", "README of the TensorFlow release (float32)", 24.9),),
            note=Words(
                ko="배포판의 407 M은 합성곱과 선형 층(385 M)보다 큽니다. 차이는 출력 하나당 약 3회입니다.",
                en="The release's 407 M exceed its convolutions and linear layers (385 M) by about 3 for each output.",
            ),
        ),
    ),
    pitfalls=(
        Words(
            ko="TensorFlow의 SAME 패딩은 stride 2에서 남는 0을 오른쪽과 아래에 붙입니다. "
            "양쪽에 똑같이 붙이면 크기는 같아도 답이 달라집니다.",
            en="TensorFlow's SAME padding puts the odd zero right and below at stride 2; "
            "the same padding on both sides keeps the sizes, not the answers.",
        ),
        Words(
            ko="Lite에는 SE가 없습니다. ‘se’를 켜면 파라미터 수가 EfficientNet-B0의 5,288,548과 같아집니다.",
            en="Lite has no SE; with “se” on, the parameters are those of EfficientNet-B0, 5,288,548.",
        ),
    ),
)
