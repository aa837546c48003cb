"""Choose an experiment or a network of one's own, the data and the settings, and start."""

import streamlit as st

from cnnviz.ui.language import language
from cnnviz.ui.train_plan import (
    change_settings,
    choose_data,
    choose_experiment,
    plan_experiment,
    plan_own,
    recipe_note,
)  # fmt: skip
from cnnviz.ui.train_start import plan_table, show_runs, start_button, started, tell_time
from cnnviz.ui.visitor import visitor
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

words, lang = page_words("train"), language()

if ids := started():
    show_runs(ids)
st.title(words.title[lang])
st.markdown(words.lead[lang])
owner = visitor()
what = pick(
    "what", ("experiment", "own"), words.what[lang], few=True, title=lambda name: getattr(words, name)[lang], bare=True
)
if what == "experiment":
    experiment = choose_experiment(words.choose[lang])
    st.subheader(experiment.question[lang])
    st.markdown(experiment.expect[lang])
    st.caption(words.source.format(source=experiment.source)[lang])
    plan = plan_experiment(experiment, choose_data(words.data[lang], experiment.data), words.trials[lang])
else:
    plan = plan_own(choose_data(words.data[lang], "shapes"))
    st.caption(recipe_note(plan))
st.subheader(words.settings[lang])
plan = change_settings(plan, words.more[lang])
if plan:
    plan_table(plan)
    tell_time(plan)
start_button(words.start[lang], plan, owner)
