"""Where the evidence for one class is stronger than that for another."""

import numpy as np
import streamlit as st

from cnnviz.explain import METHODS
from cnnviz.trace import default_layer, map_layers
from cnnviz.ui import cache
from cnnviz.ui.explanations import Question, heats
from cnnviz.ui.heat_picture import painted
from cnnviz.ui.heat_view import heat_view
from cnnviz.ui.inside import Inside
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick, slide
from cnnviz.words import Words


def show_against(inside: Inside, probabilities: np.ndarray) -> None:
    """Two classes to choose, and the difference of their maps over the photograph in two colours."""
    lang = language()
    picture, side = st.columns((3, 2), gap="large")
    with side:
        order = [str(number) for number in np.argsort(-probabilities, kind="stable")]
        labels = {number: inside.network.categories[int(number)] for number in order}
        titles = {number: f"{labels[number]} · {probabilities[int(number)]:.1%}" for number in order}
        first = pick("class_a", order, CLASS_A[lang], order[0], titles.__getitem__)
        second = pick("class_b", order, CLASS_B[lang], order[1], titles.__getitem__)
        quick = [name for name, method in METHODS.items() if method.weigh is not None]
        method = pick("by", quick, METHOD[lang], "grad-cam", lambda name: METHODS[name].title)
        layer = pick("at", map_layers(inside.trace), LAYER[lang], default_layer(inside.trace))
    questions = [Question(inside.choice, inside.picture, method, int(each), layer) for each in (first, second)]
    found = heats("against", questions, "")
    with picture:
        maps = [each for each in found or () if isinstance(each, np.ndarray)]
        if len(maps) < 2:
            st.info(next(each for each in found or () if isinstance(each, Words))[lang], icon=":material/block:")
            return
        photo = cache.view(inside.choice, inside.picture)
        ends = (labels[second], labels[first])
        drawn = painted(maps[0] - maps[1], True, (photo.height, photo.width), ends)
        alt = ALT.format(method=METHODS[method].title, first=labels[first], second=labels[second], layer=layer)[lang]
        heat_view(photo, drawn.png, drawn.bar, "against", *slide("opacity", 70), alt, drawn.ends)
        st.caption(alt)
        if first == second:
            st.info(SAME[lang])


CLASS_A, CLASS_B = Words(ko="클래스 A (주황)", en="Class A (orange)"), Words(ko="클래스 B (파랑)", en="Class B (blue)")
METHOD, LAYER = Words(ko="방법", en="Method"), Words(ko="층", en="Layer")
ALT = Words(
    ko="{layer} 층에서 ‘{first}’의 지도에서 ‘{second}’의 지도를 뺀 것, {method}",
    en="The map for “{first}” less that for “{second}” at layer {layer}, {method}",
)
SAME = Words(ko="두 클래스가 같아 차이가 없습니다.", en="Both classes are the same: there is no difference.")
