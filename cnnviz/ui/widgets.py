"""Widgets made from declarations, so that no page lists options by hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from cnnviz.architectures import ARCHITECTURES, VARIANTS, find
from cnnviz.options import Control, Options, Value, changes, controls, parse, spell
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.words import Refusal, Words


def choose_network(default: str = "resnet50") -> tuple[str, Options]:
    """Family, variant and options; returns the variant's name and its options as set."""
    address.seed("model", "model", default, lambda text: find(text) and text)
    family = VARIANTS[st.session_state["model"]][0].name
    st.selectbox(
        FAMILY[language()], list(ARCHITECTURES), key="family", index=list(ARCHITECTURES).index(family),
        format_func=lambda name: f"{ARCHITECTURES[name].title} · {ARCHITECTURES[name].year}", on_change=_family_chosen,
    )  # fmt: skip
    names = [variant.name for variant in ARCHITECTURES[family].variants]
    st.selectbox(VARIANT[language()], names, key="model", format_func=lambda name: VARIANTS[name][1].title)
    name = st.session_state["model"]
    return name, options_form(name)


def options_form(name: str) -> Options:
    """One widget per declared option of variant `name`; returns the chosen options.

    A combination that makes no network is said, and the variant's own options are returned.
    """
    base = find(name)[1].options
    chosen: dict[str, Value] = {}
    for option, control in controls(type(base)).items():
        key, own = f"{name}.{option}", getattr(base, option)
        address.seed(option, key, own, lambda text, option=option: parse(type(base), option, text))
        chosen[option] = _widget(control, own, key)
    try:
        options = replace(base, **chosen)
    except Refusal as refusal:
        st.error(refusal.words[language()])
        options = base
    address.use("network", model=name, **{option: spell(new) for option, (_, new) in changes(options, base).items()})
    return options


def pick(
    name: str, choices: Sequence[str], label: str, default: str, title: Callable[[str], str] = str, **how: Any
) -> str:
    """One of `choices` from a list, kept in the link as `name`; what the link says and is not there is told."""
    group = f"{st.session_state['address'].page}.{name}"
    address.seed(name, group, default, lambda text: _among(text, choices))
    if st.session_state[group] not in choices:
        st.session_state[group] = default
    st.selectbox(label, choices, key=group, format_func=title, **how)
    address.use(group, **{name: st.session_state[group]})
    return st.session_state[group]


def switch(name: str, choices: Sequence[str], label: str, title: Callable[[str], str]) -> str:
    """One of a few `choices` side by side, kept in the link as `name`; the first is the default."""
    group = f"{st.session_state['address'].page}.{name}"
    address.seed(name, group, choices[0], lambda text: _among(text, choices))
    st.segmented_control(label, choices, key=group, format_func=title, required=True, label_visibility="collapsed")
    address.use(group, **({name: st.session_state[group]} if st.session_state[group] != choices[0] else {}))
    return st.session_state[group]


def _family_chosen() -> None:
    st.session_state["model"] = ARCHITECTURES[st.session_state["family"]].variants[0].name


def _widget(control: Control, own: Value, key: str) -> Value:
    label, help = control.label[language()], control.help[language()]
    if st.session_state[key] != own:
        label = f"{label} ●"  # differs from the paper's variant
    match control.kind:
        case "toggle":
            return st.toggle(label, key=key, help=help)
        case "choice" if len(control.choices) <= 4:
            return st.segmented_control(label, control.choices, key=key, help=help, format_func=spell, required=True)  # type: ignore[return-value]
        case "choice":
            return st.selectbox(label, control.choices, key=key, help=help, format_func=spell)
        case "number":
            whole = type(control.default)
            bounds = {"min_value": whole(control.low), "max_value": whole(control.high), "step": whole(control.step)}
            return st.number_input(label, key=key, help=help, **bounds)
    return st.text_input(label, key=key, help=help)


def _among(text: str, choices: Sequence[str]) -> str:
    if text not in choices:
        shown = ", ".join(choices[:8]) + (" …" if len(choices) > 8 else "")
        raise Refusal(NOT_AMONG.format(text=text, choices=shown))
    return text


FAMILY = Words(ko="계열", en="Family")
VARIANT = Words(ko="네트워크", en="Network")
NOT_AMONG = Words(ko="‘{text}’은(는) 없습니다. 있는 것: {choices}.", en="There is no “{text}” here. Known: {choices}.")
