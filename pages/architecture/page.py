"""Pick a network, switch its parts, and see what changes: totals, diagram, layers."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.draw.graph import graph
from cnnviz.options import changes, spell
from cnnviz.ui import cache
from cnnviz.ui.diagram import diagram
from cnnviz.ui.language import language
from cnnviz.ui.layer_table import layer_card, layer_table
from cnnviz.ui.totals import totals_row
from cnnviz.ui.widgets import choose_variant, options_form, pick
from cnnviz.words import page_words

words, lang = page_words("architecture"), language()

with st.sidebar:
    name = choose_variant("resnet50")
    options = options_form(name)
architecture, variant = find(name)
trace, fields = cache.structure(name, options), cache.fields(name, options)
difference = cache.change(name, variant.options, options)
changed = changes(options, variant.options)
counts = {status: sum(row.status == status for row in difference.rows) for status in ("changed", "added", "removed")}

st.title(variant.title)
st.markdown(
    words.lead.format(
        paper=f"{architecture.authors}, {architecture.paper}", year=architecture.year, idea=architecture.idea
    )[lang]
)
totals_row(difference)
if changed:
    settings = ", ".join(f"{option} {spell(old)} → {spell(new)}" for option, (old, new) in changed.items())
    st.info(
        words.changed.format(variant=variant.title, changes=settings, **counts)[lang], icon=":material/compare_arrows:"
    )
else:
    st.caption(words.same.format(variant=variant.title)[lang])

view = pick("view", ("diagram", "layers"), words.view[lang], title=lambda name: getattr(words, name)[lang], few=True)
if view == "diagram":
    selected = diagram(graph(trace), key=f"diagram.{name}")
    st.caption(words.hint_diagram[lang])
else:
    selected = layer_table(trace, fields, difference, key=f"layers.{name}")
    st.caption(words.hint_layers[lang])
if selected in trace:
    layer_card(trace[selected], fields[selected])

if variant.note:
    st.info(variant.note[lang], icon=":material/info:")
