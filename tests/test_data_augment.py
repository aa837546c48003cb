"""Each scheme against a picture-by-picture twin in torchvision's words, and the ten crops against torchvision's."""

import pytest
import torch
from torch import Tensor
from torchvision.transforms import functional

from cnnviz.data.augment import HOLE, PADDING, SCHEMES, augment, ten_crop
from cnnviz.words import Refusal

every_scheme = pytest.mark.parametrize("scheme", SCHEMES)
every_type = pytest.mark.parametrize("dtype", [torch.uint8, torch.float32, torch.bfloat16])


def batch(n: int = 64, shape: tuple[int, int, int] = (3, 12, 16)) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(1)
    images = torch.randint(1, 256, (n, *shape), dtype=torch.uint8, generator=generator)
    return images, torch.randint(5, (n,), generator=generator)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def crops(image: Tensor, mirror: bool = True) -> list[bytes]:
    """Every picture that crop and flip may make of `image`, as torchvision pads, crops and flips."""
    height, width = image.shape[-2:]
    framed = functional.pad(image, [PADDING])
    shifts = range(2 * PADDING + 1)
    pieces = [functional.crop(framed, top, left, height, width) for top in shifts for left in shifts]
    mirrored = [functional.hflip(piece) for piece in pieces] if mirror else []
    return [bytes(piece.contiguous().numpy()) for piece in pieces + mirrored]


@every_scheme
@every_type
def test_shape_and_type_stay_and_nothing_is_changed_in_place(scheme: str, dtype: torch.dtype):
    images, labels = batch()
    given = images.to(dtype)
    before = given.clone()
    varied, targets = augment(given, labels, scheme, seeded(), classes=5)
    assert varied.shape == given.shape
    assert varied.dtype == (torch.float32 if scheme == "mixup" and dtype == torch.uint8 else dtype)
    assert torch.equal(given, before)
    assert targets.shape == ((64, 5) if scheme == "mixup" else (64,))


@every_scheme
def test_the_same_seed_makes_the_same_batch_and_another_seed_another(scheme: str):
    first, again, other = (augment(*batch(), scheme, seeded(seed), classes=5)[0] for seed in (3, 3, 4))
    assert torch.equal(first, again)
    assert torch.equal(first, other) == (scheme == "none")


def test_flip_mirrors_about_half_and_leaves_the_rest():
    images, labels = batch(400)
    varied, targets = augment(images, labels, "flip", seeded())
    same = (varied == images).flatten(1).all(1)
    assert torch.equal(varied[~same], functional.hflip(images[~same]))
    assert 160 < int(same.sum()) < 240
    assert torch.equal(targets, labels)


@pytest.mark.parametrize("mirror", [True, False])
def test_crop_and_flip_makes_each_of_the_pictures_it_may_and_no_other(mirror: bool):
    image, _ = batch(1, (3, 9, 11))
    possible = crops(image[0], mirror)
    assert len(set(possible)) == len(possible) == (162 if mirror else 81)
    many = image.expand(4000, -1, -1, -1)
    varied, _ = augment(many, torch.zeros(4000, dtype=torch.int64), "crop_flip", seeded(), mirror=mirror)
    assert {bytes(each.numpy()) for each in varied} == set(possible)


def test_every_picture_of_a_batch_is_its_own_crop():
    images, labels = batch(100)
    varied, _ = augment(images, labels, "crop_flip", seeded())
    assert all(bytes(new.numpy()) in crops(old) for new, old in zip(varied, images, strict=True))


@pytest.mark.parametrize("scheme", ["flip", "crop_flip", "cutout", "mixup"])
def test_what_must_not_be_mirrored_is_not(scheme: str):
    """A bright left half never comes to lie right, not even shifted by four pixels."""
    images = torch.zeros(200, 1, 32, 32)
    images[..., :16] = 1
    varied, _ = augment(images, torch.zeros(200, dtype=torch.int64), scheme, seeded(), classes=2, mirror=False)
    assert varied[..., 20:].max() == 0
    mirrored, _ = augment(images, torch.zeros(200, dtype=torch.int64), scheme, seeded(), classes=2)
    assert mirrored[..., 20:].max() > 0


def test_cutout_hides_one_square_of_half_the_side_also_over_the_edge():
    images = torch.full((2000, 1, 32, 32), 1.0)
    holes = (augment(images, torch.zeros(2000, dtype=torch.int64), "cutout", seeded())[0] == 0)[:, 0]
    inner = holes[:, PADDING:-PADDING, PADDING:-PADDING]  # the frame that the crop brings is empty as well
    sides = torch.stack([inner.any(2).sum(1), inner.any(1).sum(1)], 1)
    assert torch.equal(inner.flatten(1).sum(1), sides.prod(1)), "not a rectangle"
    assert int(sides.max()) == 32 * HOLE
    assert int(sides.min()) < 32 * HOLE / 2
    middle = holes[:, 16, 16].float().mean()
    assert middle == pytest.approx(0.25, abs=0.03), "the middle is hidden where the point falls within 16×16 of 32×32"


def test_mixup_blends_pictures_and_labels_alike():
    images = torch.eye(5)[torch.arange(50) % 5].view(50, 5, 1, 1).expand(50, 5, 24, 24).contiguous() * 200
    varied, targets = augment(images, torch.arange(50) % 5, "mixup", seeded(2), classes=5)
    assert torch.allclose(varied[:, :, 8:16, 8:16].mean((2, 3)) / 200, targets, atol=1e-5)
    assert torch.allclose(targets.sum(1), torch.ones(50))
    assert len({round(float(share), 4) for share in targets.max(1).values}) == 2, "one weight, or a class with itself"
    whole, _ = augment(images.byte(), torch.arange(50) % 5, "mixup", seeded(2), classes=5)
    assert torch.allclose(whole, varied, atol=1e-3)
    with pytest.raises(ValueError, match="how many classes"):
        augment(images, torch.arange(50) % 5, "mixup", seeded())


def test_the_weight_of_mixup_is_uniform():
    generator, images = seeded(), torch.zeros(2, 1, 8, 8)
    weights = [augment(images, torch.tensor([0, 1]), "mixup", generator, classes=2)[1][0, 0] for _ in range(400)]
    assert float(torch.stack(weights).mean()) == pytest.approx(0.75, abs=0.04)  # half of the time with itself: 1


@pytest.mark.parametrize("shape", [(32, 32), (33, 40)])
def test_ten_crops_are_torchvisions(shape: tuple[int, int]):
    images, _ = batch(6, (3, *shape))
    theirs = torch.stack(functional.ten_crop(images, [27, 27]), 1)  # type: ignore[arg-type]
    assert torch.equal(ten_crop(images, 27), theirs)


def test_ten_crops_of_a_picture_that_is_too_small_are_refused():
    with pytest.raises(Refusal, match="33×33 cannot be cut"):
        ten_crop(batch(1, (3, 32, 32))[0], 33)


def test_an_unknown_scheme_is_refused_with_those_there_are():
    with pytest.raises(Refusal, match="crop_flip"):
        augment(*batch(), "rotate", seeded())
