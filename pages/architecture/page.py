"""Pick a network, switch its parts, and see what changes: totals, diagram, layers."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.options import changes, controls, spell
from cnnviz.ui import cache
from cnnviz.ui.architecture_views import Shown, choose_view, show_view
from cnnviz.ui.export_menu import export_menu
from cnnviz.ui.language import language
from cnnviz.ui.totals import printed_errors, totals_row
from cnnviz.ui.widgets import choose_variant, options_form
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

chosen, taken = st.columns((5, 1))
with chosen:
    view = choose_view()
with taken:
    export_menu(name, options, trace)
show_view(view, Shown(name, variant.options, options, trace, fields, difference))

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
