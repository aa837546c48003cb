"""What the terminal's commands compute, as plain values ready for JSON."""

from argparse import Namespace
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from cnnviz.architectures import VARIANTS
from cnnviz.blueprint import structure_of
from cnnviz.data import SAMPLES, prepare, read_picture, sample, seen
from cnnviz.draw.heat import overlay
from cnnviz.measure import comparison, description, difference
from cnnviz.options import controls
from cnnviz.spelling import chosen
from cnnviz.trace import activations, default_layer
from cnnviz.weights import Network, load_or_random
from cnnviz.words import Refusal, Words


def variants(asked: Namespace) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "family": architecture.name,
            "title": variant.title,
            "year": architecture.year,
            "input": list(variant.input_shape),
            "options": {option: getattr(variant.options, option) for option in controls(architecture.options)},
        }
        for name, (architecture, variant) in VARIANTS.items()
    ]


def described(asked: Namespace) -> dict[str, Any]:
    name, options = chosen(asked.name, asked.set)
    return description(asked.name, structure_of(name, options, asked.input))


def compared(asked: Namespace) -> dict[str, Any]:
    old, new = structure_of(*chosen(asked.old)), structure_of(*chosen(asked.new))
    return comparison(asked.old, asked.new, difference(old, new))


def predicted(asked: Namespace) -> dict[str, Any]:
    network, images = _ready(asked)
    probabilities = activations(network.model, images, ()).logits[0].softmax(0)
    best = probabilities.topk(min(asked.top, len(probabilities)))
    pairs = zip(best.indices.tolist(), best.values.tolist(), strict=True)
    guesses = [{"class": number, "label": network.categories[number], "probability": share} for number, share in pairs]
    return {**_origin(asked, network), "top": guesses}


def explained(asked: Namespace) -> dict[str, Any]:
    from cnnviz.explain import METHODS  # takes two seconds, which no other command needs

    if asked.method not in METHODS:
        raise Refusal(NO_METHOD.format(method=asked.method, known=", ".join(METHODS)))
    network, images = _ready(asked)
    name, options = chosen(asked.model)
    layer = asked.layer or default_layer(structure_of(name, options))
    probabilities = activations(network.model, images, ()).logits[0].softmax(0)
    target = _class(asked.target, network, int(probabilities.argmax()))
    heat = METHODS[asked.method].explain(network.model, images, target, layer).numpy()
    write(asked.out, lambda path: overlay(seen(picture(asked.image), network.preparation), heat).save(path, "PNG"))
    if asked.npy:
        write(asked.npy, lambda path: np.save(path.open("wb"), heat))
    return {
        **_origin(asked, network),
        "method": asked.method,
        "layer": layer,
        "class": target,
        "label": network.categories[target],
        "probability": float(probabilities[target]),
        "map": list(heat.shape),
        "out": asked.out,
        "npy": asked.npy,
    }


def _ready(asked: Namespace) -> tuple[Network, Tensor]:
    photo = picture(asked.image)  # a bad picture is told before weights are loaded
    network = load_or_random(*chosen(asked.model), asked.weights)
    return network, prepare(photo, network.preparation)


def _origin(asked: Namespace, network: Network) -> dict[str, Any]:
    note = network.note.en if network.note else None
    return {
        "model": asked.model, "image": asked.image, "weights": network.weights.name, "random": network.random, "note": note,
    }  # fmt: skip


def _class(text: str | None, network: Network, best: int) -> int:
    """The class that `text` names by its number or its label; the first guess where it is not given."""
    if text is None:
        return best
    if text.isdecimal() and int(text) < len(network.categories):
        return int(text)
    labels = [label.lower() for label in network.categories]
    if text.lower() not in labels:
        near = get_close_matches(text.lower(), labels, n=3, cutoff=0.5)
        raise Refusal(NO_CLASS.format(text=text, last=len(labels) - 1, near=", ".join(near) or "-"))
    return labels.index(text.lower())


def write(file: str, fill: Callable[[Path], Any]) -> None:
    """Let `fill` write to `file`; `Refusal` where that cannot be."""
    try:
        fill(Path(file))
    except OSError as error:
        raise Refusal(NOT_WRITTEN.format(file=file, why=error.strerror or error)) from error


def picture(image: str) -> Any:
    """The picture in file `image`, or the sample of that name."""
    path = Path(image)
    if not path.exists() and image in SAMPLES:
        return sample(image)
    try:
        return read_picture(path.read_bytes())
    except OSError as error:
        raise Refusal(NO_FILE.format(image=image, why=error.strerror or error)) from error


NO_FILE = Words(
    ko="‘{image}’ 파일을 읽을 수 없습니다: {why}. 사진 파일이나 예시 이름(cat, coffee …)을 쓰십시오.",
    en="Cannot read “{image}”: {why}. Give a picture file, or the name of a sample (cat, coffee …).",
)
NO_METHOD = Words(
    ko="‘{method}’이라는 방법은 없습니다. 있는 방법: {known}.",
    en="There is no method “{method}”. Known methods: {known}.",
)
NO_CLASS = Words(
    ko="‘{text}’이라는 클래스는 없습니다. 0부터 {last}까지의 번호나 이름을 쓰십시오. 비슷한 이름: {near}.",
    en="There is no class “{text}”; give a number from 0 to {last}, or a name. Nearest names: {near}.",
)
NOT_WRITTEN = Words(ko="‘{file}’에 쓸 수 없습니다: {why}.", en="Cannot write “{file}”: {why}.")
