"""Pictures of any set fit a network of any input: framed, resized, grey or colour, as Pillow and torchvision do it."""

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.transforms.v2 import functional

from cnnviz.data.fitting import fit
from cnnviz.words import Refusal


def pictures(*shape: int) -> torch.Tensor:
    return torch.randint(0, 256, shape, dtype=torch.uint8, generator=torch.Generator().manual_seed(0))


def test_what_fits_is_not_touched():
    images = pictures(2, 3, 32, 32)
    assert fit(images, (3, 32, 32)) is images


def test_mnist_is_framed_as_for_lenet():
    images = pictures(5, 1, 28, 28)
    framed = fit(images, (1, 32, 32))
    assert torch.equal(framed[:, :, 2:-2, 2:-2], images)
    assert int(framed.sum()) == int(images.sum())


@pytest.mark.parametrize("size", [(64, 64), (224, 224), (16, 16), (24, 30)])
def test_other_sizes_are_resized_as_torchvision_does(size: tuple[int, int]):
    images = pictures(3, 3, 32, 32)
    fitted, theirs = fit(images, (3, *size)), functional.resize(images, list(size), antialias=True)
    assert fitted.dtype == torch.uint8
    assert (fitted.int() - theirs.int()).abs().max() <= 1  # theirs counts in whole numbers
    assert fit(images.float(), (3, *size)).dtype == torch.float32


def test_colour_becomes_grey_as_pillow_does_it_and_grey_becomes_three_equal_channels():
    images = pictures(4, 3, 32, 32)
    grey = fit(images, (1, 32, 32))
    theirs = np.stack([np.asarray(Image.fromarray(image.permute(1, 2, 0).numpy()).convert("L")) for image in images])
    assert np.abs(grey[:, 0].int().numpy() - theirs).max() <= 1
    assert torch.equal(fit(grey, (3, 32, 32)), grey.repeat(1, 3, 1, 1))


def test_other_channels_are_refused():
    with pytest.raises(Refusal, match="4 channels"):
        fit(pictures(1, 4, 8, 8), (3, 8, 8))
