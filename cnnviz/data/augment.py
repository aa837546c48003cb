"""What is done to a batch of training pictures so that no two epochs are alike, and the ten crops of a test picture.

Every scheme works on the whole batch at once, on the device where it lies. All chance comes from the generator that is
passed in, so the same seed makes the same pictures.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn.functional import one_hot, pad

from cnnviz.words import Refusal, Words

PADDING = 4  # pixels on each side, He 2015 §4.2
HOLE = 0.5  # of the shorter side: 16 of 32 pixels, DeVries 2017 §4.1 (CIFAR-10)


@dataclass(frozen=True)
class Scheme:
    """One way to vary pictures."""

    name: str
    title: Words
    about: Words
    source: str
    vary: Callable[[Tensor, Generator, bool], Tensor]  # (pictures, generator, may be mirrored) → pictures
    blend: bool = False  # two pictures become one afterwards, and so do their labels


def augment(
    images: Tensor, labels: Tensor, scheme: str, generator: Generator, classes: int | None = None, mirror: bool = True
) -> tuple[Tensor, Tensor]:
    """A varied batch and its targets; what was passed in is not changed.

    images: (n, c, h, w), float or uint8, on any device; what a scheme leaves empty is 0: black, or the mean colour of
    normalised pictures. labels: int64, (n,). `mirror` is False for pictures that mean something else in a mirror.
    Returns pictures of the same type (of mixup always float, on the same scale) and the labels; mixup's targets are the
    shares of each class, float, (n, classes), and need `classes`. `Refusal` for an unknown scheme.
    """
    if scheme not in SCHEMES:
        raise Refusal(UNKNOWN.format(scheme=scheme, known=", ".join(SCHEMES)))
    varied = SCHEMES[scheme].vary(images, generator, mirror)
    if not SCHEMES[scheme].blend:
        return varied, labels
    if classes is None:
        raise ValueError("mixup needs to know how many classes there are")
    return _mixup(varied, one_hot(labels, classes), generator)


def ten_crop(images: Tensor, size: int) -> Tensor:
    """Four corners, the centre, and their mirror images (Krizhevsky 2012, §4.1): (n, 10, c, size, size).

    images: (n, c, h, w), h and w at least `size`. The order is torchvision's: top left, top right, bottom left, bottom
    right, centre, then the same of the mirrored picture. It is a protocol for testing: the ten answers are averaged.
    """
    down, right = (side - size for side in images.shape[-2:])
    if size < 1 or min(down, right) < 0:
        raise Refusal(TOO_LARGE.format(size=size, picture="×".join(map(str, images.shape[-2:]))))
    corners = ((0, 0), (0, right), (down, 0), (down, right), (round(down / 2), round(right / 2)))
    pieces = [each[..., y : y + size, x : x + size] for each in (images, images.flip(-1)) for y, x in corners]
    return torch.stack(pieces, 1)


def _none(images: Tensor, generator: Generator, mirror: bool) -> Tensor:
    return images


def _flip(images: Tensor, generator: Generator, mirror: bool) -> Tensor:
    """Half of the pictures mirrored."""
    if not mirror:
        return images
    return torch.where(_coins(images, generator)[:, None, None, None], images.flip(-1), images)


def _crop_flip(images: Tensor, generator: Generator, mirror: bool) -> Tensor:
    """A piece of the old size from the picture with a frame, every second one mirrored; one gather does both."""
    n, channels, height, width = images.shape
    framed = pad(images, (PADDING,) * 4)
    down, right = torch.arange(height, device=images.device), torch.arange(width, device=images.device)
    top = _whole(2 * PADDING + 1, images, generator)
    left = _whole(2 * PADDING + 1, images, generator)
    flipped = _coins(images, generator) if mirror else torch.zeros_like(top, dtype=torch.bool)
    rows = top[:, None] + down
    columns = left[:, None] + torch.where(flipped[:, None], right.flip(0), right)
    places = (rows[:, :, None] * framed.shape[-1] + columns[:, None, :]).view(n, 1, -1)
    return framed.flatten(2).gather(2, places.expand(-1, channels, -1)).view_as(images)


def _cutout(images: Tensor, generator: Generator, mirror: bool) -> Tensor:
    """Crop and flip, then a square hole round a point anywhere in the picture: near the edge part of it lies outside."""
    varied = _crop_flip(images, generator, mirror)
    height, width = images.shape[-2:]
    hole = round(min(height, width) * HOLE)
    inside = []
    for side in (height, width):
        first = _whole(side, images, generator)[:, None] - hole // 2
        place = torch.arange(side, device=images.device)
        inside.append((place >= first) & (place < first + hole))
    return varied.masked_fill((inside[0][:, :, None] & inside[1][:, None, :])[:, None], 0)


def _mixup(images: Tensor, shares: Tensor, generator: Generator) -> tuple[Tensor, Tensor]:
    """Every picture blended with another of the batch, and the labels alike (Zhang 2017, §3.2).

    One weight for the batch, as in the authors' code, drawn from Beta(1, 1), which is uniform from 0 to 1.
    """
    weight = torch.rand((), generator=generator, device=generator.device).to(images.device)
    other = torch.randperm(len(images), generator=generator, device=generator.device).to(images.device)
    images = images if images.is_floating_point() else images.float()
    shares = shares.float()
    return torch.lerp(images[other], images, weight.to(images.dtype)), torch.lerp(shares[other], shares, weight)


def _whole(end: int, images: Tensor, generator: Generator) -> Tensor:
    """A whole number from 0 to `end` - 1 for each picture."""
    return torch.randint(end, (len(images),), generator=generator, device=generator.device).to(images.device)


def _coins(images: Tensor, generator: Generator) -> Tensor:
    return _whole(2, images, generator).bool()


_SCHEMES = (
    Scheme(
        "none",
        Words(ko="없음", en="None"),
        Words(ko="사진을 그대로 씁니다.", en="Every epoch shows the same pictures."),
        "-",
        _none,
    ),
    Scheme(
        "flip",
        Words(ko="좌우 뒤집기", en="Flip"),
        Words(ko="사진 두 장에 한 장꼴로 좌우를 뒤집습니다.", en="Every second picture, drawn by lot, is mirrored."),
        "Krizhevsky 2012, §4.1",
        _flip,
    ),
    Scheme(
        "crop_flip",
        Words(ko="밀기와 뒤집기", en="Crop and flip"),
        Words(
            ko="둘레에 4픽셀을 덧댄 뒤 원래 크기로 아무 데나 잘라 내고, 두 장에 한 장꼴로 뒤집습니다.",
            en="4 pixels are added all round, a piece of the old size is cut out anywhere, and every second one is mirrored.",
        ),
        "He 2015, §4.2",
        _crop_flip,
    ),
    Scheme(
        "cutout",
        Words(ko="가리기 (cutout)", en="Cutout"),
        Words(
            ko="밀고 뒤집은 다음, 한 변이 사진의 절반인 네모로 아무 데나 가립니다.",
            en="Crop and flip; then a square half as wide as the picture hides a part of it.",
        ),
        "DeVries & Taylor 2017, §4.1",
        _cutout,
    ),
    Scheme(
        "mixup",
        Words(ko="섞기 (mixup)", en="Mixup"),
        Words(
            ko="밀고 뒤집은 다음, 사진 두 장과 그 정답을 같은 비율로 섞습니다.",
            en="Crop and flip; then two pictures are blended, and their labels in the same shares.",
        ),
        "Zhang 2017, §3.2",
        _crop_flip,
        blend=True,
    ),
)
SCHEMES: dict[str, Scheme] = {scheme.name: scheme for scheme in _SCHEMES}

UNKNOWN = Words(
    ko="‘{scheme}’이라는 증강은 없습니다. 있는 것: {known}.",
    en="There is no augmentation “{scheme}”. Known: {known}.",
)
TOO_LARGE = Words(
    ko="{picture} 사진에서 {size}×{size} 조각을 잘라 낼 수 없습니다. 사진보다 크지 않은 1 이상의 크기가 필요합니다.",
    en="A piece of {size}×{size} cannot be cut from a picture of {picture}; a size from 1 up to the picture's is needed.",
)
