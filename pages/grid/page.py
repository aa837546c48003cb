"""One photograph, many heat maps: methods, classes, layers and networks against each other, or class against class."""

from itertools import product

import streamlit as st

from cnnviz.trace import default_layer
from cnnviz.ui import cache
from cnnviz.ui.against import show_against
from cnnviz.ui.explanations import Question, heats
from cnnviz.ui.grid_axes import AXES, values
from cnnviz.ui.heat_table import heat_table
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang = page_words("grid"), language()
titles = {axis: title[lang] for axis, title in AXES.items()}

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
st.markdown(words.lead[lang])
probabilities = cache.probabilities(inside.choice, inside.picture)
views = {"grid": words.grid[lang], "against": words.against[lang]}
if pick("view", list(views), words.view[lang], title=views.__getitem__, few=True, bare=True) == "against":
    show_against(inside, probabilities)
else:
    across, down = st.columns(2)
    with across:
        columns = pick("columns", list(AXES), words.columns[lang], "classes", titles.__getitem__)
    with down:
        rest = [axis for axis in AXES if axis != columns]
        rows = pick("rows", rest, words.rows[lang], rest[0], titles.__getitem__)
    wide, high = values(columns, inside, rows, probabilities), values(rows, inside, columns, probabilities)
    top = int(probabilities.argmax())
    first = Question(inside.choice, inside.picture, "grad-cam", top, default_layer(inside.trace))
    order = [(row, column) if rows == "networks" else (column, row) for row, column in product(high, wide)]
    questions = [later.ask(sooner.ask(first)) for sooner, later in order]
    found = heats("grid", questions, words.start.format(count=len(questions))[lang])
    st.caption(words.about.format(label=inside.network.categories[top])[lang])
    if found:
        heat_table([row.label for row in high], [column.label for column in wide], questions, found)
if inside.network.random:
    st.warning(words.random[lang], icon=":material/casino:")
