"""The network's best guesses, one of which is chosen."""

import numpy as np
import streamlit as st

from cnnviz.ui.widgets import pick, setting_key

TOP = 5


def choose_guess(probabilities: np.ndarray, categories: tuple[str, ...], answers: str, label: str) -> int:
    """The five most probable classes to click, and a list of all classes; returns the class chosen."""
    place = st.container()
    target = choose_class(probabilities, categories, label)
    with place:
        st.markdown(f"**{answers}**")
        for number in np.argsort(-probabilities, kind="stable")[:TOP].tolist():
            name, mark = _name(number, probabilities, categories), ":material/visibility:" if number == target else None
            st.button(name, f"guess.{number}", icon=mark, width="stretch", on_click=_choose, args=(str(number),))
            st.progress(float(probabilities[number]))
    return target


def choose_class(probabilities: np.ndarray, categories: tuple[str, ...], label: str) -> int:
    """One of all classes, the most probable ones first; kept in the link as `target`."""
    order = [str(number) for number in np.argsort(-probabilities, kind="stable")]
    names = {number: _name(int(number), probabilities, categories) for number in order}
    return int(pick("target", order, label, title=names.__getitem__))


def _name(number: int, probabilities: np.ndarray, categories: tuple[str, ...]) -> str:
    return f"{categories[number]} · {probabilities[number]:.1%}"


def _choose(number: str) -> None:
    st.session_state[setting_key("target")] = number
