"""From a picture to the tensor that a network was trained on: resize, centre crop, normalise."""

from dataclasses import dataclass
from math import prod
from typing import Literal

import torch
from PIL import Image
from torch import Tensor

from cnnviz.data.picture import MEGAPIXELS
from cnnviz.words import Refusal, Words

MOST_PIXELS = MEGAPIXELS * 10**6  # pixels of any picture made here
Size = tuple[int, int]  # height, width
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class Preparation:
    """How one set of weights wants its pictures; the defaults are those of torchvision's IMAGENET1K_V1.

    resize: pixels of the picture's shorter side before the crop; 0 takes the largest centre piece that has
    the proportions of `size` and resizes that.
    size: height and width of the centre crop, which is the network's input.
    mean, std: one value a channel, of pixels from 0 to 1; three channels are RGB, one is grey.
    interpolation: Pillow's filter of that name, antialiased, which is torchvision's for Pillow pictures too.
    """

    resize: int = 256
    size: Size = (224, 224)
    mean: tuple[float, ...] = IMAGENET_MEAN
    std: tuple[float, ...] = IMAGENET_STD
    interpolation: Literal["bilinear", "bicubic"] = "bilinear"

    def __post_init__(self) -> None:
        if len(self.mean) not in (1, 3) or len(self.std) != len(self.mean) or min(self.std) <= 0:
            raise ValueError(f"mean and std need one or three values each, std above 0: {self}")
        if min(self.size) < 1 or 0 < self.resize < max(self.size) or self.resize < 0:
            raise ValueError(f"the crop must be at least one pixel and fit into the resized picture: {self}")

    @property
    def channels(self) -> int:
        return len(self.mean)


def preparation_for(input_shape: tuple[int, ...]) -> Preparation:
    """The preparation for weights that bring no recipe: the centre piece of the picture, resized.

    input_shape: channels, height, width of one input. `Refusal` where a picture cannot have that shape.
    """
    if (
        len(input_shape) != 3
        or input_shape[0] not in (1, 3)
        or min(input_shape) < 1
        or prod(input_shape[1:]) > MOST_PIXELS
    ):
        raise Refusal(SHAPE.format(shape="×".join(map(str, input_shape))))
    channels, high, wide = input_shape
    if channels == 1:
        return Preparation(resize=0, size=(high, wide), mean=(0.5,), std=(0.5,))
    return Preparation(resize=0, size=(high, wide))


def prepare(picture: Image.Image, preparation: Preparation) -> Tensor:
    """The input made of an RGB picture: normalised, float32, shape (1, channels, height, width)."""
    pixels = torch.frombuffer(bytearray(_crop(picture, preparation).tobytes()), dtype=torch.uint8)
    pixels = pixels.view(*preparation.size, preparation.channels).permute(2, 0, 1)
    mean = torch.tensor(preparation.mean).view(-1, 1, 1)
    std = torch.tensor(preparation.std).view(-1, 1, 1)
    return ((pixels.float() / 255 - mean) / std)[None].contiguous()


def seen(picture: Image.Image, preparation: Preparation) -> Image.Image:
    """What the network sees of an RGB picture: the crop of `preparation.size`, in mode RGB (grey if it sees grey)."""
    return _crop(picture, preparation).convert("RGB")


def _crop(picture: Image.Image, preparation: Preparation) -> Image.Image:
    picture = picture.convert("RGB" if preparation.channels == 3 else "L")
    high, wide = preparation.size
    filter = Image.Resampling[preparation.interpolation.upper()]
    if not preparation.resize:
        ratio = min(picture.width / wide, picture.height / high)
        piece = _centre(picture.size, max(1, round(wide * ratio)), max(1, round(high * ratio)))
        return picture.crop(piece).resize((wide, high), filter)
    width, height = _resized(picture.size, preparation.resize)
    box = _centre((width, height), wide, high)
    if width * height <= MOST_PIXELS:
        return picture.resize((width, height), filter).crop(box)
    # A very long strip would grow beyond all memory: resize the piece alone, equal to within a grey level.
    across, down = picture.width / width, picture.height / height
    piece = (box[0] * across, box[1] * down, box[2] * across, box[3] * down)
    return picture.resize((wide, high), filter, box=piece)


def _resized(size: tuple[int, int], shorter: int) -> tuple[int, int]:
    """Width and height with the shorter side `shorter` pixels, the longer one rounded down as torchvision does."""
    width, height = size
    if width <= height:
        return shorter, int(shorter * height / width)
    return int(shorter * width / height), shorter


def _centre(size: tuple[int, int], wide: int, high: int) -> tuple[int, int, int, int]:
    """The centre piece of a picture as (left, top, right, bottom), rounded as torchvision's CenterCrop does."""
    left, top = round((size[0] - wide) / 2), round((size[1] - high) / 2)
    return left, top, left + wide, top + high


SHAPE = Words(
    ko="사진을 {shape} 크기의 입력으로 만들 수 없습니다. 채널×높이×너비로 적고, 채널은 1개나 3개, "
    f"화소는 {MEGAPIXELS * 100:,}만 개까지 쓸 수 있습니다.",
    en="A picture cannot become an input of {shape}; it takes channels × height × width, with 1 or 3 channels "
    f"and up to {MEGAPIXELS} megapixels.",
)
