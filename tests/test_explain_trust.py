"""How far to trust a map: curves with known areas, and a sanity check that good methods pass and a fixed map fails."""

from typing import Any

import pytest
import torch
from scipy.stats import spearmanr
from torch import Tensor, nn

from cnnviz.explain import METHODS
from cnnviz.explain.trust import sanity, trial
from cnnviz.explain.trust.curves import STEPS
from tests.calibrated import network, picture

LEFT = torch.zeros(8, 8)
LEFT[:, :4] = 1


class LeftHalf(nn.Module):
    """Class 1 is how much of the left half is not empty."""

    def forward(self, x: Tensor) -> Tensor:
        lit = 20 * ((x[..., :32].abs() > 0).float().mean((1, 2, 3)) - 0.5)
        return torch.stack([torch.zeros_like(lit), lit], 1)


def test_a_map_that_knows_what_counts_beats_the_random_one_and_the_centre() -> None:
    answer = trial(LeftHalf(), picture(), 1, LEFT)
    assert len(answer.map.deletion) == STEPS + 1
    assert answer.map.deletion_area < 0.3 < answer.random.deletion_area
    assert answer.map.deletion_area < answer.centre.deletion_area
    assert answer.map.deletion[0] > 0.99 and answer.map.deletion[-1] < 0.01
    wrong = trial(LeftHalf(), picture(), 1, 1 - LEFT)
    assert wrong.map.deletion_area > 0.7
    assert answer.map.drop < 0.01 < 0.99 < wrong.map.drop


def test_curves_start_and_end_where_the_paper_says() -> None:
    model, images = network("resnet18"), picture()
    heat = METHODS["grad-cam"].explain(model, images, 4, "layer4")
    with torch.no_grad():
        whole, empty = (float(model(each).softmax(1)[0, 4]) for each in (images, torch.zeros_like(images)))
    for curves in trial(model, images, 4, heat):
        assert curves.insertion[-1] == pytest.approx(whole, rel=1e-3) == curves.deletion[0]
        assert curves.deletion[-1] == pytest.approx(empty, rel=1e-3)


def test_the_order_of_the_pixels_is_that_of_the_map() -> None:
    """After a half of the steps exactly the brighter half has gone."""
    seen: list[Tensor] = []

    class Watch(LeftHalf):
        def forward(self, x: Tensor) -> Tensor:
            seen.append(x)
            return super().forward(x)

    trial(Watch(), picture(), 1, LEFT)
    pictures = torch.cat(seen)
    half = pictures[STEPS + 1 + STEPS // 2]
    assert not half[:, :, :30].any() and (half[:, :, 34:] == picture()[0][:, :, 34:]).all()


def test_random_weights_change_an_honest_map_and_never_the_network_itself() -> None:
    model, images = network("resnet18"), picture()
    before = [tensor.clone() for tensor in model.state_dict().values()]
    explain = lambda net: METHODS["saliency"].explain(net, images, 4, None)  # noqa: E731
    answer = sanity(model, images, explain(model), explain)
    assert answer.layers[0] == "fc" and answer.layers[-1] == "conv1" and len(answer.layers) == 6
    assert abs(answer.correlation[-1]) < 0.7 and answer.similarity[-1] < 0.6
    assert all(torch.equal(*pair) for pair in zip(before, model.state_dict().values(), strict=True))
    assert answer == sanity(model, images, explain(model), explain), "the same link shows the same figures"


def test_a_map_that_does_not_ask_the_network_is_found_out() -> None:
    fixed = torch.rand(7, 7)
    answer = sanity(network("resnet18"), picture(), fixed, lambda net: fixed)
    assert min(answer.correlation) == pytest.approx(1) and min(answer.similarity) == pytest.approx(1)


def test_the_correlation_is_scipys_and_an_even_map_has_none() -> None:
    first, other = torch.rand(7, 7), torch.rand(7, 7).mul(4).round()  # ties
    answer = sanity(network("resnet18"), picture(), first, lambda net: other)
    theirs: Any = spearmanr(first.flatten(), other.flatten())
    assert answer.correlation[0] == pytest.approx(theirs.statistic, abs=1e-5)
    assert sanity(network("resnet18"), picture(), first, lambda net: torch.zeros(7, 7)).correlation[0] == 0


def test_both_tell_how_far_they_are() -> None:
    model, images, told = network("resnet18"), picture(), []
    heat = METHODS["grad-cam"].explain(model, images, 4, "layer4")
    trial(model, images, 4, heat, told.append)
    sanity(model, images, heat, lambda net: METHODS["grad-cam"].explain(net, images, 4, "layer4"), told.append)
    half = told.index(0, 1)
    assert told[:half] == sorted(told[:half]) and told[half:] == sorted(told[half:]) and max(told) < 1
