"""The Inception module (Szegedy et al. 2014, Figure 2; Ioffe & Szegedy 2015, Figure 5), naive or with 1x1 reductions."""

from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor, nn

from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.conv_norm_act import ConvNormAct
from cnnviz.architectures.blocks.inception_widths import LAYOUTS, Widths
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.same_pooling import SameMaxPool2d
from cnnviz.architectures.blocks.squeeze_excite import SqueezeExcite
from cnnviz.options import Options, choice, toggle
from cnnviz.words import Words


@dataclass(frozen=True)
class InceptionOptions(Options):
    """What every Inception module lets one switch."""

    layout: str = choice(
        *LAYOUTS, default="paper",
        label=Words(ko="구성", en="Layout"),
        help=Words(
            ko="paper: 5×5 갈래(GoogLeNet), torchvision: 5×5 대신 3×3, bn_inception: 5×5를 3×3 두 개로 나누고 풀링 대신 "
            "stride 2 모듈(배포판), bn_inception_paper: 같은 망의 논문 그림 5 채널 수.",
            en="paper: with the 5×5 branch (GoogLeNet); torchvision: 3×3 in its place; bn_inception: two 3×3 in its "
            "place, and modules of stride 2 for pooling, as released; bn_inception_paper: with the widths of Figure 5.",
        ),
    )  # fmt: skip
    reduce: bool = toggle(
        True,
        label=Words(ko="1×1 차원 축소", en="1×1 reduction"),
        help=Words(
            ko="끄면 단순(naive) 인셉션 모듈이 됩니다. 채널이 모듈마다 쌓여 연산량이 크게 늘어납니다.",
            en="Off leaves the naive module: channels pile up from module to module, and so do multiply-adds.",
        ),
    )
    batch_norm: bool = usual.batch_norm(False)
    conv_bias: bool = toggle(
        True,
        label=Words(ko="합성곱의 편향", en="Bias in convolutions"),
        help=Words(
            ko="배치 정규화가 지우므로 보통 함께 쓰지 않지만, BN-Inception 배포판(Caffe)에는 남아 있습니다.",
            en="Batch norm takes it out again, so the two seldom go together; the release of BN-Inception (Caffe) has both.",
        ),
    )
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()


class Inception(nn.Module):
    """1x1, 3x3 and 5x5 convolutions and a pooling side by side on one map; their answers are concatenated."""

    def __init__(self, channels_in: int, widths: Widths, options: InceptionOptions):
        super().__init__()
        conv = partial(conv_unit, options)
        stride = 1 if widths.one else 2
        five = LAYOUTS[options.layout].five
        to_three, narrow3 = _reduction(options, channels_in, widths.three_reduced)
        to_five, narrow5 = _reduction(options, channels_in, widths.five_reduced)
        after_pool, projected = _reduction(options, channels_in, widths.projected)
        self.branch1 = conv(channels_in, widths.one, 1) if widths.one else None
        self.branch2 = nn.Sequential(*to_three, conv(narrow3, widths.three, 3, stride))
        self.branch3 = nn.Sequential(*to_five, conv(narrow5, widths.five, five[0]))
        if len(five) == 2:
            self.branch3.append(conv(widths.five, widths.five, five[1], stride))
        self.branch4 = nn.Sequential(_pool(widths.pool, stride), *after_pool)
        self.channels = widths.one + widths.three + widths.five + projected
        self.se_module = SqueezeExcite(self.channels, options.reduction) if options.se else None

    def forward(self, x: Tensor) -> Tensor:
        answers = [] if self.branch1 is None else [self.branch1(x)]
        answers += [self.branch2(x), self.branch3(x), self.branch4(x)]
        y = torch.cat(answers, 1)
        return y if self.se_module is None else self.se_module(y)


def _reduction(options: InceptionOptions, channels_in: int, channels: int) -> tuple[list[nn.Module], int]:
    """A 1x1 convolution to `channels`, and how many come out of it; without one all `channels_in` do."""
    if not channels:
        return [], channels_in
    if not options.reduce:
        return [nn.Identity()], channels_in
    return [conv_unit(options, channels_in, channels, 1)], channels


def conv_unit(options: InceptionOptions, channels_in: int, channels: int, kernel: int, stride: int = 1) -> ConvNormAct:
    """A convolution that keeps the size of the map (stride 1), with norm and activation as `options` say."""
    bn = norm(True, channels, LAYOUTS[options.layout].eps) if options.batch_norm else None
    return ConvNormAct(channels_in, channels, kernel, stride, kernel // 2, bn, options.activation, options.conv_bias)


def _pool(kind: str, stride: int) -> nn.Module:
    if stride == 2:
        return SameMaxPool2d(3, 2)
    return nn.AvgPool2d(3, 1, padding=1) if kind == "avg" else nn.MaxPool2d(3, 1, padding=1)
