"""The same photograph at every saved epoch of a run: what a layer answers, or where the network looks."""

from io import BytesIO
from typing import NamedTuple

import numpy as np
import streamlit as st
from PIL import Image

from cnnviz.data import prepare, read_picture, seen
from cnnviz.data.sets import find_set
from cnnviz.draw.heat import overlay
from cnnviz.draw.maps import feature_map_sprite
from cnnviz.explain import METHODS
from cnnviz.spelling import Named
from cnnviz.trace import default_layer, first_activation, map_layers
from cnnviz.trace.activations import activations
from cnnviz.train.artefacts import kept_epochs
from cnnviz.train.runs import Run, folder_of
from cnnviz.ui import cache
from cnnviz.ui.cache import KEYS, Picture
from cnnviz.ui.film import film
from cnnviz.ui.language import language
from cnnviz.ui.picture import choose_picture
from cnnviz.ui.widgets import pick
from cnnviz.weights import load
from cnnviz.weights.trained import card_of
from cnnviz.words import Words

SIDE = 320  # px of a frame, at least
CHANNELS = 16
PICTURES = 24  # of the test pictures to choose from
KINDS = ("cam", "maps")


class Scene(NamedTuple):
    """One frame: the picture, and how probable the class was."""

    image: Image.Image
    probability: float


def run_film(run: Run) -> None:
    """Ask what is to be seen of which picture, and show it over the epochs."""
    lang, card = language(), card_of(folder_of(run.id))
    assert card is not None  # `parts_of` asked for it
    left, middle, right = st.columns(3)
    with left:
        kind = pick("see", KINDS, SEE[lang], few=True, title=lambda name: WORDS[name][lang])
    with middle:
        number = pick("picture_of", ["photo", *map(str, range(PICTURES))], OF[lang], "0", title=_picture_title)
    trace = cache.structure(*card.named)
    usual = default_layer(trace) if kind == "cam" else first_activation(trace)
    with right:
        layer = pick("layer", map_layers(trace), LAYER[lang], usual)
    if number == "photo":
        with st.sidebar:
            picture, true = choose_picture(), None
    else:
        picture, true = _test_picture(card.data, int(number))
    epochs = tuple(kept_epochs(folder_of(run.id)))
    with st.spinner(WORKING[lang]):
        target, scenes = _scenes(run.id, epochs, card.named, picture, true, kind, layer)
    name = card.categories[target]
    captions = [
        CAPTION.format(epoch=epoch, name=name, share=f"{100 * scene.probability:.0f} %")[lang]
        for epoch, scene in zip(epochs, scenes, strict=True)
    ]
    film([scene.image for scene in scenes], [EPOCH.format(epoch=e)[lang] for e in epochs], captions, f"film.{run.id}")


@st.cache_data(max_entries=16, show_spinner=False, hash_funcs=KEYS)
def _scenes(
    run_id: int, epochs: tuple[int, ...], named: Named, picture: Picture, true: int | None, kind: str, layer: str
) -> tuple[int, list[Scene]]:
    """The class that is looked at, and a frame for each epoch; without a `true` class the last network's answer is it."""
    target, scenes = true, []
    for epoch in reversed(epochs):  # the last one first: it knows best
        network = load(*named, f"run-{run_id}@{epoch}")
        content = read_picture(picture.content)
        shown = activations(network.model, (x := prepare(content, network.preparation)), (layer,))
        probabilities = shown.logits[0].softmax(0)
        target = int(probabilities.argmax()) if target is None else target
        if kind == "cam":
            heat = METHODS["grad-cam"].explain(network.model, x, target, layer).numpy()
            image = overlay(_enlarged(seen(content, network.preparation)), heat)
        else:
            image = _maps(shown.layers[layer][0].numpy())
        scenes.append(Scene(image, float(probabilities[target])))
    assert target is not None
    return target, scenes[::-1]


@st.cache_data(max_entries=64, show_spinner=False)
def _test_picture(data: str, number: int) -> tuple[Picture, int]:
    """Picture `number` of the test part, and its class."""
    test = find_set(data).load(None).test
    pixels = test.images[number].permute(1, 2, 0).numpy()
    file = BytesIO()
    Image.fromarray(pixels.squeeze(-1) if pixels.shape[-1] == 1 else pixels).save(file, "PNG")
    return Picture(f"{data}.{number}", file.getvalue()), int(test.labels[number])


def _maps(values: np.ndarray) -> Image.Image:
    """The first channels of a layer, each on its own scale."""
    with Image.open(BytesIO(feature_map_sprite(values[:CHANNELS], smallest=SIDE // 4).png)) as sprite:
        return sprite.convert("RGB")


def _enlarged(photo: Image.Image) -> Image.Image:
    """Small pictures keep their pixels."""
    times = -(-SIDE // max(photo.size))
    return photo.convert("RGB").resize((photo.width * times, photo.height * times), Image.Resampling.NEAREST)


def _picture_title(name: str) -> str:
    return (PHOTO if name == "photo" else TEST.format(number=name))[language()]


WORDS = {
    "cam": Words(ko="Grad-CAM", en="Grad-CAM"),
    "maps": Words(ko="특징 맵", en="Feature maps"),
}
SEE = Words(ko="무엇을", en="What")
OF = Words(ko="어느 사진", en="Of which picture")
LAYER = Words(ko="층", en="Layer")
PHOTO = Words(ko="왼쪽에서 고른 사진", en="The photograph chosen on the left")
TEST = Words(ko="시험 사진 {number}", en="Test picture {number}")
WORKING = Words(ko="저장된 에폭마다 계산하는 중입니다.", en="Computing at every saved epoch.")
EPOCH = Words(ko="{epoch}에폭", en="epoch {epoch}")
CAPTION = Words(ko="{epoch}에폭 뒤: ‘{name}’의 확률 {share}", en="After epoch {epoch}: probability of “{name}” {share}")
