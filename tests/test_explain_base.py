"""What cannot be explained is refused in a sentence, and every method says what it is."""

import re

import pytest
import torch
from torch import Tensor, nn
from torchvision import models

from cnnviz.explain import METHODS
from cnnviz.words import LANGUAGES, Refusal

torch.set_num_threads(1)


class TwoAnswers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.conv(x), x


class SideLine(TwoAnswers):
    """Computes a map that the answer does not use."""

    def forward(self, x: Tensor) -> Tensor:  # type: ignore[override]
        self.conv(x)
        return x.mean((2, 3)) * self.conv.weight.mean()


SMALL = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(4 * 36, 3))
ONE = torch.randn(1, 3, 8, 8)


@pytest.mark.parametrize(
    "model, images, target, layer, sentence",
    [
        (SMALL, ONE, 3, "0", "There is no class 3; choose one from 0 to 2."),
        (SMALL, ONE, -1, "0", "There is no class -1; choose one from 0 to 2."),
        (SMALL, ONE.repeat(2, 1, 1, 1), 0, "0", "One picture at a time"),
        (SMALL, ONE[0], 0, "0", "this input is 3×8×8"),
        (SMALL, ONE, 0, "1", "The output of layer “1” has no height and width"),
        (SMALL, ONE, 0, "7", "This network has no module “7”; the nearest names are 2, 1, 0."),
        (models.resnet18(), ONE.repeat(1, 1, 4, 4), 0, "layer1.0.relu", "choose its block “layer1.0”."),
        (models.resnet18(), ONE.repeat(1, 1, 4, 4), 0, "layer1.0.add", "choose its block “layer1.0”."),
        (TwoAnswers(), ONE, 0, "conv", "does not answer with one score per class"),
        (nn.Sequential(nn.Conv2d(3, 4, 3)), ONE, 0, "0", "does not answer with one score per class"),
        (SideLine(), ONE, 0, "conv", "The scores do not depend on layer “conv”"),
        (SideLine().requires_grad_(False), ONE, 0, "conv", "The scores do not depend on layer “conv”"),
        (SMALL, ONE * float("nan"), 0, "0", "not finite"),
    ],
)
def test_what_cannot_be_explained_is_refused(
    model: nn.Module, images: Tensor, target: int, layer: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        METHODS["grad-cam"].explain(model, images, target, layer)
    assert sentence in str(refused.value)
    words = refused.value.words
    assert all(words[language].endswith((".", "”.")) and "{" not in words[language] for language in LANGUAGES)


def test_every_method_says_what_it_is() -> None:
    for name, method in METHODS.items():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", name)
        assert name == method.name
        assert re.fullmatch(r"https://(arxiv\.org/abs/\d{4}\.\d{4,5}|doi\.org/10\.\d{4}/\S+)", method.paper.link)
        assert method.paper.title and method.paper.citation == f"{method.paper.authors} {method.paper.year}"
        assert 2000 < method.paper.year < 2100
        assert all(method.idea[language].endswith(".") for language in LANGUAGES)
