"""Choose a layer and see how each of its channels answers to the photograph."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.draw.maps import feature_map_sprite
from cnnviz.measure.activity import activity, dead_channels
from cnnviz.measure.units import shape
from cnnviz.trace import first_activation, map_layers
from cnnviz.ui import cache
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.map_grid import map_grid
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang = page_words("feature_maps"), language()
PER_PAGE = 64

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
st.markdown(words.lead.format(network=find(inside.choice.name)[1].title)[lang])

left, middle, right = st.columns((5, 3, 4))
with left:
    layer = pick(
        "layer", map_layers(inside.trace), words.layer[lang], first_activation(inside.trace),
        title=lambda name: f"{name} · {inside.trace.outputs[name].kind} · {shape(inside.trace.outputs[name].output_shape)}",
    )  # fmt: skip
maps = cache.feature_maps(inside.choice, inside.picture, layer)
firsts = [str(first) for first in range(0, len(maps), PER_PAGE)]
spans = {
    first: words.page.format(first=first, last=min(int(first) + PER_PAGE, len(maps)) - 1, all=len(maps))[lang]
    for first in firsts
}
with middle:
    first = int(pick("from", firsts, words.part[lang], title=spans.__getitem__))
with right:
    scale = pick("scale", ("own", "shared"), words.scale[lang], title=lambda name: getattr(words, name)[lang], few=True)
last = min(first + PER_PAGE, len(maps)) - 1

grid, detail = st.columns((3, 2))
with grid:
    chosen = map_grid(
        feature_map_sprite(maps[first : last + 1], scale), list(range(first, last + 1)), key=f"maps.{layer}.{first}", chosen=first,
        alt=words.grid.format(layer=layer, first=first, last=last)[lang], name=f"{words.channel[lang]} {{channel}}",
    )  # fmt: skip
    st.caption(words.click[lang])
    st.caption(words.dead.format(dead=dead_channels(maps), all=len(maps))[lang])
channel = chosen if chosen is not None else first
with detail:
    numbers = words.numbers.format(channel=channel, **activity(maps[channel])._asdict())[lang]
    st.image(feature_map_sprite(maps[channel : channel + 1], smallest=448).png, width="stretch", alt=numbers)
    st.caption(numbers)
    st.image(cache.view(inside.choice, inside.picture), words.photo[lang], width="stretch", alt=words.photo[lang])
