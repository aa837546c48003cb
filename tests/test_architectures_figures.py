"""Every variant has its figures to the integer, and so have the nets of other makers that options lead to."""

from typing import Any

import pytest

from cnnviz.architectures import VARIANTS, with_options
from cnnviz.blueprint import structure_of
from cnnviz.measure import Field, weighted_layers
from tests.figures import FIGURES, last_field, last_map

LARGE, SMALL = (3, 224, 224), (3, 32, 32)
ZF_B = {"last_channels": "512,1024,512"}
PURE = {"batch_norm": True, "conv_bias": False, "lrn": False}  # torchvision's, with a true 5x5
FIGURE_5 = {"layout": "bn_inception_paper", "conv_bias": False}  # Ioffe & Szegedy 2015
# variant, options moved, picture, parameters, multiply-adds, last map
MOVED: tuple[tuple[str, dict[str, Any], tuple[int, int, int], int, int, tuple[int, int, int]], ...] = (
    ("lenet5", {"pooling": "max", "first_padding": 2}, (1, 28, 28), 61_706, 416_520, (16, 5, 5)),
    ("alexnet", {"groups": 1}, (3, 227, 227), 62_378_344, 1_135_256_096, (256, 6, 6)),  # CS231n
    ("alexnet", {"first_padding": 2}, LARGE, 60_965_224, 724_406_816, (256, 6, 6)),
    ("alexnet_owt", {}, (3, 227, 227), 61_100_840, 716_767_232, (256, 6, 6)),  # EECS 498, lecture 8
    ("nin", {}, (3, 227, 227), 7_595_176, 1_105_996_320, (1000, 6, 6)),
    ("nin_cifar", {"classes": 100}, SMALL, 984_356, 223_592_448, (100, 8, 8)),
    ("squeezenet1_0", {"last_padding": 1}, (3, 227, 227), 1_248_424, 861_339_936, (1000, 15, 15)),  # Caffe
    ("zfnet", ZF_B, LARGE, 107_627_624, 2_476_704_896, (512, 6, 6)),
    ("googlenet", PURE, LARGE, 7_005_832, 1_582_671_872, (1024, 7, 7)),
    ("googlenet", {"aux": False}, LARGE, 6_998_552, 1_582_671_872, (1024, 7, 7)),
    ("bn_inception", FIGURE_5, LARGE, 11_194_984, 2_018_851_840, (1024, 7, 7)),
    ("inception_resnet_v2", {"residual": False}, (3, 299, 299), 55_843_464, 13_155_794_016, (1536, 8, 8)),
    ("nasnet_a_mobile", {"margin": False}, LARGE, 5_289_978, 563_638_816, (1056, 7, 7)),  # the paper's 564M
    ("resnet18", {"shortcut": "A"}, LARGE, 11_515_688, 1_794_805_760, (512, 7, 7)),
    ("resnet34", {"shortcut": "A"}, LARGE, 21_623_848, 3_644_493_824, (512, 7, 7)),
    ("resnet50", {"stride_in": "1x1"}, LARGE, 25_557_032, 3_857_973_248, (2048, 7, 7)),  # the original, 3.86 G
    ("se_resnet50", {"stride_in": "3x3"}, LARGE, 28_088_024, 4_091_699_200, (2048, 7, 7)),  # timm's seresnet50
    ("se_resnet152", {"stride_in": "3x3"}, LARGE, 66_821_848, 11_520_204_800, (2048, 7, 7)),
    ("resnet20", {"shortcut": "B"}, SMALL, 272_474, 40_813_184, (64, 8, 8)),
    ("resnet32", {"shortcut": "B"}, SMALL, 466_906, 69_124_736, (64, 8, 8)),
    ("resnet56", {"shortcut": "B"}, SMALL, 855_770, 125_747_840, (64, 8, 8)),
    ("resnet110", {"shortcut": "B"}, SMALL, 1_730_714, 253_149_824, (64, 8, 8)),
    ("preact_resnet110", {"shortcut": "B"}, SMALL, 1_730_522, 253_149_824, (64, 8, 8)),
    ("preact_resnet1001", {"stride_in": "3x3"}, SMALL, 10_327_706, 1_490_995_712, (256, 8, 8)),  # pytorchcv
    ("wrn_28_10", {"depth": 40}, SMALL, 55_841_754, 8_074_483_968, (640, 8, 8)),
    ("wrn_28_10", {"classes": 100}, SMALL, 36_479_194 + 90 * 641, 5_243_328_768 + 90 * 640, (640, 8, 8)),
    ("fractalnet20", {"classes": 100}, SMALL, 33_770_788, 845_268_992, (512, 2, 2)),
    ("fractalnet20", {"columns": 4}, SMALL, 76_106_634, 2_036_077_568, (512, 2, 2)),
    ("mobilenet_v1", {"depthwise_separable": False}, LARGE, 29_294_088, 4_867_293_184, (1024, 7, 7)),  # 29.3M, 4866M
    ("shufflenet_v1_g1", {"width": 0.5}, LARGE, 534_484, 38_517_408, (288, 7, 7)),
    ("shufflenet_v1_g1", {"width": 0.25}, LARGE, 209_746, 11_003_184, (144, 7, 7)),
    ("shufflenet_v1_g3", {"width": 0.5}, LARGE, 718_324, 37_589_856, (480, 7, 7)),
    ("shufflenet_v1_g3", {"width": 0.25}, LARGE, 305_902, 11_009_808, (240, 7, 7)),
    ("shufflenet_v1_g3", {"width": 1.5}, LARGE, 3_442_168, 292_443_552, (1440, 7, 7)),
    ("shufflenet_v1_g3", {"width": 2.0}, LARGE, 5_450_776, 524_045_184, (1920, 7, 7)),
)


def test_every_variant_has_figures_and_every_figure_a_variant():
    assert set(FIGURES) == set(VARIANTS)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_are_exact(name: str):
    trace, figures = structure_of(name), FIGURES[name]
    assert (trace.params, trace.macs, last_map(trace).output_shape) == figures[:3]
    assert figures.layers in (None, weighted_layers(trace))
    if figures.field:
        size, stride, padding = figures.field
        assert last_field(trace) == Field((size, size), (stride, stride), (padding, padding))
    assert [layer.name for layer in trace.layers if len(layer.output_shape) == 3 and not layer.window] == []
    assert {path.partition(".")[0] for path in trace.unused} <= {"aux1", "aux2"}  # heads that only training runs


@pytest.mark.parametrize("name, moved, shape, params, macs, head", MOVED)
def test_figures_of_other_makers_are_reached_by_options(name, moved, shape, params, macs, head):
    trace = structure_of(name, with_options(name, **moved), shape)
    assert (trace.params, trace.macs, last_map(trace).output_shape) == (params, macs, head)
