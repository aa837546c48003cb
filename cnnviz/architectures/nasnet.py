"""NASNet-A (Zoph et al. 2018, Figures 2 and 4): a network stacked from two cells that a search has found."""

from collections import OrderedDict
from dataclasses import dataclass

from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.dropout import dropout
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.nasnet_cells import NormalCell, ReductionCell
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.separable_branch import EPS
from cnnviz.options import Options, choice, number, toggle
from cnnviz.words import Refusal, Words


@dataclass(frozen=True)
class NASNetOptions(Options):
    cells: int = number(
        6, 1, 8, 1,
        label=Words(ko="단계별 일반 셀 수 N", en="Normal cells per stage N"),
        help=Words(
            ko="세 단계에 각각 N개입니다. 이름 ‘6 @ 4032’에서 6이 N입니다.",
            en="N in each of three stages: the 6 of “6 @ 4032”.",
        ),
    )  # fmt: skip
    filters: int = number(
        4032, 96, 4032, 96,
        label=Words(ko="마지막 셀의 채널 수", en="Channels of the last cell"),
        help=Words(
            ko="이름 ‘6 @ 4032’에서 4032입니다. 96의 배수여야 하고, 24분의 1이 첫 단계의 필터 수입니다.",
            en="The 4032 of “6 @ 4032”, a multiple of 96; a 24th of it are the filters of the first stage.",
        ),
    )  # fmt: skip
    stem_filters: int = choice(
        32, 96, default=96,
        label=Words(ko="첫 합성곱의 필터 수", en="Filters of the first convolution"),
        help=Words(ko="작은 망은 32, 큰 망은 96입니다.", en="32 in the mobile net, 96 in the large one."),
    )  # fmt: skip
    skip_reduction: bool = toggle(
        True,
        label=Words(
            ko="축소 셀 다음 셀은 한 셀 더 앞의 맵을 읽음", en="Behind a reduction cell, read one cell further back"
        ),
        help=Words(
            ko="축소 셀 다음 셀이 받는 ‘이전 맵’입니다. 켜면(큰 망) 축소 셀이 받은 이전 맵, 끄면(작은 망) 축소 셀의 입력입니다.",
            en="The second input of the cell behind a reduction cell: on (large net), the reduction cell's own second "
            "input; off (mobile), its first.",
        ),
    )
    count_zeros: bool = toggle(
        False,
        label=Words(ko="평균 풀링에서 가장자리의 0도 세기", en="Zeros beyond the edge count in averages"),
        help=Words(
            ko="stride 2 평균 풀링만 해당합니다. 저자의 TensorFlow판은 세지 않고, timm은 셉니다.",
            en="In average pooling of stride 2: the authors' TensorFlow release leaves them out, timm counts them.",
        ),
    )
    margin: bool = toggle(
        False,
        label=Words(ko="축소 셀에서 한 줄 더 계산", en="One row too many in reduction cells"),
        help=Words(
            ko="PyTorch 이식판은 한 행과 한 열을 더 계산한 뒤 잘라 냅니다. 답은 같고 연산만 늘어납니다(564M → 568M).",
            en="PyTorch ports compute a row and a column more and cut them off: the same answers for 568M, not 564M.",
        ),
    )
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation()
    se: bool = usual.se()
    reduction: int = usual.reduction()
    dropout: float = usual.dropout(0.5)
    init: str = usual.init()
    classes: int = usual.classes(1000)

    def check(self) -> None:
        """The stem has a quarter of the first stage's filters, and those are a 24th of the last cell's channels."""
        if self.filters % 96:
            near = round(self.filters / 96) * 96
            raise Refusal(NOT_96.format(filters=self.filters, near=near))


class NASNet(nn.Module):
    """Three stages of normal cells with a reduction cell between them; each cell reads the last two maps."""

    def __init__(self, options: NASNetOptions):
        super().__init__()
        stem, filters = options.stem_filters, options.filters // 24
        bn = norm(options.batch_norm, stem, EPS)
        self.conv0 = nn.Sequential(OrderedDict(conv=Conv2d(3, stem, 3, 2, bias=not options.batch_norm), bn=bn))
        self.cell_stem_0 = ReductionCell(stem, stem, filters // 4, "as it is", options)
        self.cell_stem_1 = ReductionCell(filters, stem, filters // 2, "halve", options)
        self.skip_reduction = options.skip_reduction
        self.cells = self._add_cells(filters, options)
        self.act = activation(options.activation)
        self.global_pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.head_drop = dropout(options.dropout)
        self.last_linear = Linear(options.filters, options.classes)
        initialise(self, options.init)

    def _add_cells(self, filters: int, options: NASNetOptions) -> tuple[str, ...]:
        """Own the cells of the three stages; their names in running order."""
        names: list[str] = []
        before, channels = filters, 2 * filters  # of the last two maps
        for stage in range(3):
            width = filters * 2**stage
            if stage:
                names.append(f"reduction_cell_{stage - 1}")
                self.add_module(names[-1], ReductionCell(channels, before, width, "project", options))
                before, channels = before if options.skip_reduction else channels, 4 * width
            for place in range(options.cells):
                names.append(f"cell_{stage * options.cells + place}")
                fit = "project" if place else "halve"
                self.add_module(names[-1], NormalCell(channels, before, width, fit, options))
                before, channels = channels, 6 * width
        return tuple(names)

    def forward(self, x: Tensor) -> Tensor:
        stem = self.conv0(x)
        before = self.cell_stem_0(stem, stem)
        x = self.cell_stem_1(before, stem)
        for name in self.cells:
            cell = getattr(self, name)
            kept = self.skip_reduction and isinstance(cell, ReductionCell)
            before, x = before if kept else x, cell(x, before)
        x = self.flatten(self.global_pool(self.act(x)))
        return self.last_linear(self.head_drop(x))


NOT_96 = Words(
    ko="마지막 셀의 채널 수 {filters}은(는) 96의 배수가 아닙니다. ‘filters’를 {near}(으)로 바꾸십시오.",
    en="{filters} channels in the last cell are no multiple of 96: set “filters” to {near}.",
)
MOBILE = Words(
    ko="PyTorch 이식판처럼 축소 셀에서 한 줄씩 더 계산해 568M입니다. ‘margin’을 끄면 답은 같고 논문의 564M이 됩니다.",
    en="568M, since PyTorch ports compute a row too many in reduction cells; “margin” off gives the same answers and the "
    "paper's 564M.",
)
LARGE = Words(
    ko="논문의 88.9M 대신 88.75M입니다. 출력이 timm과 같도록 가장자리의 0도 평균에 셉니다(‘count_zeros’를 끄면 저자의 판).",
    en="88.75M parameters, not the paper's 88.9M. So that answers equal timm's, zeros beyond the edge count in averages; "
    "with “count_zeros” off it is the authors' net.",
)
VARIANTS = (
    Variant(
        "nasnet_a_mobile", "NASNet-A (4 @ 1056)",
        NASNetOptions(cells=4, filters=1056, stem_filters=32, skip_reduction=False, margin=True),
        results=(Result("ImageNet", "Zoph 2018, Table 3 (1-crop)", 26.0, 8.4),), note=MOBILE,
    ),
    Variant(
        "nasnet_a_large", "NASNet-A (6 @ 4032)", NASNetOptions(count_zeros=True), (3, 331, 331),
        (Result("ImageNet", "Zoph 2018, Table 2 (1-crop, 331 px)", 17.3, 3.8),), LARGE,
    ),
)  # fmt: skip

ARCHITECTURE = Architecture(
    name="nasnet",
    title="NASNet",
    year=2017,
    authors="Zoph, Vasudevan, Shlens, Le",
    paper="arXiv:1707.07012, Figures 2 and 4, Tables 2 and 3",
    idea=Words(
        ko="강화 학습이 CIFAR-10에서 작은 셀 두 개를 찾고, 그 셀을 쌓아 ImageNet용 큰 망을 만듭니다.",
        en="Reinforcement learning finds two small cells on CIFAR-10; stacked, they make a large network for ImageNet.",
    ),
    change=Words(
        ko="사람이 그리던 인셉션·잔차 블록 대신 탐색이 고른 셀을 쓰고, 셀 안의 3×3 이상 필터는 모두 분리 합성곱입니다.",
        en="A search draws the block that people drew for Inception and ResNet; all its wide convolutions are separable.",
    ),
    options=NASNetOptions,
    build=NASNet,
    variants=VARIANTS,
    pitfalls=(
        Words(
            ko="탐색은 망 전체가 아니라 셀 두 개만 찾습니다. 셀을 몇 개 쌓고 필터를 몇 개 둘지는 사람이 정합니다.",
            en="The search finds two cells, not the network: how many cells and filters there are, people decide.",
        ),
        Words(
            ko="탐색은 CIFAR-10에서 했고, ImageNet에서는 찾은 셀을 쌓아 처음부터 다시 학습했습니다.",
            en="The search ran on CIFAR-10; for ImageNet the cells were stacked and trained from scratch.",
        ),
        Words(
            ko="‘6 @ 4032’의 6은 층이 아니라 단계마다의 일반 셀 수입니다. 셀 하나에 합성곱이 스무 개쯤 있습니다.",
            en="The 6 of “6 @ 4032” counts normal cells per stage, not layers: one cell has about twenty convolutions.",
        ),
    ),
)
