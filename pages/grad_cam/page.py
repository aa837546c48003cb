"""The photograph, the network's five best guesses, and by any method where it looked for one of them."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.explain import METHODS
from cnnviz.measure.units import shape
from cnnviz.trace import default_layer, map_layers
from cnnviz.ui import cache
from cnnviz.ui.explanations import Question, heats
from cnnviz.ui.guesses import choose_guess
from cnnviz.ui.heat_picture import show_heat
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.trust import show_trust
from cnnviz.ui.widgets import pick
from cnnviz.words import Words, page_words

words, lang = page_words("grad_cam"), language()

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
st.markdown(words.lead.format(network=find(inside.choice.name)[1].title, count=len(METHODS))[lang])

picture, answer = st.columns((3, 2), gap="large")
with answer:
    probabilities = cache.probabilities(inside.choice, inside.picture)
    target = choose_guess(probabilities, inside.network.categories, words.answer[lang], words.target[lang])
    name = pick(
        "method", list(METHODS), words.method[lang], "grad-cam",
        title=lambda each: words.slow_one.format(method=METHODS[each].title)[lang] if METHODS[each].slow else METHODS[each].title,
    )  # fmt: skip
    method = METHODS[name]
    st.markdown(f"{method.idea[lang]} ([{method.paper.citation}]({method.paper.link}), *{method.paper.title}*)")
    layer = default_layer(inside.trace)
    if method.needs_layer:
        layer = pick(
            "layer", map_layers(inside.trace), words.layer[lang], layer, help=words.layer_help[lang],
            title=lambda each: f"{each} · {shape(inside.trace.outputs[each].output_shape)}",
        )  # fmt: skip
question = Question(inside.choice, inside.picture, name, target, layer)
photo = cache.view(inside.choice, inside.picture)
with picture:
    found = heats("heat", [question], words.start.format(method=method.title)[lang])
    if found is None:
        st.image(photo, width=544)
    elif isinstance(found[0], Words):
        st.image(photo, width=544)
        st.info(found[0][lang], icon=":material/block:")
    else:
        about = {"label": inside.network.categories[target], "probability": float(probabilities[target])}
        shown = words.shown if method.needs_layer else words.shown_on_pixels
        shown = shown.format(method=method.title, layer=layer, shape=shape(found[0].shape), **about)
        show_heat(photo, found[0], name, shown[lang])
    if inside.network.random:
        st.warning(words.random[lang], icon=":material/casino:")
if found and not isinstance(found[0], Words):
    show_trust(question, found[0])
