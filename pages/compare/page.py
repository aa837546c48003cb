"""Two to four networks side by side: totals, stages, published errors, layers."""

from itertools import combinations

import streamlit as st

from cnnviz.ui import cache
from cnnviz.ui.difference_table import difference_table
from cnnviz.ui.language import language
from cnnviz.ui.networks import LETTERS, choose_networks, name_of, options_help
from cnnviz.ui.side_by_side import errors_table, stages_table, totals_bars, totals_table
from cnnviz.ui.widgets import pick
from cnnviz.words import page_words

EXAMPLES = (
    "plain34,resnet34",
    "resnet50,resnet50:se=true,se_resnet50",
    "vgg16,mobilenet_v1",
    "googlenet:reduce=false,googlenet",
)

words, lang = page_words("compare"), language()

st.title(words.title[lang])
st.markdown(words.lead[lang])
networks = choose_networks(words.networks[lang], EXAMPLES)
named = dict(zip(LETTERS, networks, strict=False))
if networks:
    with st.popover(words.options[lang], icon=":material/tune:"):
        st.markdown(options_help(networks))
if not networks:
    st.info(words.empty[lang], icon=":material/compare_arrows:")
elif len(networks) == 1:
    st.info(words.one_more.format(network=name_of(networks[0]))[lang], icon=":material/add:")
else:
    st.subheader(words.totals[lang])
    st.caption(words.totals_caption.format(network=name_of(networks[0]))[lang])
    totals_table(networks)
    totals_bars(networks, "bars")

    st.subheader(words.errors[lang])
    st.caption(words.errors_caption[lang])
    errors_table(networks)

    st.subheader(words.stages[lang])
    st.caption(words.stages_caption[lang])
    stages_table(networks)

    st.subheader(words.layers[lang])
    pairs = [f"{old}-{new}" for old, new in combinations(named, 2)]
    pair = pick("pair", pairs, words.pair[lang], few=True, title=lambda pair: pair.replace("-", " → "))
    before, after = pair.split("-")
    old, new = named[before], named[after]
    st.caption(words.pair_caption.format(before=before, after=after, old=name_of(old), new=name_of(new))[lang])
    difference_table(cache.between(old, new), before, after, f"{old.name}-{new.name}.csv")
