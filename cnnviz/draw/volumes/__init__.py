"""A network as the papers draw it: boxes as high, wide and deep as its maps, in oblique projection."""

from collections.abc import Callable, Mapping, Sequence

from cnnviz.draw.svg import picture, tag
from cnnviz.draw.volumes.layout import WIDTH, layout
from cnnviz.draw.volumes.legend import legend
from cnnviz.draw.volumes.links import flow, skips
from cnnviz.draw.volumes.paint import Marks, bodies
from cnnviz.draw.volumes.steps import Step, steps

__all__ = ["Marks", "Step", "steps", "volumes"]


def volumes(
    shown: Sequence[Step], marks: Marks, words: Mapping[str, str], card: Callable[[tuple[int, ...]], Sequence[str]]
) -> str:
    """SVG of the steps of a network (from `steps`), with its legend.

    `words` names roles and signs (`conv`, `pool`, …, `slices`, `middle`, `skip`, `off`, `changed`) and holds the
    sentences `scale` and `windows`. `card` tells what is said of the steps of these numbers when they are pointed at.
    Colours are class names and `data-role`, which the page that shows it fills in.
    """
    rows = layout(shown)
    signs, height = legend(rows, shown, marks, words, rows[-1].bottom + 14)
    return picture(
        WIDTH,
        height,
        *flow(rows),
        *bodies(rows, shown, marks, card),
        *skips(rows, shown),
        tag("g", *signs, class_="legend"),
    )
