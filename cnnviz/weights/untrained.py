"""Random weights that are the same for everyone who follows the same link."""

import torch
from torch import Tensor, nn

from cnnviz.architectures import build, find
from cnnviz.data import preparation_for, prepare, sample
from cnnviz.options import Options
from cnnviz.weights.base import RANDOM, Weights
from cnnviz.weights.draws import Seeded
from cnnviz.words import Words

SEED = 0
PHOTOS = ("cat", "coffee")  # of cnnviz.data: what fresh batch norms measure


def untrained(name: str, options: Options) -> nn.Module:
    """The network `name` with first weights by its own rule, the same numbers each time.

    `Refusal` where it does not take the variant's own input any more.
    """
    architecture, variant = find(name)
    if architecture.check_input:
        architecture.check_input(options, variant.input_shape)
    with Seeded(SEED):
        model = build(name, options)
    preparation = preparation_for(variant.input_shape)
    _settle(model, torch.cat([prepare(sample(photo), preparation) for photo in PHOTOS]))
    return model


def _settle(model: nn.Module, pictures: Tensor) -> None:
    """Let batch normalisation measure `pictures`, as it would in the first step of training.

    With the mean 0 and variance 1 that it starts from it does nothing: sums pile up from block to block, and
    ResNet-1202 answers "not a number".
    """
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    if not norms:
        return
    model.eval()  # dropout and its like stay out of it
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.train().momentum = 1.0
    with torch.no_grad():
        model(pictures)
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.eval().momentum = momentum


def random_weights(name: str, options: Options) -> Weights:
    """What there is to say about the first weights of variant `name`; its classes have numbers, no names."""
    categories = tuple(f"#{number}" for number in range(getattr(options, "classes", 0)))
    return Weights(RANDOM, TITLE, ORIGIN, preparation_for(find(name)[1].input_shape), categories)


TITLE = Words(ko="무작위 (학습하지 않음)", en="Random (not trained)")
ORIGIN = Words(
    ko="학습하지 않은 초기 가중치입니다. 난수의 씨앗이 정해져 있어 같은 링크에서는 늘 같은 값이 나옵니다. "
    "배치 정규화의 평균과 분산은 예시 사진 두 장에서 잰 것입니다.",
    en="First weights that nobody trained; their seed is fixed, so the same link gives the same numbers. "
    "Batch normalisation has measured two of the sample photographs.",
)
