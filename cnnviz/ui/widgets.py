"""Widgets made from declarations, so that no page lists options by hand.

Each is given its value as the default, too: Streamlit sends a value of `session_state` in one run alone, and a browser
that has the widget's script only after the next run would take the lowest instead, and send it back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from cnnviz.architectures import ARCHITECTURES, VARIANTS, find
from cnnviz.options import Control, Options, Value, changes, controls, parse, spell
from cnnviz.ui import address
from cnnviz.ui.language import language
from cnnviz.words import Refusal, Words


def choose_variant(default: str) -> str:
    """Family and variant; returns the variant's name. `default` is where a visitor starts who has not chosen yet."""
    address.seed("model", "model", default, lambda text: find(text) and text)
    family = VARIANTS[st.session_state["model"]][0].name
    st.session_state["family"] = family
    st.selectbox(
        FAMILY[language()], families := list(ARCHITECTURES), families.index(family), key="family",
        format_func=lambda name: f"{ARCHITECTURES[name].title} · {ARCHITECTURES[name].year}", on_change=_family_chosen,
    )  # fmt: skip
    names, name = [variant.name for variant in ARCHITECTURES[family].variants], st.session_state["model"]
    st.selectbox(
        VARIANT[language()], names, names.index(name), key="model", format_func=lambda name: VARIANTS[name][1].title
    )
    address.use("network", **({"model": name} if name != default else {}))
    return name


def options_form(name: str) -> Options:
    """One widget per declared option of variant `name`; returns the chosen options.

    A combination that makes no network is said, and the variant's own options are returned.
    """
    base = find(name)[1].options
    chosen = ask_values(base, controls(type(base)), name)
    try:
        options = replace(base, **chosen)
    except Refusal as refusal:
        st.error(refusal.words[language()])
        options = base
    use_changes("options", options, base)
    return options


def set_options(name: str, options: Options) -> None:
    """For `on_click`: the form of variant `name` stands at `options`."""
    st.session_state.update({f"{name}.{option}": getattr(options, option) for option in controls(type(options))})


def ask_values(base: Options, names: Iterable[str], prefix: str) -> dict[str, Value]:
    """One widget for each of the options `names`, which starts from the link or else from `base`; what was chosen.

    `prefix` is whose options they are: under another one they start anew.
    """
    chosen: dict[str, Value] = {}
    for option in names:
        key, own = f"{prefix}.{option}", getattr(base, option)
        address.seed(option, key, own, lambda text, option=option: parse(type(base), option, text))
        chosen[option] = _widget(controls(type(base))[option], own, key)
    return chosen


def use_changes(group: str, options: Options, base: Options) -> None:
    """Put into the link what `options` set otherwise than `base`."""
    address.use(group, **{option: spell(new) for option, (_, new) in changes(options, base).items()})


def pick(
    name: str, choices: Sequence[str], label: str, default: str | None = None, title: Callable[[str], str] = str,
    few: bool = False, help: str | None = None, bare: bool = False,
) -> str:  # fmt: skip
    """One of `choices`, kept in the link as `name`: from a list, or side by side where they are `few`.

    With `bare` the label is for screen readers alone.
    `default` is the first where not given. A visitor who never chose follows the default when it changes.
    """
    key, default = setting_key(name), choices[0] if default is None else default
    address.seed(name, key, default, lambda text: _among(text, choices))
    before = st.session_state.get(f"{key}.default")
    if st.session_state[key] not in choices or st.session_state[key] == before:
        st.session_state[key] = default
    st.session_state[f"{key}.default"] = default
    now: str = st.session_state[key]
    how: dict[str, Any] = {
        "key": key, "format_func": title, "help": help, "label_visibility": "collapsed" if bare else "visible"
    }  # fmt: skip
    if few:
        st.segmented_control(label, choices, default=now, required=True, **how)
    else:
        st.selectbox(label, choices, choices.index(now), **how)
    address.use(key, **({name: now} if now != default else {}))
    return now


def pick_many(name: str, choices: Sequence[str], label: str, title: Callable[[str], str] = str) -> list[str]:
    """Some of `choices` side by side, kept in the link as `name`, divided by commas; none chosen means all."""
    key = setting_key(name)
    address.seed(name, key, [], lambda text: [_among(part, choices) for part in text.split(",") if part])
    st.session_state[key] = now = [each for each in st.session_state[key] if each in choices]
    picked = st.pills(label, choices, default=now, key=key, format_func=title, selection_mode="multi")
    address.use(key, **({name: ",".join(picked)} if picked else {}))
    return picked or list(choices)


def setting_key(name: str) -> str:
    """Under which key the setting `name` of this page stands in the visitor's session."""
    return f"{st.session_state['address'].page}.{name}"


def slide(name: str, default: int) -> tuple[int, Callable[[int], None]]:
    """A percentage that a component asks for, kept in the link as `name`: its value, and what hears of a new one."""
    key = setting_key(name)
    address.seed(name, key, default, percentage)
    value = st.session_state[key]
    address.use(key, **({name: str(value)} if value != default else {}))

    def move(to: int) -> None:
        st.session_state[key] = to

    return value, move


def _family_chosen() -> None:
    st.session_state["model"] = ARCHITECTURES[st.session_state["family"]].variants[0].name


def _widget(control: Control, own: Value, key: str) -> Value:
    label, help, now = control.label[language()], control.help[language()], st.session_state[key]
    if now != own:
        label = f"{label} ●"  # differs from the paper's variant
    match control.kind:
        case "toggle":
            return st.toggle(label, now, key=key, help=help)
        case "choice" if len(control.choices) <= 4:
            return st.segmented_control(
                label, control.choices, default=now, key=key, help=help, format_func=spell, required=True
            )
        case "choice":
            return st.selectbox(
                label, control.choices, control.choices.index(now), key=key, help=help, format_func=spell
            )
        case "number":
            whole = type(control.default)
            bounds: dict[str, Any] = {
                "min_value": whole(control.low),
                "max_value": whole(control.high),
                "value": now,
                "step": whole(control.step),
                "format": "%d" if whole is int else "%g",
            }
            return st.number_input(label, key=key, help=help, **bounds)
    return st.text_input(label, str(now), key=key, help=help)


def percentage(text: str) -> int:
    if not (text.isdecimal() and int(text) <= 100):
        raise Refusal(NOT_PERCENT.format(text=text))
    return int(text)


def _among(text: str, choices: Sequence[str]) -> str:
    if text not in choices:
        shown = ", ".join(choices[:8]) + (" …" if len(choices) > 8 else "")
        raise Refusal(NOT_AMONG.format(text=text, choices=shown))
    return text


FAMILY = Words(ko="계열", en="Family")
VARIANT = Words(ko="네트워크", en="Network")
NOT_PERCENT = Words(
    ko="‘{text}’은(는) 0에서 100 사이의 정수가 아닙니다.", en="“{text}” is no whole number from 0 to 100."
)
NOT_AMONG = Words(ko="‘{text}’은(는) 없습니다. 있는 것: {choices}.", en="There is no “{text}” here. Known: {choices}.")
