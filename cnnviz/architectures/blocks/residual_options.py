"""The options that every network of residual blocks has."""

from dataclasses import dataclass

from cnnviz.architectures.blocks import usual_options as usual
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
    block: str = choice(
        "basic", "bottleneck", default="basic",
        label=Words(ko="블록", en="Block"),
        help=Words(
            ko="basic: 3×3 두 개, bottleneck: 1×1로 줄이고 3×3, 1×1로 늘립니다.",
            en="basic: two 3×3; bottleneck: 1×1 down, 3×3, 1×1 up.",
        ),
    )  # fmt: skip
    stride_in: str = choice(
        "3x3", "1x1", default="3x3",
        label=Words(ko="병목 블록의 stride 위치", en="Bottleneck stride in"),
        help=Words(
            ko="논문은 첫 1×1에 stride 2를 둡니다(ResNet-50: 3.86 G). torchvision은 3×3에 둡니다(4.09 G).",
            en="The paper strides in the first 1×1 (ResNet-50: 3.86 G), torchvision in the 3×3 (4.09 G).",
        ),
    )  # fmt: skip
    groups: int = choice(
        1, 2, 4, 8, 16, 32, 64, default=1,
        label=Words(ko="그룹 수 (cardinality)", en="Groups (cardinality)"),
        help=Words(
            ko="병목 블록의 3×3을 그룹으로 나눕니다 (ResNeXt).", en="Splits the bottleneck's 3×3 into groups (ResNeXt)."
        ),
    )  # fmt: skip
    width_per_group: int = choice(
        4, 8, 16, 32, 64, 128, default=64,
        label=Words(ko="그룹당 폭", en="Width per group"),
        help=Words(
            ko="64는 ResNet, 128은 Wide ResNet-50-2, 4는 ResNeXt 32×4d입니다.",
            en="64 is ResNet, 128 is Wide ResNet-50-2, 4 is ResNeXt 32×4d.",
        ),
    )  # fmt: skip
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
        """Refuse what some block cannot carry."""
        if self.survival < 1 and not self.residual:
            raise Refusal(SURVIVAL_NEEDS_SHORTCUT)
        if self.zero_init_residual and not (self.batch_norm and self.residual):
            raise Refusal(ZERO_INIT_NEEDS_NORM)
        if self.zero_init_residual and self.preactivation:
            raise Refusal(ZERO_INIT_NEEDS_POSTACTIVATION)
        if self.block == "basic" and (self.groups, self.width_per_group, self.stride_in) != (1, 64, "3x3"):
            raise Refusal(NEEDS_BOTTLENECK)


SURVIVAL_NEEDS_SHORTCUT = Words(
    ko="블록을 건너뛰려면 지름길이 있어야 합니다. ‘residual’을 켜거나 ‘survival’을 1로 두십시오.",
    en="A block can only be skipped along a shortcut: turn “residual” on, or set “survival” to 1.",
)
ZERO_INIT_NEEDS_NORM = Words(
    ko="0에서 시작할 마지막 BN이 없습니다. ‘batch_norm’과 ‘residual’을 켜거나 ‘zero_init_residual’을 끄십시오.",
    en="No last BN to start at zero: turn “batch_norm” and “residual” on, or “zero_init_residual” off.",
)
ZERO_INIT_NEEDS_POSTACTIVATION = Words(
    ko="사전 활성화 블록은 BN으로 끝나지 않습니다. ‘preactivation’이나 ‘zero_init_residual’을 끄십시오.",
    en="A pre-activation block does not end with a BN: turn “preactivation” or “zero_init_residual” off.",
)
NEEDS_BOTTLENECK = Words(
    ko="그룹, 그룹당 폭, stride 위치는 병목 블록에만 있습니다. ‘block’을 bottleneck으로 바꾸십시오.",
    en="Groups, width per group and the place of the stride exist in bottleneck blocks only: set “block” to bottleneck.",
)
