"""Choose a layer, a channel and a unit, and watch its number come about."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.measure.units import shape
from cnnviz.trace import map_layers
from cnnviz.ui import cache
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.layer_table import window
from cnnviz.ui.places import chosen_place
from cnnviz.ui.sum_view import sum_view
from cnnviz.ui.widgets import pick
from cnnviz.unit.arithmetic import explains
from cnnviz.words import page_words

words, lang = page_words("arithmetic"), language()

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
st.markdown(words.lead.format(network=find(inside.choice.name)[1].title)[lang])
outputs = inside.trace.outputs
layers = [path for path in map_layers(inside.trace) if outputs[path].module == path and explains(outputs[path].kind)]
wide, narrow = st.columns((3, 1))
with wide:
    path = pick(
        "layer", layers, words.layer[lang],
        title=lambda name: f"{name} · {outputs[name].kind} · {shape(outputs[name].output_shape)}",
    )  # fmt: skip
layer, maps = outputs[path], cache.feature_maps(inside.choice, inside.picture, path)
with narrow:
    strongest = [str(number) for number in maps.max((1, 2)).argsort()[::-1]]
    channel = int(pick("channel", strongest, words.channel[lang], help=words.channel_help[lang]))
st.caption(words.about.format(layer=path, kind=layer.kind, shape=shape(layer.output_shape), window=window(layer))[lang])
place = chosen_place({path: layer.output_shape[1:]}, path)
work = cache.work(inside.choice, inside.picture, path, channel, place.unit)
sum_view(work, place, maps[channel], f"sum.{path}")
