"""Two layers whose units can see equally far, and what really moves them: ready comparisons on random weights."""

from typing import NamedTuple

import numpy as np
import streamlit as st
import torch
from PIL import Image

from cnnviz.architectures import build
from cnnviz.draw.reach import reach_picture
from cnnviz.measure import Field
from cnnviz.spelling import chosen
from cnnviz.ui import cache
from cnnviz.ui.language import language
from cnnviz.unit.effective_field import Extent, Unit, effective_field, extent
from cnnviz.weights.draws import Seeded
from cnnviz.words import Words

DRAWS = 16  # networks, each with first weights and noise of its own


class Side(NamedTuple):
    """A layer of a network with random weights, and how large the noise is that it looks at."""

    title: Words
    network: str  # as links spell it
    layer: str
    size: int  # height and width


def _side(ko: str, en: str, network: str, layer: str, size: int) -> Side:
    return Side(Words(ko=ko, en=en), network, layer, size)


PAIRS = {
    "kernels": (
        _side("3×3 셋", "three 3×3", "vgg11:layers=64,64,64,M,hidden=256", "features.4", 11),
        _side("7×7 하나", "one 7×7", "vgg11:layers=64,M,kernel=7,hidden=256", "features.0", 11),
    ),
    "residual": (
        _side("plain-20, 마지막 층", "plain-20, last layer", "plain20", "layer3.2.conv2", 128),
        _side("ResNet-20, 마지막 층", "ResNet-20, last layer", "resnet20", "layer3.2.relu2", 128),
    ),
}


def show_pair(name: str) -> None:
    """Both sides of a pair beside each other, each with its figures."""
    for column, side in zip(st.columns(2, gap="large"), PAIRS[name], strict=True):
        field, influence, (width, _) = _influence(side)
        middle = _middle(side, field)
        figures = {"side": side.title, "high": field.size[0], "wide": field.size[1], "width": width}
        told = FOUND.format(**figures)[language()]
        ground = Image.new("RGB", (side.size, side.size))
        with column:
            st.image(reach_picture(ground, influence, field.seen_by(*middle), width), width="stretch", alt=told)
            st.caption(told)


@st.cache_data(show_spinner=False)
def _influence(side: Side) -> tuple[Field, np.ndarray, Extent]:
    name, options = chosen(side.network)
    trace, fields = cache.structure(name, options), cache.fields(name, options)
    field = fields[trace.outputs[side.layer].name]
    assert isinstance(field, Field)
    unit, influence = _middle(side, field), torch.zeros(side.size, side.size)
    for seed in range(DRAWS):
        with Seeded(seed):
            model, noise = build(name, options), torch.randn(1, 3, side.size, side.size)
        with cache.TURN:
            influence += effective_field(model, noise, side.layer, unit, field) / DRAWS
    return field, influence.numpy(), extent(influence, field, unit)


def _middle(side: Side, field: Field) -> Unit:
    return Unit(*(side.size // stride // 2 for stride in field.stride))


FOUND = Words(
    ko="**{side}**: 볼 수 있는 {high}×{wide} 화소 가운데 {width:.0f}×{width:.0f} 화소에 영향의 95%가 모입니다.",
    en="**{side}**: of the {high}×{wide} pixels it can see, {width:.0f}×{width:.0f} hold 95% of the influence.",
)
