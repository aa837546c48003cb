"""Residual blocks: basic and bottleneck (He et al. 2015, section 3), and both in pre-activation order (He et al. 2016)."""

from dataclasses import dataclass

from torch import Tensor, nn

from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.layers import Conv2d
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.shortcut import shortcut
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.architectures.blocks.stochastic_depth import StochasticDepth
from cnnviz.options import Options, choice, number, toggle
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class ResidualOptions(Options):
    """What every network of residual blocks lets one switch."""

    residual: bool = toggle(
        True,
        label=Words(ko="건너뛰기 연결", en="Skip connections"),
        help=Words(ko="끄면 평범한 깊은 망이 됩니다.", en="Off leaves a plain deep network."),
    )
    shortcut: str = choice(
        "A", "B", "C", default="B",
        label=Words(ko="지름길 방식", en="Shortcut"),
        help=Words(
            ko="A: 늘어난 채널을 0으로 채움, B: 크기가 바뀔 때만 1×1 투영, C: 모든 블록에 투영 (He 2015, 표 3).",
            en="A: zeros for new channels; B: 1×1 projection where the size changes; C: everywhere (He 2015, Table 3).",
        ),
    )  # fmt: skip
    preactivation: bool = toggle(
        False,
        label=Words(ko="사전 활성화", en="Pre-activation"),
        help=Words(
            ko="BN과 ReLU를 합성곱 앞에 둡니다. 지름길은 순수한 항등 경로가 됩니다 (He 2016).",
            en="BN and ReLU come before each convolution; the shortcut stays a pure identity (He 2016).",
        ),
    )
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    survival: float = number(
        1.0, 0.05, 1, 0.05,
        label=Words(ko="마지막 블록의 생존 확률 p_L", en="Survival of the last block p_L"),
        help=Words(
            ko="1보다 작으면 학습할 때 블록을 무작위로 건너뜁니다: p_l = 1 − l/L·(1 − p_L) (Huang 2016).",
            en="Below 1, blocks are skipped at random while training: p_l = 1 − l/L·(1 − p_L) (Huang 2016).",
        ),
    )  # fmt: skip
    dropout: float = usual.dropout(0.0)
    zero_init_residual: bool = toggle(
        False,
        label=Words(ko="마지막 BN을 0으로 시작", en="Zero-init the last BN"),
        help=Words(
            ko="각 블록이 항등 함수로 시작합니다 (Goyal et al. 2017).",
            en="Every block starts as the identity (Goyal et al. 2017).",
        ),
    )
    init: str = usual.init()

    def check(self) -> None:
        """Blocks can only be skipped along a shortcut; the last BN can only start at zero where there is one."""
        if self.survival < 1 and not self.residual:
            raise Refusal(SURVIVAL_NEEDS_SHORTCUT)
        if self.zero_init_residual and not (self.batch_norm and self.residual):
            raise Refusal(ZERO_INIT_NEEDS_NORM)


class ResidualBlock(nn.Module):
    """What all blocks share: the end of the branch, and the shortcut beside it."""

    expansion = 1  # channels out, as a multiple of `planes`

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__()
        channels = planes * self.expansion
        self.se_module = SqueezeExcite(channels, options.reduction) if options.se else None
        self.survive = StochasticDepth(survival) if survival < 1 else None
        self.residual = options.residual
        projection_norm = options.batch_norm and not options.preactivation
        self.downsample = (
            shortcut(options.shortcut, channels_in, channels, stride, projection_norm) if options.residual else None
        )

    def join(self, branch: Tensor, x: Tensor) -> Tensor:
        """The finished branch plus the shortcut of `x`; the branch alone in a plain network."""
        if self.se_module is not None:
            branch = self.se_module(branch)
        if self.survive is not None:
            branch = self.survive(branch)
        if not self.residual:
            return branch
        return branch + (x if self.downsample is None else self.downsample(x))


class BasicBlock(ResidualBlock):
    """Two 3x3 convolutions, and a shortcut around them."""

    def __init__(self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions):
        super().__init__(channels_in, planes, stride, survival, options)
        bias = not options.batch_norm
        self.conv1 = Conv2d(channels_in, planes, 3, stride, padding=1, bias=bias)
        self.bn1 = norm(options.batch_norm, planes)
        self.relu1 = activation(options.activation)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.conv2 = Conv2d(planes, planes, 3, padding=1, bias=bias)
        self.bn2 = norm(options.batch_norm, planes)
        self.relu2 = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu1(self.bn1(self.conv1(x)))
        if self.dropout is not None:
            y = self.dropout(y)
        y = self.bn2(self.conv2(y))
        return self.relu2(self.join(y, x))


class Bottleneck(ResidualBlock):
    """1x1 to few channels, 3x3 there, 1x1 back to four times as many; the shortcut around all three."""

    expansion = 4

    def __init__(
        self, channels_in: int, planes: int, stride: int, survival: float, options: ResidualOptions,
        groups: int = 1, width_per_group: int = 64, stride_in: str = "3x3",
    ):  # fmt: skip
        super().__init__(channels_in, planes, stride, survival, options)
        width = planes * width_per_group // 64 * groups
        first, second = (stride, 1) if stride_in == "1x1" else (1, stride)
        bias = not options.batch_norm
        self.conv1 = Conv2d(channels_in, width, 1, first, bias=bias)
        self.bn1 = norm(options.batch_norm, width)
        self.relu1 = activation(options.activation)
        self.conv2 = Conv2d(width, width, 3, second, padding=1, groups=groups, bias=bias)
        self.bn2 = norm(options.batch_norm, width)
        self.relu2 = activation(options.activation)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None
        self.conv3 = Conv2d(width, planes * 4, 1, bias=bias)
        self.bn3 = norm(options.batch_norm, planes * 4)
        self.relu3 = activation(options.activation)

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu1(self.bn1(self.conv1(x)))
        y = self.relu2(self.bn2(self.conv2(y)))
        if self.dropout is not None:
            y = self.dropout(y)
        y = self.bn3(self.conv3(y))
        return self.relu3(self.join(y, x))


SURVIVAL_NEEDS_SHORTCUT = Words(
    ko="블록을 건너뛰려면 지름길이 있어야 합니다. ‘residual’을 켜거나 ‘survival’을 1로 두십시오.",
    en="A block can only be skipped along a shortcut: turn “residual” on, or set “survival” to 1.",
)
ZERO_INIT_NEEDS_NORM = Words(
    ko="0에서 시작할 마지막 BN이 없습니다. ‘batch_norm’과 ‘residual’을 켜거나 ‘zero_init_residual’을 끄십시오.",
    en="No last BN to start at zero: turn “batch_norm” and “residual” on, or “zero_init_residual” off.",
)
