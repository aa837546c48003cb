"""Pick a network, switch its parts, and see what changes: totals, diagram, layers."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.measure.depth import layer_parts, stage_parts, where_it_sits
from cnnviz.measure.layers_csv import layers_csv
from cnnviz.options import changes, controls, spell
from cnnviz.ui import cache
from cnnviz.ui.copy_link import copy_link
from cnnviz.ui.diagram import diagram
from cnnviz.ui.language import language
from cnnviz.ui.layer_card import layer_card
from cnnviz.ui.layer_table import choose_kind, layer_table, stage_table
from cnnviz.ui.selection import select_clicked, selected_layer
from cnnviz.ui.torchinfo_text import torchinfo_text
from cnnviz.ui.totals import printed_errors, totals_row
from cnnviz.ui.trends import show_trends
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
paper = f"{architecture.authors} {architecture.year}, {architecture.paper}"
st.markdown(words.lead.format(paper=paper, idea=architecture.idea)[lang])
totals_row(difference)
if changed:
    declared = controls(architecture.options)
    lines = [words.changed.format(variant=variant.title, **counts)[lang]] + [
        f"- **{declared[option].label[lang]}** {spell(old)} → {spell(new)}. {declared[option].help[lang]}"
        for option, (old, new) in changed.items()
    ]
    st.info("\n".join(lines), icon=":material/compare_arrows:")
else:
    st.caption(words.same.format(variant=variant.title)[lang])

views = {view: getattr(words, view)[lang] for view in ("diagram", "layers", "trends")}
chosen, shared = st.columns((2, 1))
with shared:
    copy_link()
with chosen:
    view = pick("view", list(views), words.view[lang], title=views.__getitem__, few=True, bare=True)
selected = selected_layer(trace)
if view == "diagram":
    picture, key = cache.drawing(name, variant.options, options), f"diagram.{name}"
    diagram(picture, key, selected=selected, on_select=select_clicked(key))
else:
    left, right = st.columns(2)
    with left:
        units = ("layer", "stage", "torchinfo") if view == "layers" else ("layer", "stage")
        by = pick("by", units, words.by[lang], title=lambda part: getattr(words, part)[lang], few=True)
    with right:
        if view == "trends":
            scale = pick(
                "scale", ("linear", "log"), words.scale[lang], title=lambda scale: getattr(words, scale)[lang], few=True
            )
        elif by == "layer":
            kind = choose_kind(trace)
    if view == "trends":
        st.markdown(" ".join(sentence[lang] for sentence in where_it_sits(trace)))
        parts = {"layer": layer_parts, "stage": stage_parts}[by](trace)
        show_trends(trace, parts, scale == "log", f"trends.{name}.{by}", selected)
    elif by == "layer":
        layer_table(trace, fields, difference, kind, f"layers.{name}", selected)
    elif by == "torchinfo":
        st.code(torchinfo_text(name, options), language=None, height=560)
        st.caption(words.told_by_torchinfo[lang])
    else:
        stage_table(trace, fields, f"layers.{name}", selected)
    if view == "layers":
        st.download_button(
            words.csv[lang], lambda: layers_csv(name, trace), f"{name}.csv", "text/csv", icon=":material/download:"
        )
if selected:
    layer_card(trace[selected], trace, fields)
else:
    st.caption(getattr(words, f"hint_{view}")[lang])

printed, told = st.columns(2, gap="large")
with printed:
    st.subheader(words.published[lang])
    st.markdown("\n".join(f"- {line}" for line in printed_errors(variant.results)))
    st.caption(words.errors[lang] if variant.results else words.unpublished[lang])
    if variant.note:
        st.info(variant.note[lang], icon=":material/info:")
with told:
    st.subheader(words.pitfalls[lang])
    st.markdown("\n".join(f"- {pitfall[lang]}" for pitfall in (architecture.change, *architecture.pitfalls)))
