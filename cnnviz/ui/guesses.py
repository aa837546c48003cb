"""The network's best guesses, one of which is chosen."""

import numpy as np
import streamlit as st

from cnnviz.ui.widgets import pick, setting_key

TOP = 5


def choose_guess(probabilities: np.ndarray, categories: tuple[str, ...], answers: str, label: str) -> int:
    """The five most probable classes to click, and a list of all classes; returns the class chosen."""
    order = [str(number) for number in np.argsort(-probabilities, kind="stable")]
    names = {number: f"{categories[int(number)]} · {probabilities[int(number)]:.1%}" for number in order}
    place = st.container()
    target = pick("target", order, label, title=names.__getitem__)
    with place:
        st.markdown(f"**{answers}**")
        for number in order[:TOP]:
            mark = ":material/visibility:" if number == target else None
            st.button(names[number], f"guess.{number}", icon=mark, width="stretch", on_click=_choose, args=(number,))
            st.progress(float(probabilities[int(number)]))
    return int(target)


def _choose(number: str) -> None:
    st.session_state[setting_key("target")] = number
