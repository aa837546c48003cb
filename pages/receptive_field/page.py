"""Choose a unit: what it can see of the photograph, which pixels really move it, and what excites its channel."""

import streamlit as st

from cnnviz.architectures import find
from cnnviz.draw.maps import feature_map_sprite
from cnnviz.draw.reach import patch, reach_picture
from cnnviz.trace import map_layers
from cnnviz.ui import cache
from cnnviz.ui.field_pairs import PAIRS, show_pair
from cnnviz.ui.field_view import field_view
from cnnviz.ui.inside import choose_inside
from cnnviz.ui.language import language
from cnnviz.ui.pictures import inline_image
from cnnviz.ui.places import chosen_place
from cnnviz.ui.reach import first_shown, has_gates, reaches, recursion, seen_layers
from cnnviz.ui.widgets import pick
from cnnviz.unit.excitement import strongest_patches
from cnnviz.words import Refusal, page_words

words, lang = page_words("receptive_field"), language()

st.title(words.title[lang])
inside = choose_inside("efficientnet_lite0")
st.markdown(words.lead.format(network=find(inside.choice.name)[1].title)[lang])
fields = cache.fields(inside.choice.name, inside.choice.options)
layers = seen_layers(inside.trace, fields, map_layers(inside.trace))
if not layers:
    raise Refusal(words.no_field)
paths = {seen.path: seen for seen in layers}
photo = cache.view(inside.choice, inside.picture)
sizes = {path: seen.layer.output_shape[1:] for path, seen in paths.items()}
place = chosen_place(sizes, first_shown(layers, photo.height))
seen = paths[place.path]
maps = cache.feature_maps(inside.choice, inside.picture, place.path)
field_view(photo, layers, place, feature_map_sprite(maps.mean(0, keepdims=True), smallest=1).png, "field")
figures = {"high": seen.field.size[0], "wide": seen.field.size[1]}
side = words.above if seen.field.padding[0] >= 0 else words.below
top, down = abs(seen.field.padding[0]), seen.field.stride[0]
st.markdown(words.figures.format(top=top, side=side, down=down, **figures)[lang])
if why := recursion(seen.layer, inside.trace, fields):
    st.caption(f"{words.why[lang]}: {why}")

real, excited = st.columns(2, gap="large")
with real:
    st.subheader(words.effective[lang])
    st.caption(words.effective_lead[lang])
    over = pick("over", ("noise", "photo"), words.over[lang], title=lambda name: getattr(words, name)[lang], few=True)
    picture, told = st.empty(), st.empty()
    gated = has_gates(inside.trace)
    for reach in reaches(inside.choice, inside.picture if over == "photo" else None, seen, place, gated):
        if not reach.influence.any():
            picture.info(words.nothing[lang])
            continue
        width, outside = reach.extent
        text = words.found.format(pictures=reach.pictures, width=width, **figures)[lang]
        drawn = reach_picture(photo, reach.influence, seen.field.seen_by(*place.unit), width)
        picture.html(inline_image(drawn, text))
        told.caption(text if not gated else f"{text} {words.outside.format(share=outside)[lang]}")
with excited:
    st.subheader(words.patches[lang])
    strongest = maps.max((1, 2)).argsort()[::-1]
    channel = int(pick("channel", [str(number) for number in strongest], words.channel[lang]))
    patches = strongest_patches(maps[channel], seen.field)
    if patches:
        st.caption(words.patches_lead.format(channel=channel)[lang])
        for found, beside in zip(patches, st.columns(3) + st.columns(3), strict=False):
            told = words.answer.format(**found._asdict())[lang]
            beside.image(patch(photo, (found.rows, found.columns)), told, width="stretch", alt=told)
    else:
        st.info(words.quiet.format(channel=channel)[lang])

st.subheader(words.compare[lang])
pair = pick("pair", list(PAIRS), words.pair[lang], title=lambda name: getattr(words, name)[lang], few=True)
st.caption(getattr(words, f"told_{pair}")[lang])
show_pair(pair)
