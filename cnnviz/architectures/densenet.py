"""DenseNet (Huang et al. 2017): every layer reads the maps of all layers before it; Table 1, and section 4 for CIFAR."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from cnnviz.architectures.base import Architecture, Result, Variant
from cnnviz.architectures.blocks import usual_options as usual
from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.initialise import initialise
from cnnviz.architectures.blocks.layers import Conv2d, Linear
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.options import Options, choice, number, toggle
from cnnviz.words import Words

IMAGENET = {121: "6,12,24,16", 161: "6,12,36,24", 169: "6,12,32,32", 201: "6,12,48,32"}
CIFAR = ("12,12,12", "16,16,16", "31,31,31", "32,32,32", "41,41,41")


@dataclass(frozen=True)
class DenseNetOptions(Options):
    layers_per_block: str = choice(
        *IMAGENET.values(), *CIFAR, default=IMAGENET[121],
        label=Words(ko="밀집 블록별 층 수", en="Layers per dense block"),
        help=Words(
            ko="블록이 4개면 224×224용(7×7 stem과 풀링), 3개면 32×32용 망입니다.",
            en="Four blocks make the net for 224×224 (7×7 stem and pooling), three the one for 32×32.",
        ),
    )  # fmt: skip
    growth: int = choice(
        12, 24, 32, 40, 48, default=32,
        label=Words(ko="성장률 k", en="Growth rate k"),
        help=Words(ko="층마다 새로 더하는 채널 수입니다.", en="How many channels each layer adds."),
    )  # fmt: skip
    bottleneck: bool = toggle(
        True,
        label=Words(ko="병목 (B)", en="Bottleneck (B)"),
        help=Words(ko="3×3 앞에 1×1로 4k 채널까지 줄입니다.", en="A 1×1 down to 4k channels before each 3×3."),
    )
    compression: float = number(
        0.5, 0.1, 1, 0.1,
        label=Words(ko="압축률 θ (C)", en="Compression θ (C)"),
        help=Words(ko="전이 층이 남기는 채널의 비율입니다.", en="The share of channels that a transition keeps."),
    )  # fmt: skip
    batch_norm: bool = usual.batch_norm(True)
    activation: str = usual.activation()
    dropout: float = usual.dropout(0.0)
    init: str = usual.init()
    classes: int = usual.classes(1000)


class DenseLayer(nn.Module):
    """BN-ReLU-1x1 (the bottleneck), then BN-ReLU-3x3, which gives k new maps."""

    def __init__(self, channels_in: int, options: DenseNetOptions):
        super().__init__()
        bias, middle = not options.batch_norm, 4 * options.growth if options.bottleneck else channels_in
        self.squeeze = options.bottleneck
        if options.bottleneck:
            self.norm1 = norm(options.batch_norm, channels_in)
            self.relu1 = activation(options.activation)
            self.conv1 = Conv2d(channels_in, middle, 1, bias=bias)
        self.norm2 = norm(options.batch_norm, middle)
        self.relu2 = activation(options.activation)
        self.conv2 = Conv2d(middle, options.growth, 3, padding=1, bias=bias)
        self.dropout = nn.Dropout(options.dropout) if options.dropout else None

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv1(self.relu1(self.norm1(x))) if self.squeeze else x
        y = self.conv2(self.relu2(self.norm2(y)))
        return y if self.dropout is None else self.dropout(y)


class DenseBlock(nn.Sequential):
    """Each layer reads everything before it and adds its own maps to it."""

    def forward(self, x: Tensor) -> Tensor:
        for layer in self:
            x = torch.cat([x, layer(x)], 1)
        return x


class DenseNet(nn.Module):
    def __init__(self, options: DenseNetOptions):
        super().__init__()
        counts = [int(count) for count in options.layers_per_block.split(",")]
        parts = _stem(options, len(counts))
        channels = parts["conv0"].out_channels
        for place, count in enumerate(counts, 1):
            layers = ((f"denselayer{i + 1}", DenseLayer(channels + i * options.growth, options)) for i in range(count))
            parts[f"denseblock{place}"] = DenseBlock(OrderedDict(layers))
            channels += count * options.growth
            if place < len(counts):
                parts[f"transition{place}"] = _transition(channels, options)
                channels = int(channels * options.compression)
        parts["norm5"] = norm(options.batch_norm, channels)
        self.features = nn.Sequential(parts)
        self.relu = activation(options.activation)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.classifier = Linear(channels, options.classes)
        initialise(self, options.init)

    def forward(self, x: Tensor) -> Tensor:
        x = self.relu(self.features(x))
        return self.classifier(self.flatten(self.avgpool(x)))


def _stem(options: DenseNetOptions, blocks: int) -> OrderedDict[str, Any]:
    """7x7 and pooling for large pictures; one 3x3 for small ones, 2k channels wide with bottlenecks, else 16."""
    bias = not options.batch_norm
    if blocks == 3:
        return OrderedDict(conv0=Conv2d(3, 2 * options.growth if options.bottleneck else 16, 3, padding=1, bias=bias))
    return OrderedDict(
        conv0=Conv2d(3, 2 * options.growth, 7, stride=2, padding=3, bias=bias),
        norm0=norm(options.batch_norm, 2 * options.growth),
        relu0=activation(options.activation),
        pool0=nn.MaxPool2d(3, stride=2, padding=1),
    )


def _transition(channels: int, options: DenseNetOptions) -> nn.Sequential:
    """Between two blocks: BN-ReLU-1x1 to a share of the channels, then half the size."""
    return nn.Sequential(
        OrderedDict[str, nn.Module](
            norm=norm(options.batch_norm, channels),
            relu=activation(options.activation),
            conv=Conv2d(channels, int(channels * options.compression), 1, bias=not options.batch_norm),
            pool=nn.AvgPool2d(2),
        )
    )


def _imagenet(depth: int, growth: int, *errors: tuple) -> Variant:
    options = DenseNetOptions(layers_per_block=IMAGENET[depth], growth=growth)
    return Variant(
        f"densenet{depth}", f"DenseNet-{depth}", options, results=tuple(Result("ImageNet", *e) for e in errors)
    )


def _cifar(depth: int, growth: int, bc: bool, c10: float, c100: float, note: Words | None = None) -> Variant:
    count = (depth - 4) // (6 if bc else 3)
    options = DenseNetOptions(
        layers_per_block=f"{count},{count},{count}",
        growth=growth,
        bottleneck=bc,
        compression=0.5 if bc else 1.0,
        classes=10,
    )
    name, title = (f"densenet_bc_{depth}_{growth}", "DenseNet-BC") if bc else (f"densenet{depth}_{growth}", "DenseNet")
    table = "Huang 2017, Table 2 (with augmentation)"
    results = (Result("CIFAR-10", table, c10), Result("CIFAR-100", table, c100))
    return Variant(name, f"{title} (L={depth}, k={growth})", options, (3, 32, 32), results, note)


TABLE3, README = "Huang 2017, Table 3 (1-crop)", "authors' README (1-crop)"
COPIES = Words(
    ko="몇몇 구현은 전이 층에서도 압축해 599,050개(40층), 4,068,490개(100층)로 셉니다. 논문의 망은 압축하지 않습니다.",
    en="Some copies compress in the transitions and count 599,050 (40 layers) or 4,068,490 (100); the paper's net does not.",
)
VARIANTS = (
    _imagenet(121, 32, (TABLE3, 25.02, 7.71), (README, 25.0)),
    _imagenet(161, 48, (README, 22.2)),
    _imagenet(169, 32, (TABLE3, 23.8, 6.85), (README, 23.6)),
    _imagenet(201, 32, (TABLE3, 22.58, 6.34), (README, 22.5)),
    _cifar(40, 12, False, 5.24, 24.42, COPIES),
    _cifar(100, 12, False, 4.1, 20.2, COPIES),
    _cifar(100, 24, False, 3.74, 19.25),
    _cifar(100, 12, True, 4.51, 22.27),
    _cifar(250, 24, True, 3.62, 17.6),
    _cifar(190, 40, True, 3.46, 17.18),
)

ARCHITECTURE = Architecture(
    name="densenet",
    title="DenseNet",
    year=2016,
    authors="Huang, Liu, van der Maaten, Weinberger",
    paper="arXiv:1608.06993, Table 1 and section 4",
    idea=Words(
        ko="각 층이 앞선 모든 층의 맵을 읽고, 적은 수의 새 맵만 보탭니다.",
        en="Each layer reads the maps of all layers before it, and adds only a few of its own.",
    ),
    change=Words(
        ko="ResNet처럼 더하지 않고 이어 붙이므로 앞 층의 맵이 그대로 남습니다.",
        en="Concatenates where ResNet adds, so that earlier maps stay as they were.",
    ),
    options=DenseNetOptions,
    build=DenseNet,
    variants=VARIANTS,
)
