"""The photograph, the network's five best guesses, and where it looked for one of them."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.draw.heat import colour_bar, heat_png
from cnnviz.explain import METHODS
from cnnviz.measure.units import shape
from cnnviz.trace import default_layer, map_layers
from cnnviz.ui import cache
from cnnviz.ui.guesses import choose_guess
from cnnviz.ui.heat_view import heat_view
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick, slide
from cnnviz.words import page_words

words, lang, method = page_words("grad_cam"), language(), METHODS["grad-cam"]

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
paper = f"[{method.paper.citation}]({method.paper.link})"
st.markdown(words.lead.format(network=find(inside.choice.name)[1].title, idea=method.idea, paper=paper)[lang])

picture, answer = st.columns((3, 2), gap="large")
with answer:
    probabilities = cache.probabilities(inside.choice, inside.picture)
    target = choose_guess(probabilities, inside.network.categories, words.answer[lang], words.target[lang])
    layer = pick(
        "layer", map_layers(inside.trace), words.layer[lang], default_layer(inside.trace), help=words.layer_help[lang],
        title=lambda name: f"{name} · {shape(inside.trace.outputs[name].output_shape)}",
    )  # fmt: skip
heat = cache.heat(inside.choice, inside.picture, method.name, target, layer)
photo = cache.view(inside.choice, inside.picture)
label = inside.network.categories[target]
shown = words.shown.format(layer=layer, shape=shape(heat.shape), label=label, probability=float(probabilities[target]))[
    lang
]
with picture:
    slide(
        "opacity",
        60,
        lambda opacity: heat_view(
            photo, heat_png(heat, (photo.height, photo.width)), colour_bar(), "heat", opacity, shown
        ),
    )
    st.caption(shown)
    if heat.max() <= 0:
        st.info(words.nothing[lang])
    if inside.network.random:
        st.warning(words.random[lang], icon=":material/casino:")
