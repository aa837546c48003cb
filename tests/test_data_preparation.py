"""From pictures to tensors, against torchvision's own transforms."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from torchvision.transforms import InterpolationMode, v2
from torchvision.transforms._presets import ImageClassification

from cnnviz.data import Preparation, preparation_for, prepare, sample, seen
from cnnviz.data.preparation import IMAGENET_MEAN, IMAGENET_STD
from cnnviz.words import Refusal

RECIPES = {
    "IMAGENET1K_V1": {"resize_size": 256, "crop_size": 224},
    "IMAGENET1K_V2": {"resize_size": 232, "crop_size": 224},
    "Inception": {"resize_size": 342, "crop_size": 299},
    "EfficientNet-B0": {"resize_size": 256, "crop_size": 224, "interpolation": InterpolationMode.BICUBIC},
    "mean and std of one half": {"resize_size": 256, "crop_size": 224, "mean": (0.5,) * 3, "std": (0.5,) * 3},
}


def ours(recipe: dict) -> Preparation:
    """The same recipe in our words."""
    return Preparation(
        resize=recipe["resize_size"],
        size=(recipe["crop_size"], recipe["crop_size"]),
        mean=recipe.get("mean", IMAGENET_MEAN),
        std=recipe.get("std", IMAGENET_STD),
        interpolation=recipe.get("interpolation", InterpolationMode.BILINEAR).value,
    )


def noise(width: int, height: int) -> Image.Image:
    pixels = np.random.default_rng(width * 10_000 + height).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
@pytest.mark.parametrize("name", ["cat", "coffee", "rocket", "astronaut"])
def test_photographs_as_torchvision_prepares_them(name, recipe):
    tensor = prepare(sample(name), ours(recipe))
    expected = ImageClassification(**recipe)(sample(name))[None]
    assert tensor.dtype == torch.float32 and tensor.shape == expected.shape and tensor.is_contiguous()
    torch.testing.assert_close(tensor, expected, rtol=0, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(8, 900), st.integers(8, 900), st.sampled_from(sorted(RECIPES)))
def test_any_size_as_torchvision_prepares_it(width, height, recipe):
    picture = noise(width, height)
    expected = ImageClassification(**RECIPES[recipe])(picture)[None]
    torch.testing.assert_close(prepare(picture, ours(RECIPES[recipe])), expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("size", [(8, 2_000), (2_000, 8), (9, 2_001)])
def test_a_long_strip_as_torchvision_prepares_it(size, monkeypatch):
    """Whole strips would take gigabytes once resized; the piece alone is equal to within one grey level."""
    whole = prepare(noise(*size), Preparation())
    monkeypatch.setattr("cnnviz.data.preparation.MOST_PIXELS", 10**6)
    piece = prepare(noise(*size), Preparation())
    assert (piece - whole).abs().max() <= 1.01 / 255 / min(IMAGENET_STD)
    torch.testing.assert_close(whole, ImageClassification(crop_size=224)(noise(*size))[None], rtol=0, atol=1e-6)


@pytest.mark.parametrize("size", [(8, 6_000_000), (6_000_000, 8)])
def test_the_longest_strip_is_prepared(size):
    """Resized whole it would have 49 thousand megapixels."""
    picture = Image.new("RGB", size, (128, 64, 255))
    pixels = prepare(picture, Preparation(mean=(0.0,) * 3, std=(1.0,) * 3))
    torch.testing.assert_close(pixels, torch.tensor([128, 64, 255]).view(1, 3, 1, 1).expand(1, 3, 224, 224) / 255)


def test_efficientnet_lite():
    """Google's own: (x - 127) / 128 on values from 0 to 255."""
    lite = Preparation(mean=(127 / 255,) * 3, std=(128 / 255,) * 3, interpolation="bicubic")
    pixels = torch.from_numpy(np.array(seen(sample("cat"), lite))).permute(2, 0, 1)[None]
    torch.testing.assert_close(prepare(sample("cat"), lite), (pixels.float() - 127) / 128, rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    "shape", [(3, 224, 224), (3, 32, 32), (1, 28, 28), (1, 32, 32), (3, 64, 96), (1, 96, 64), (3, 299, 299)]
)
@pytest.mark.parametrize("size", [(64, 64), (451, 300), (300, 451), (9, 200)])
def test_any_input_shape_gets_the_centre_of_the_picture(shape, size):
    channels, high, wide = shape
    preparation, picture = preparation_for(shape), noise(*size)
    tensor = prepare(picture, preparation)
    assert tensor.shape == (1, *shape)
    ratio = min(size[0] / wide, size[1] / high)
    piece = max(1, round(high * ratio)), max(1, round(wide * ratio))
    theirs = v2.Compose(
        [
            v2.CenterCrop(piece),
            v2.Grayscale() if channels == 1 else v2.Identity(),
            v2.Resize((high, wide)),
            v2.PILToTensor(),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(IMAGENET_MEAN, IMAGENET_STD) if channels == 3 else v2.Normalize((0.5,), (0.5,)),
        ]
    )
    torch.testing.assert_close(tensor[0], theirs(picture), rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    "preparation", [Preparation(), Preparation(resize=232), *map(preparation_for, [(1, 28, 28), (3, 40, 60)])]
)
def test_what_is_seen_is_what_is_prepared(preparation):
    """The crop, normalised by hand, is the tensor: a heat map of the tensor lies right on the crop."""
    crop = seen(sample("coffee"), preparation)
    assert crop.mode == "RGB" and crop.size == preparation.size[::-1]
    pixels = torch.from_numpy(np.array(crop)).permute(2, 0, 1)[: preparation.channels] / 255
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in (preparation.mean, preparation.std))
    torch.testing.assert_close(prepare(sample("coffee"), preparation)[0], (pixels - mean) / std, rtol=0, atol=1e-6)


def test_the_picture_stays_as_it_was():
    picture = noise(50, 40)
    before = picture.tobytes()
    tensor = prepare(picture, preparation_for((3, 40, 40)))
    tensor.zero_()
    seen(picture, preparation_for((3, 40, 40))).paste("black", (0, 0, 40, 40))
    assert picture.tobytes() == before


@pytest.mark.parametrize(
    "shape",
    [(2, 32, 32), (4, 224, 224), (0, 8, 8), (3, 0, 8), (3, 8), (3, -8, 8), (1, 3, 224, 224), (), (3, 10_000, 10_000)],
)
def test_shapes_that_no_picture_can_have_are_refused(shape):
    with pytest.raises(Refusal) as refused:
        preparation_for(shape)
    words = refused.value.words
    assert "채널" in words.ko and "channels" in words.en and words.ko.endswith("다.")


@pytest.mark.parametrize(
    "wrong",
    [
        {"resize": 100},
        {"resize": -1},
        {"size": (0, 224)},
        {"mean": (0.5,)},
        {"std": (0.0, 1.0, 1.0)},
        {"mean": (0.5,) * 2, "std": (0.5,) * 2},
    ],
)
def test_impossible_recipes_do_not_come_into_being(wrong):
    with pytest.raises(ValueError, match="Preparation"):
        Preparation(**wrong)


def test_a_preparation_is_a_value():
    assert Preparation() == Preparation(256, (224, 224)) and len({Preparation(), Preparation(), Preparation(232)}) == 2
