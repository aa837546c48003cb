"""How far to trust the map on the page: its curves and its sanity check, each said in a sentence."""

import numpy as np
import streamlit as st
import torch

from cnnviz.draw.line_chart import Line, Panel, line_chart
from cnnviz.explain import METHODS
from cnnviz.explain.trust import Sanity, Trial, sanity, trial
from cnnviz.ui import cache
from cnnviz.ui.background import Progress, in_background
from cnnviz.ui.explanations import Question
from cnnviz.ui.language import language
from cnnviz.ui.svg_view import svg_view
from cnnviz.words import Words

ALIKE = 0.5  # rank correlation from which on two maps are called alike


def show_trust(question: Question, heat: np.ndarray) -> None:
    """A button, and behind it three figures and two charts about the map `heat` (h, w) that answers `question`."""
    lang = language()
    st.subheader(TITLE[lang])
    st.markdown(LEAD[lang])
    found = in_background("trust", ("trust", question.key), lambda told: _found(question, heat, told), START[lang])
    if found is None:
        return
    curves, checked = found
    for sentence in (*_said(curves), _said_of_weights(checked)):
        st.markdown(f"- {sentence[lang]}")
    svg_view(line_chart(_curve_panels(curves)), "trust.curves", CURVES_ALT[lang])
    svg_view(line_chart(_sanity_panels(checked)), "trust.sanity", SANITY_ALT[lang])


def _found(question: Question, heat: np.ndarray, told: Progress) -> tuple[Trial, Sanity]:
    model = cache.network(question.choice).model
    images, map_ = cache.prepared(question.choice, question.picture), torch.from_numpy(heat)
    curves = trial(model, images, question.target, map_, lambda done: told(0.6 * done))
    method, reached = METHODS[question.method], 0.6

    def step(done: float) -> None:
        nonlocal reached
        reached = 0.6 + 0.4 * done
        told(reached)

    def explain(net: torch.nn.Module) -> torch.Tensor:
        within = {"progress": lambda done: told(reached)} if method.slow else {}
        return method.explain(net, images, question.target, question.layer, **within)

    return curves, sanity(model, images, map_, explain, step)


def _said(curves: Trial) -> list[Words]:
    own, others = curves.map, (curves.random, curves.centre)
    better_in = own.insertion_area > max(each.insertion_area for each in others)
    better_out = own.deletion_area < min(each.deletion_area for each in others)
    drops = {name: f"{each.drop:.0%}" for name, each in zip(("own", "random", "centre"), curves, strict=True)}
    return [
        INSERTION.format(**_areas(curves, "insertion_area"), verdict=BETTER if better_in else NOT_BETTER),
        DELETION.format(**_areas(curves, "deletion_area"), verdict=BETTER if better_out else NOT_BETTER),
        DROP.format(**drops),
    ]


def _areas(curves: Trial, area: str) -> dict[str, str]:
    names = ("own", "random", "centre")
    return {name: f"{getattr(each, area):.2f}" for name, each in zip(names, curves, strict=True)}


def _said_of_weights(checked: Sanity) -> Words:
    changed = abs(checked.correlation[-1]) < ALIKE
    return (CHANGED if changed else UNCHANGED).format(
        top=_figure(checked.correlation[0]), all=_figure(checked.correlation[-1]), ssim=_figure(checked.similarity[-1])
    )


def _curve_panels(curves: Trial) -> list[Panel]:
    lang = language()
    names = (OWN[lang], RANDOM[lang], CENTRE[lang])
    styles = (("s0", False), ("s7", True), ("s1", True))
    panels = []
    for side, title, ends in (("insertion", IN_TITLE, IN_ENDS), ("deletion", OUT_TITLE, OUT_ENDS)):
        lines = [
            Line(name, hue, getattr(each, side), dashed)
            for name, each, (hue, dashed) in zip(names, curves, styles, strict=True)
        ]
        panels.append(Panel(title[lang], (ends[0][lang], ends[1][lang]), lines))
    return panels


def _sanity_panels(checked: Sanity) -> list[Panel]:
    lang = language()
    ends = (LEARNT[lang], SHUFFLED[lang].format(layer=checked.layers[-1]))
    measures = ((CORRELATION, checked.correlation), (SIMILARITY, checked.similarity))
    return [
        Panel(SANITY_TITLE[lang].format(measure=name[lang]), ends, [Line(OWN[lang], "s0", (1.0, *values))], -1.0)
        for name, values in measures
    ]


def _figure(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # no −0.00


TITLE = Words(ko="이 지도를 얼마나 믿을 수 있습니까", en="How far to trust this map")
LEAD = Words(
    ko="지도가 가리키는 순서대로 화소를 지우고 되돌려 보고([Petsiuk et al. 2018](https://arxiv.org/abs/1806.07421)), "
    "지도가 남긴 곳만 보이고([Chattopadhyay et al. 2018](https://arxiv.org/abs/1710.11063)), "
    "가중치를 위층부터 무작위로 섞어 봅니다([Adebayo et al. 2018](https://arxiv.org/abs/1810.03292)).",
    en="Pixels go and come back in the order of the map ([Petsiuk et al. 2018](https://arxiv.org/abs/1806.07421)), "
    "only what it marks is left ([Chattopadhyay et al. 2018](https://arxiv.org/abs/1710.11063)), "
    "and weights are shuffled from the top down ([Adebayo et al. 2018](https://arxiv.org/abs/1810.03292)).",
)
START = Words(ko="이 지도를 시험하기", en="Put this map to the test")
BETTER = Words(ko="사진을 모르는 두 지도보다 낫습니다", en="better than both maps that know nothing of the photograph")
NOT_BETTER = Words(
    ko="사진을 모르는 두 지도보다 낫지 않습니다", en="no better than a map that knows nothing of the photograph"
)
INSERTION = Words(
    ko="**삽입**(높을수록 좋음): 곡선 아래 넓이가 {own}입니다. 무작위 지도는 {random}, 한가운데는 {centre}이므로 {verdict}.",
    en="**Insertion** (higher is better): the area under the curve is {own}, a random map has {random}, the centre "
    "{centre}; {verdict}.",
)
DELETION = Words(
    ko="**삭제**(낮을수록 좋음): 곡선 아래 넓이가 {own}입니다. 무작위 지도는 {random}, 한가운데는 {centre}이므로 {verdict}.",
    en="**Deletion** (lower is better): the area under the curve is {own}, a random map has {random}, the centre "
    "{centre}; {verdict}.",
)
DROP = Words(
    ko="**평균 하락**(낮을수록 좋음, 이 사진 한 장): 지도가 남긴 곳만 보이면 확률이 {own} 줄어듭니다. "
    "무작위 지도는 {random}, 한가운데는 {centre}입니다.",
    en="**Average drop** (lower is better; this one photograph): with only what the map marks the probability falls by "
    "{own}; by {random} with a random map, by {centre} with the centre.",
)
CHANGED = Words(
    ko="**무작위 가중치 검사**: 지도가 바뀝니다. 순위 상관이 맨 위층만 섞으면 {top}, 모두 섞으면 {all}(SSIM {ssim})입니다. "
    "지도는 네트워크가 배운 것에 달려 있습니다.",
    en="**Sanity check**: the map changes. Its rank correlation is {top} with the top layer shuffled and {all} with all "
    "of them (SSIM {ssim}), so it hangs on what the network has learnt.",
)
UNCHANGED = Words(
    ko="**무작위 가중치 검사**: 지도가 거의 바뀌지 않습니다. 순위 상관이 맨 위층만 섞으면 {top}, 모두 섞어도 {all}(SSIM {ssim})입니다. "
    "이 지도는 네트워크가 배운 것보다 사진 자체를 보여 줍니다.",
    en="**Sanity check**: the map hardly changes. Its rank correlation is {top} with the top layer shuffled and still "
    "{all} with all of them (SSIM {ssim}), so it shows the photograph more than what the network has learnt.",
)
OWN, RANDOM = Words(ko="이 지도", en="this map"), Words(ko="무작위 지도", en="random map")
CENTRE = Words(ko="한가운데", en="centre")
IN_TITLE = Words(ko="삽입: 클래스의 확률", en="Insertion: probability of the class")
OUT_TITLE = Words(ko="삭제: 클래스의 확률", en="Deletion: probability of the class")
IN_ENDS = (Words(ko="흐린 사진", en="blurred"), Words(ko="사진 전체", en="whole photograph"))
OUT_ENDS = (Words(ko="사진 전체", en="whole photograph"), Words(ko="모두 지움", en="all deleted"))
SANITY_TITLE = Words(
    ko="가중치를 섞을 때 원래 지도와의 {measure}", en="Shuffled weights: {measure} with the map before"
)
CORRELATION, SIMILARITY = Words(ko="순위 상관", en="rank correlation"), Words(ko="SSIM", en="SSIM")
LEARNT = Words(ko="배운 가중치", en="learnt weights")
SHUFFLED = Words(ko="{layer}까지 모두 섞음", en="all shuffled, down to {layer}")
CURVES_ALT = Words(
    ko="화소를 넣고 뺄 때의 확률 곡선. 넓이는 위의 문장에 있습니다.",
    en="The probability while pixels come and go; the areas are in the sentences above.",
)
SANITY_ALT = Words(
    ko="가중치를 위층부터 섞을 때 지도가 얼마나 비슷한지. 수치는 위의 문장에 있습니다.",
    en="How alike the map stays while weights are shuffled from the top; the figures are in the sentence above.",
)
