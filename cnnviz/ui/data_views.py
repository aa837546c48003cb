"""What a data set looks like: its classes with examples, its pixels in figures, and what each augmentation makes of it."""

import numpy as np
import streamlit as st
import torch
from PIL import Image

from cnnviz.data import sample
from cnnviz.data.augment import SCHEMES, augment, ten_crop
from cnnviz.data.preparation import Preparation, seen
from cnnviz.data.sets import DataSet, Loaded
from cnnviz.draw.strips import COLOURS, crops_marked, strip
from cnnviz.measure.units import shape
from cnnviz.ui.language import language
from cnnviz.ui.picture_rows import Row, picture_rows
from cnnviz.ui.pictures import data_url
from cnnviz.ui.widgets import pick
from cnnviz.words import Words

EXAMPLES, CLASSES, DRAWS = 10, 10, 8  # pictures of a class, classes of a page, draws of a scheme
RESIZED, CROP = 256, 224  # Krizhevsky 2012, §4.1


def show_figures(data: DataSet, found: Loaded) -> None:
    """How many pictures, how large, and the mean and deviation of their pixels."""
    lang = language()
    figures = [
        (TRAIN, f"{len(found.train):,}"),
        (TEST, f"{len(found.test):,}"),
        (CLASS, f"{data.classes:,}"),
        (PICTURE, shape(data.shape)),
    ]
    with st.container(horizontal=True, gap="medium"):
        for title, figure in figures:
            st.metric(title[lang], figure, width="content")
    statistics = zip(CHANNELS[data.shape[0]], found.mean, found.std, strict=True)
    told = [f"{name[lang]} **{mean:.3f} ± {std:.3f}**" for name, mean, std in statistics]
    st.markdown(PIXELS.format(told=" · ".join(told))[lang])


def show_classes(data: DataSet, found: Loaded) -> None:
    """A row for each class: how many pictures, and the first of them; ten classes a page."""
    lang, names = language(), found.categories
    first = 0
    if len(names) > CLASSES:
        firsts = [str(place) for place in range(0, len(names), CLASSES)]
        shown = {place: f"{int(place) + 1}–{min(int(place) + CLASSES, len(names))}" for place in firsts}
        first = int(pick("from", firsts, FROM.format(all=len(names))[lang], title=shown.__getitem__))
    train, test = found.train.counts(len(names)), found.test.counts(len(names))
    most = max(train + test)
    rows = [
        Row(
            names[number],
            COUNTS.format(train=train[number], test=test[number])[lang],
            data_url(_examples(found, number), "webp"),
            EXAMPLES_OF.format(name=names[number])[lang],
            (train[number] / most, test[number] / most),
        )
        for number in range(first, min(first + CLASSES, len(names)))
    ]
    picture_rows([NAME[lang], COUNT[lang], SOME[lang]], rows, f"classes.{data.name}.{first}")


def show_augmentation(data: DataSet, found: Loaded, number: int, seed: int) -> None:
    """Training picture `number` as each scheme varies it; every column shares its chance over all rows."""
    lang = language()
    rows = [
        Row(
            scheme.title[lang],
            f"{scheme.about[lang]} ({scheme.source})" if scheme.source != "-" else scheme.about[lang],
            data_url(strip(_draws(data, found, name, number, seed)), "webp"),
            DRAWN.format(scheme=scheme.title, number=number)[lang],
        )
        for name, scheme in SCHEMES.items()
    ]
    picture_rows([SCHEME[lang], WHAT[lang], RESULTS[lang]], rows, f"draws.{data.name}")


def show_ten_crops(name: str) -> None:
    """The sample photograph `name` with the frames of its crops, and the ten crops themselves."""
    lang, photo = language(), _square(name)
    marked, crops = st.columns((1, 2), vertical_alignment="center", gap="large")
    frames = FRAMES.format(crop=CROP)[lang]
    marked.image(crops_marked(photo, CROP), frames, width="stretch", alt=frames)
    pixels = torch.from_numpy(np.array(photo)).permute(2, 0, 1)[None]
    ten = ten_crop(pixels, CROP)[0].numpy()
    crops.html(
        "".join(
            f'<img src="{data_url(strip(half, largest=CROP, frames=COLOURS), "webp")}" alt="{alt[lang]}" style="display: block; width: 100%; margin: 0.3rem 0">'
            for half, alt in ((ten[:5], UPRIGHT), (ten[5:], MIRRORED))
        )
    )


def _examples(found: Loaded, number: int) -> bytes:
    places = (found.train.labels == number).nonzero().flatten()[:EXAMPLES]
    return strip(found.train.images[places].numpy(), EXAMPLES)


def _draws(data: DataSet, found: Loaded, scheme: str, number: int, seed: int) -> np.ndarray:
    """(draws, c, h, w): for each draw a batch of two, so that mixup has something to blend with."""
    results = []
    for place in range(DRAWS):
        chance = torch.Generator().manual_seed(seed * DRAWS + place)
        other = int(torch.randint(len(found.train), (), generator=chance))
        images, labels = found.train.images[[number, other]], found.train.labels[[number, other]]
        varied, _ = augment(images, labels, scheme, chance, data.classes, data.mirrors)
        results.append(varied[0].round().to(torch.uint8) if varied.is_floating_point() else varied[0])
    return torch.stack(results).numpy()


@st.cache_data(show_spinner=False)
def _square(name: str) -> Image.Image:
    return seen(sample(name), Preparation(resize=0, size=(RESIZED, RESIZED)))


TRAIN = Words(ko="학습용", en="To learn from")
TEST = Words(ko="시험용", en="To test with")
CLASS = Words(ko="클래스", en="Classes")
NAME = Words(ko="클래스", en="Class")
PICTURE = Words(ko="그림 크기", en="Picture")
PIXELS = Words(ko="화소의 평균 ± 표준편차: {told}", en="Pixels, mean ± standard deviation: {told}")
GREY, RED, GREEN, BLUE = Words(ko="흑백", en="grey"), Words("R", "R"), Words("G", "G"), Words("B", "B")
CHANNELS = {1: (GREY,), 3: (RED, GREEN, BLUE)}
FROM = Words(ko="보이는 클래스 (전체 {all}개)", en="Classes shown (of {all})")
COUNT = Words(ko="그림 수: 학습용, 시험용", en="Pictures: to learn from, to test with")
COUNTS = Words(ko="{train:,}장, {test:,}장", en="{train:,} and {test:,}")
SOME = Words(ko="학습용 그림 가운데 처음 몇 장", en="The first pictures to learn from")
EXAMPLES_OF = Words(ko="‘{name}’ 클래스의 예", en="Examples of “{name}”")
SCHEME = Words(ko="증강", en="Augmentation")
WHAT = Words(ko="하는 일", en="What it does")
RESULTS = Words(ko="같은 그림을 여덟 번", en="One picture, eight times")
DRAWN = Words(
    ko="{number}번 그림에 ‘{scheme}’을 여덟 번 적용한 결과", en="Picture {number}, varied eight times by “{scheme}”"
)
FRAMES = Words(ko="{crop}×{crop} 조각 다섯 개", en="Five pieces of {crop}×{crop}")
UPRIGHT = Words(ko="네 모서리와 가운데 조각", en="The four corners and the centre")
MIRRORED = Words(ko="그 거울상 다섯 개", en="The same five mirrored")
