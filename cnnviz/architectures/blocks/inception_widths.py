"""How many channels each Inception module has: GoogLeNet (Szegedy et al. 2014, Table 1) and its successors."""

from typing import NamedTuple


class Widths(NamedTuple):
    """Output channels of one module's convolutions, as in one row of the papers' tables."""

    one: int  # 0: no such branch, and the module halves the map
    three_reduced: int
    three: int
    five_reduced: int
    five: int
    projected: int  # 0: the pooled map itself
    pool: str = "max"


Part = dict[str, Widths | int]  # name of a module → its widths; of a pooling layer → its kernel


class Layout(NamedTuple):
    """A network's Inception modules; the auxiliary heads, where there are any, stand behind the first two parts."""

    five: tuple[int, ...]  # kernels of the 5x5 branch
    eps: float  # of batch normalisation, as released
    parts: tuple[Part, Part, Part]


def _googlenet(last_pool: int) -> tuple[Part, Part, Part]:
    to_4a: Part = {
        "inception3a": Widths(64, 96, 128, 16, 32, 32),
        "inception3b": Widths(128, 128, 192, 32, 96, 64),
        "maxpool3": 3,
        "inception4a": Widths(192, 96, 208, 16, 48, 64),
    }
    to_4d: Part = {
        "inception4b": Widths(160, 112, 224, 24, 64, 64),
        "inception4c": Widths(128, 128, 256, 24, 64, 64),
        "inception4d": Widths(112, 144, 288, 32, 64, 64),
    }
    from_4e: Part = {
        "inception4e": Widths(256, 160, 320, 32, 128, 128),
        "maxpool4": last_pool,
        "inception5a": Widths(256, 160, 320, 32, 128, 128),
        "inception5b": Widths(384, 192, 384, 48, 128, 128),
    }
    return to_4a, to_4d, from_4e


def _bn_inception(projected: int) -> tuple[Part, Part, Part]:
    """`projected`: channels of the pooling branch in 4c and 4d."""
    to_4a: Part = {
        "inception3a": Widths(64, 64, 64, 64, 96, 32, "avg"),
        "inception3b": Widths(64, 64, 96, 64, 96, 64, "avg"),
        "inception3c": Widths(0, 128, 160, 64, 96, 0),
        "inception4a": Widths(224, 64, 96, 96, 128, 128, "avg"),
    }
    to_4d: Part = {
        "inception4b": Widths(192, 96, 128, 96, 128, 128, "avg"),
        "inception4c": Widths(160, 128, 160, 128, 160, projected, "avg"),
        "inception4d": Widths(96, 128, 192, 160, 192, projected, "avg"),
    }
    from_4e: Part = {
        "inception4e": Widths(0, 128, 192, 192, 256, 0),
        "inception5a": Widths(352, 192, 320, 160, 224, 128, "avg"),
        "inception5b": Widths(352, 192, 320, 192, 224, 128),
    }
    return to_4a, to_4d, from_4e


LAYOUTS = {
    "paper": Layout((5,), 1e-3, _googlenet(last_pool=3)),
    "torchvision": Layout((3,), 1e-3, _googlenet(last_pool=2)),
    "bn_inception": Layout((3, 3), 1e-5, _bn_inception(projected=128)),
    "bn_inception_paper": Layout((3, 3), 1e-5, _bn_inception(projected=96)),
}
