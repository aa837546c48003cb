"""A table of heat maps over their photographs: the photographs are sent once, a map is a picture of a few units."""

from html import escape

import numpy as np
import streamlit as st

from cnnviz.explain import METHODS
from cnnviz.ui import cache
from cnnviz.ui.explanations import Question
from cnnviz.ui.heat_picture import painted
from cnnviz.ui.language import language
from cnnviz.ui.pictures import data_url, photo_url
from cnnviz.words import Words

FINE = 80  # px of a map of single pixels in a table, where more would not be seen


def heat_table(
    rows: list[str], columns: list[str], questions: list[Question], found: list[np.ndarray | Words]
) -> None:  # fmt: skip
    """Row by row the answers `found` to `questions`; a map that cannot be had says why."""
    photos = {question.choice: photo_url(cache.view(question.choice, question.picture)) for question in questions}
    numbers = {choice: number for number, choice in enumerate(photos)}
    style = "".join(
        f".cnn-photo-{numbers[choice]} {{ background-image: url({url}); }}" for choice, url in photos.items()
    )
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in columns)
    cells = iter(zip(questions, found, strict=True))
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>{"".join(_cell(*next(cells), numbers, f"{label}, {column}") for column in columns)}</tr>'
        for label in rows
    )
    st.html(
        f'<style>{CSS}{style}</style><div class="cnn-grid"><table style="min-width: {7 * len(columns) + 8}rem"><tr><td></td>{head}</tr>{body}</table></div>'
    )


def _cell(question: Question, heat: np.ndarray | Words, numbers: dict, about: str) -> str:
    if isinstance(heat, Words):
        return f'<td><p class="cnn-why">{escape(heat[language()])}</p></td>'
    alt = escape(ALT[language()].format(about=about, layer=question.layer))
    picture = painted(_thinned(heat), METHODS[question.method].signed, None)
    layer = f"<figcaption>{escape(question.layer)}</figcaption>" if METHODS[question.method].needs_layer else ""
    return (
        f'<td><figure><div class="cnn-photo cnn-photo-{numbers[question.choice]}">'
        f'<img src="{data_url(picture.png)}" alt="{alt}"></div>{layer}</figure></td>'
    )


def _thinned(heat: np.ndarray) -> np.ndarray:
    """A map of many units by the means of its squares, at about the size at which it is shown."""
    factor = max(heat.shape) // FINE
    if factor < 2:
        return heat
    height, width = (side // factor * factor for side in heat.shape)
    return heat[:height, :width].reshape(height // factor, factor, width // factor, factor).mean((1, 3))


CSS = """
.cnn-grid { overflow-x: auto; }
.cnn-grid table { border-collapse: collapse; table-layout: fixed; width: 100%; max-width: 84rem; }
.cnn-grid th, .cnn-grid td { padding: 0.3rem; border: 0; vertical-align: top; }
.cnn-grid th { font-weight: 600; text-align: left; overflow-wrap: anywhere; }
.cnn-grid td:first-child, .cnn-grid th[scope=row] { width: 8rem; }
.cnn-grid figure { margin: 0; }
.cnn-photo { aspect-ratio: 1; background-size: 100% 100%; border-radius: 0.3rem; overflow: hidden; }
.cnn-photo img { display: block; width: 100%; height: 100%; opacity: 0.65; }
.cnn-grid figcaption, .cnn-why { font-size: 0.85rem; opacity: 0.85; overflow-wrap: anywhere; margin: 0.15rem 0 0; }
"""
ALT = Words(ko="{about}: {layer} 층의 열지도", en="{about}: heat map at layer {layer}")
