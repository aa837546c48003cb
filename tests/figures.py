"""Every variant's figures, from papers, released networks and other makers' implementations."""

from typing import NamedTuple

from cnnviz.measure import Field, receptive_fields
from cnnviz.trace import Layer, Trace

Triple = tuple[int, int, int]


class Figures(NamedTuple):
    params: int
    macs: int  # multiply-adds of convolutions and linear layers
    last_map: Triple  # channels, height, width of the last map before the head
    field: Triple | None = None  # receptive field before global pooling: size, stride, padding; None: in no table
    layers: int | None = None  # weighted layers; None: nobody counts them


def last_map(trace: Trace) -> Layer:
    """The last layer whose output still has an extent: what the head begins with."""
    return [layer for layer in trace.layers if len(layer.output_shape) == 3 and layer.output_shape[1] > 1][-1]


def last_field(trace: Trace) -> Field:
    """The field of the last layer that has one, global pooling left out."""
    fields = receptive_fields(trace)
    for layer in reversed(trace.layers):
        field = fields[layer.name]
        if isinstance(field, Field) and not pools_globally(layer):
            return field
    raise AssertionError("no layer has a field")


def pools_globally(layer: Layer) -> bool:
    whole = layer.window is not None and layer.window.kernel == layer.input_shape[1:] and not layer.fan_in
    return layer.kind.startswith("Adaptive") or (whole and layer.kind.startswith("Avg"))


# Two sources stand behind most rows: the table of a paper or an authors' release, and torchvision, timm or pytorchcv,
# whose networks are counted anew in test_architectures_twins.py. Fields: Distill's table (2019), the authors' networks,
# torchvision's, timm's and pytorchcv's, counted independently; for small ResNets 28n−3, for their bottlenecks 14n+3.
FIGURES = {
    "lenet5": Figures(61_706, 416_520, (16, 5, 5), (32, 4, 0), 5),
    "lenet5_1998": Figures(60_000, 325_680, (16, 5, 5), (32, 4, 0)),
    "alexnet": Figures(60_965_224, 724_406_816, (256, 6, 6), (195, 32, 64), 8),
    "alexnet_owt": Figures(61_100_840, 714_188_480, (256, 6, 6), (195, 32, 66), 8),
    "nin": Figures(7_595_176, 969_460_864, (1000, 5, 5), (195, 32, 64), 12),
    "nin_cifar": Figures(966_986, 222_486_528, (10, 8, 8), (27, 4, 10), 9),
    "zfnet": Figures(62_357_608, 1_168_032_896, (256, 6, 6), (171, 32, 59), 8),
    "googlenet": Figures(6_998_552, 1_582_671_872, (1024, 7, 7), (715, 32, 327), 22),
    "googlenet_torchvision": Figures(6_624_904, 1_498_376_192, (1024, 7, 7), (379, 32, 167), 22),
    "bn_inception": Figures(11_295_240, 2_032_600_064, (1024, 7, 7), (699, 32, 343)),
    # the authors' prototxt, layer by layer; its Scale layers with two inputs have no weights of their own
    "se_bn_inception": Figures(11_931_622, 2_033_239_424, (1024, 7, 7), (699, 32, 343)),
    "vgg11": Figures(132_863_336, 7_609_090_048, (512, 7, 7), (150, 32, 59), 11),
    "vgg11_bn": Figures(132_868_840, 7_609_090_048, (512, 7, 7), (150, 32, 59), 11),
    "vgg11_lrn": Figures(132_863_336, 7_609_090_048, (512, 7, 7), (150, 32, 59), 11),
    "vgg11_lrn_bn": Figures(132_868_840, 7_609_090_048, (512, 7, 7), (150, 32, 59), 11),
    "vgg13": Figures(133_047_848, 11_308_466_176, (512, 7, 7), (156, 32, 62), 13),
    "vgg13_bn": Figures(133_053_736, 11_308_466_176, (512, 7, 7), (156, 32, 62), 13),
    "vgg16_1x1": Figures(133_638_952, 11_770_888_192, (512, 7, 7), (156, 32, 62), 16),
    "vgg16_1x1_bn": Figures(133_647_400, 11_770_888_192, (512, 7, 7), (156, 32, 62), 16),
    "vgg16": Figures(138_357_544, 15_470_264_320, (512, 7, 7), (212, 32, 90), 16),
    "vgg16_bn": Figures(138_365_992, 15_470_264_320, (512, 7, 7), (212, 32, 90), 16),
    "vgg19": Figures(143_667_240, 19_632_062_464, (512, 7, 7), (268, 32, 118), 19),
    "vgg19_bn": Figures(143_678_248, 19_632_062_464, (512, 7, 7), (268, 32, 118), 19),
    "se_vgg16": Figures(138_596_784, 15_470_490_624, (512, 7, 7), (212, 32, 90), 16),
    "vgg16_cifar": Figures(58_190_506, 641_081_344, (512, 4, 4), None, 16),
    "vgg19_cifar": Figures(61_287_978, 867_573_760, (512, 4, 4), None, 19),
    "resnet18": Figures(11_689_512, 1_814_073_344, (512, 7, 7), (435, 32, 217), 18),
    "resnet34": Figures(21_797_672, 3_663_761_408, (512, 7, 7), (899, 32, 449), 34),
    "resnet50": Figures(25_557_032, 4_089_184_256, (2048, 7, 7), (427, 32, 213), 50),
    "resnet101": Figures(44_549_160, 7_801_405_440, (2048, 7, 7), (971, 32, 485), 101),
    "resnet152": Figures(60_192_808, 11_513_626_624, (2048, 7, 7), (1451, 32, 725), 152),
    "plain18": Figures(11_515_688, 1_794_805_760, (512, 7, 7), (435, 32, 217), 18),
    "plain34": Figures(21_623_848, 3_644_493_824, (512, 7, 7), (899, 32, 449), 34),
    "se_resnet18": Figures(11_778_592, 1_814_160_384, (512, 7, 7), (435, 32, 215), 18),
    "se_resnet34": Figures(21_958_868, 3_663_918_592, (512, 7, 7), (899, 32, 447), 34),
    "se_resnet50": Figures(28_088_024, 3_860_488_192, (2048, 7, 7), (483, 32, 239), 50),
    "se_resnet101": Figures(49_326_872, 7_574_937_600, (2048, 7, 7), (1027, 32, 511), 101),
    "se_resnet152": Figures(66_821_848, 11_288_993_792, (2048, 7, 7), (1507, 32, 751), 152),
    "wide_resnet50_2": Figures(68_883_240, 11_398_021_120, (2048, 7, 7), (427, 32, 213), 50),
    "resnext50_32x4d": Figures(25_028_904, 4_230_479_872, (2048, 7, 7), (427, 32, 213), 50),
    "resnext101_32x4d": Figures(44_177_704, 7_969_996_800, (2048, 7, 7), (971, 32, 485), 101),
    "resnext101_32x8d": Figures(88_791_336, 16_414_015_488, (2048, 7, 7), (971, 32, 485), 101),
    "resnext101_64x4d": Figures(83_455_272, 15_460_270_080, (2048, 7, 7), (971, 32, 485), 101),
    "se_resnext50_32x4d": Figures(27_559_896, 4_232_994_816, (2048, 7, 7), (427, 32, 211), 50),
    "se_resnext101_32x4d": Figures(48_955_416, 7_974_739_968, (2048, 7, 7), (971, 32, 483), 101),
    "resnet20": Figures(269_722, 40_551_040, (64, 8, 8), (81, 4, 40), 20),
    "resnet32": Figures(464_154, 68_862_592, (64, 8, 8), (137, 4, 68), 32),
    "resnet44": Figures(658_586, 97_174_144, (64, 8, 8), (193, 4, 96), 44),
    "resnet56": Figures(853_018, 125_485_696, (64, 8, 8), (249, 4, 124), 56),
    "resnet110": Figures(1_727_962, 252_887_680, (64, 8, 8), (501, 4, 250), 110),
    "resnet1202": Figures(19_421_274, 2_829_238_912, (64, 8, 8), (5597, 4, 2798), 1202),
    "plain20": Figures(269_722, 40_551_040, (64, 8, 8), (81, 4, 40), 20),
    "plain32": Figures(464_154, 68_862_592, (64, 8, 8), (137, 4, 68), 32),
    "plain44": Figures(658_586, 97_174_144, (64, 8, 8), (193, 4, 96), 44),
    "plain56": Figures(853_018, 125_485_696, (64, 8, 8), (249, 4, 124), 56),
    "plain110": Figures(1_727_962, 252_887_680, (64, 8, 8), (501, 4, 250), 110),
    "preact_resnet110": Figures(1_727_962, 252_887_680, (64, 8, 8), (501, 4, 250), 110),
    "preact_resnet164": Figures(1_703_258, 244_500_992, (256, 8, 8), (255, 4, 127), 164),
    "preact_resnet1001": Figures(10_327_706, 1_487_849_984, (256, 8, 8), (1557, 4, 778), 1001),
    "stochastic_depth_resnet110": Figures(1_727_962, 252_887_680, (64, 8, 8), (501, 4, 250), 110),
    "stochastic_depth_resnet1202": Figures(19_421_274, 2_829_238_912, (64, 8, 8), (5597, 4, 2798), 1202),
    "se_resnet20": Figures(272_095, 40_553_056, (64, 8, 8), (81, 4, 40), 20),
    "se_resnet56": Figures(860_137, 125_491_744, (64, 8, 8), (249, 4, 124), 56),
    # a WRN is named for 6n+4 convolutions: its three projections, beside the longest path, among them
    "wrn_40_1": Figures(563_930, 83_280_512, (64, 8, 8), (165, 4, 82), 38),
    "wrn_40_2": Figures(2_243_546, 327_599_360, (128, 8, 8), (165, 4, 82), 38),
    "wrn_40_4": Figures(8_949_210, 1_298_582_016, (256, 8, 8), (165, 4, 82), 38),
    "wrn_40_8": Figures(35_748_314, 5_172_024_320, (512, 8, 8), (165, 4, 82), 38),
    "wrn_28_10": Figures(36_479_194, 5_243_328_768, (640, 8, 8), (109, 4, 54), 26),
    "wrn_28_12": Figures(52_517_850, 7_543_905_792, (768, 8, 8), (109, 4, 54), 26),
    "wrn_22_8": Figures(17_158_106, 2_454_115_328, (512, 8, 8), (81, 4, 40), 20),
    "wrn_22_10": Figures(26_797_914, 3_827_751_168, (640, 8, 8), (81, 4, 40), 20),
    "wrn_16_4": Figures(2_748_890, 392_612_352, (256, 8, 8), (53, 4, 26), 14),
    "wrn_16_8": Figures(10_961_370, 1_548_145_664, (512, 8, 8), (53, 4, 26), 14),
    "wrn_16_10": Figures(17_116_634, 2_412_173_568, (640, 8, 8), (53, 4, 26), 14),
    "wrn_52_1": Figures(758_362, 111_592_064, (64, 8, 8), (221, 4, 110), 50),
    "resnet34_cifar": Figures(1_334_618, 247_383_296, (128, 8, 8), None, 34),
    "resnet50_cifar": Figures(1_484_186, 277_271_552, (512, 8, 8), None, 50),
    "densenet121": Figures(7_978_856, 2_834_161_664, (1024, 7, 7), (2071, 32, 1021), 121),
    "densenet161": Figures(28_681_000, 7_727_907_072, (2208, 7, 7), (2967, 32, 1469), 161),
    "densenet169": Figures(14_149_480, 3_359_843_328, (1664, 7, 7), None, 169),
    "densenet201": Figures(20_013_928, 4_291_365_888, (1920, 7, 7), (3863, 32, 1917), 201),
    "densenet40_12": Figures(1_019_722, 264_812_928, (448, 8, 8), (174, 4, 85), 40),
    "densenet100_12": Figures(6_979_642, 1_769_516_448, (1168, 8, 8), (454, 4, 225), 100),
    "densenet100_24": Figures(27_249_082, 6_889_347_744, (2320, 8, 8), None, 100),
    "densenet_bc_100_12": Figures(769_162, 287_929_692, (342, 8, 8), (230, 4, 113), 100),
    "densenet_bc_250_24": Figures(15_324_406, 5_418_785_724, (1734, 8, 8), None, 250),
    "densenet_bc_190_40": Figures(25_624_430, 9_301_945_740, (2190, 8, 8), (440, 4, 218), 190),
    # the last pooling is in its field; named for its convolutions alone
    "fractalnet20": Figures(33_724_618, 845_222_912, (512, 2, 2), (280, 32, 124), 21),
    "inception_resnet_v2": Figures(55_843_464, 13_155_794_016, (1536, 8, 8), (3039, 32, 1482)),
    "se_inception_resnet_v2": Figures(64_387_444, 13_164_289_376, (1536, 8, 8), (3039, 32, 1482)),
    "squeezenet1_0": Figures(1_248_424, 818_924_576, (1000, 13, 13), (155, 16, 60), 18),
    "squeezenet1_1": Figures(1_235_496, 349_151_936, (1000, 13, 13), None, 18),
    "mobilenet_v1": Figures(4_231_976, 568_740_352, (1024, 7, 7), (315, 32, 157), 28),
    "mobilenet_v1_075": Figures(2_585_560, 325_400_448, (768, 7, 7), (315, 32, 157), 28),
    "mobilenet_v1_050": Figures(1_331_592, 149_497_088, (512, 7, 7), (315, 32, 157), 28),
    "mobilenet_v1_025": Figures(470_072, 41_030_272, (256, 7, 7), (315, 32, 157), 28),
    "se_mobilenet_v1": Figures(4_718_044, 569_220_096, (1024, 7, 7), (315, 32, 157), 28),
    "mobilenet_v2": Figures(3_504_872, 300_774_272, (1280, 7, 7), (491, 32, 245), 53),
    "mobilenet_cifar": Figures(3_217_226, 46_354_432, (1024, 2, 2), None, 28),
    "nasnet_a_mobile": Figures(5_289_978, 568_234_858, (1056, 7, 7)),
    "nasnet_a_large": Figures(88_753_150, 23_783_414_658, (4032, 11, 11)),
    "shufflenet_v1_g1": Figures(1_531_936, 143_078_976, (576, 7, 7), (527, 32, 263), 50),
    "shufflenet_v1_g2": Figures(1_733_848, 140_836_512, (800, 7, 7), (527, 32, 263), 50),
    "shufflenet_v1_g3": Figures(1_865_728, 137_460_672, (960, 7, 7), (527, 32, 263), 50),
    "shufflenet_v1_g4": Figures(1_968_344, 134_339_776, (1088, 7, 7), (527, 32, 263), 50),
    "shufflenet_v1_g8": Figures(2_434_768, 138_365_952, (1536, 7, 7), (527, 32, 263), 50),
    "se_shufflenet_v1": Figures(2_441_923, 138_029_472, (960, 7, 7), (527, 32, 263), 50),
    "efficientnet_lite0": Figures(4_652_008, 385_187_552, (1280, 7, 7)),
}
