"""Stages of residual blocks, and what stands behind the last one."""

from collections.abc import Sequence

from torch import nn

from cnnviz.architectures.blocks.activation import activation
from cnnviz.architectures.blocks.normalisation import norm
from cnnviz.architectures.blocks.noted import fills_weights
from cnnviz.architectures.blocks.preactivation import PreactBasicBlock, PreactBottleneck
from cnnviz.architectures.blocks.residual import BasicBlock, Bottleneck, ResidualBlock
from cnnviz.architectures.blocks.residual_options import ResidualOptions
from cnnviz.architectures.blocks.stochastic_depth import survival_of_block

_BLOCKS: dict[tuple[str, bool], type[ResidualBlock]] = {
    ("basic", False): BasicBlock,
    ("basic", True): PreactBasicBlock,
    ("bottleneck", False): Bottleneck,
    ("bottleneck", True): PreactBottleneck,
}


def block_kind(options: ResidualOptions) -> type[ResidualBlock]:
    """The class of block that `options` ask for."""
    return _BLOCKS[options.block, options.preactivation]


def residual_stages(
    planes: Sequence[int], counts: Sequence[int], strides: Sequence[int], channels: int, options: ResidualOptions
) -> list[nn.Sequential]:
    """One `nn.Sequential` per stage: `counts[i]` blocks of `planes[i]`, the first with `strides[i]`.

    `channels` come in from the stem.
    """
    kind, stages, index = block_kind(options), [], 0
    for width, count, stride in zip(planes, counts, strides, strict=True):
        blocks = []
        for place in range(count):
            index += 1
            survival = survival_of_block(index, sum(counts), options.survival)
            blocks.append(kind(channels, width, stride if place == 0 else 1, survival, options))
            channels = width * kind.expansion
        stages.append(nn.Sequential(*blocks))
    return stages


def tail(channels: int, options: ResidualOptions) -> nn.Sequential:
    """Pre-activation leaves the last sum without norm and activation; they follow here."""
    if not options.preactivation:
        return nn.Sequential()
    return nn.Sequential(norm(options.batch_norm, channels), activation(options.activation))


def zero_last_norms(model: nn.Module) -> None:
    """Let every residual branch start at zero, so that each block starts as its shortcut (Goyal et al. 2017, 5.1)."""
    basic = any(isinstance(block, BasicBlock) for block in model.modules())
    zero_norms(model, "bn2" if basic else "bn3")


@fills_weights
def zero_norms(model: nn.Module, name: str) -> None:
    """Set the factor of every batch norm `name` of a block to zero: its residual branch starts as nothing."""
    for path, module in model.named_modules():
        if isinstance(module, nn.BatchNorm2d) and path.endswith(f".{name}"):
            nn.init.zeros_(module.weight)
